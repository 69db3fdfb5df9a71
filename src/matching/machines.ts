import { Patterns } from './patterns.ts';
import { rootOf, type State } from './state.ts';
import { type PackedTexts, Texts } from './texts.ts';

/** The patterns of a glossary. */
export interface PackedPatterns {
  /** Those of each term; then those of the variants without windows and all cues; then those of each list. */
  readonly texts: PackedTexts;
  /** The number of the first variant of each term. */
  readonly firsts: ArrayLike<number>;
  /** How many variants there are. */
  readonly variants: number;
  /** Variants that no window tells of. */
  readonly windowless: readonly number[];
}

/** The automata of a glossary. Each is made when it is needed. */
export class Machines {
  private known: Texts | null = null;
  private readonly roots = new Map<number, State>();

  constructor(readonly packed: PackedPatterns) {}

  /** How many terms there are. */
  get terms(): number {
    return this.packed.firsts.length;
  }

  /** Variants that no window tells of. */
  get windowless(): readonly number[] {
    return this.packed.windowless;
  }

  /** The patterns. */
  get texts(): Texts {
    return (this.known ??= new Texts(this.packed.texts));
  }

  /** Accepts the variants of a term. */
  ofTerm(term: number): State {
    const first = this.packed.firsts[term] ?? 0;
    return this.root(term, (pattern) => first + pattern);
  }

  /** Accepts what windows do not tell of: variants, and cues, whose numbers follow those of all variants. */
  get withoutWindows(): State {
    const { windowless, variants } = this.packed;
    return this.root(this.terms, (pattern) => windowless[pattern] ?? variants + pattern - windowless.length);
  }

  /** Accepts 0. */
  ofList(list: number): State {
    return this.root(this.terms + 1 + list, () => 0);
  }

  private root(text: number, acceptOf: (pattern: number) => number): State {
    const known = this.roots.get(text);
    if (known) return known;
    const root = rootOf(new Patterns(this.texts.at(text), acceptOf));
    this.roots.set(text, root);
    return root;
  }
}
