import { NONE } from './numbers.ts';
import { Patterns } from './patterns.ts';
import { rootOf, type State } from './state.ts';
import { type PackedTexts, Texts } from './texts.ts';

/** What bars the matches of a term. */
export interface Bars {
  /** Phrases that hold the match. */
  readonly around: State;
  /** What may not stand right behind it. */
  readonly after: State;
}

/** What bars terms, as data. */
export interface PackedBars {
  /** Which terms; */
  readonly terms: readonly number[];
  /** for each, what is around its matches, and what is after them. */
  readonly texts: PackedTexts;
}

/** What bars terms, unpacked as it is asked for. */
export class UnpackedBars {
  private readonly known = new Map<number, Bars>();
  private texts: Texts | null = null;

  constructor(private readonly packed: PackedBars) {}

  get(term: number): Bars | undefined {
    const known = this.known.get(term);
    const place = this.packed.terms.indexOf(term);
    if (known || place === NONE) return known;
    this.texts ??= new Texts(this.packed.texts);
    const bars: Bars = {
      around: rootOf(new Patterns(this.texts.at(2 * place), () => 0)),
      after: rootOf(new Patterns(this.texts.at(2 * place + 1), () => 0), true),
    };
    this.known.set(term, bars);
    return bars;
  }
}
