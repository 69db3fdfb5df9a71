import type { Answer, Found, FoundVariant, Passage, Pieced, Question, Search } from './search.ts';

/** Texts that are remembered at most, and units of each. */
const MOST = { texts: 200, units: 2000 } as const;

interface Remembered {
  readonly starts: readonly number[];
  readonly borders: string;
  readonly found: Found;
  readonly variants: readonly FoundVariant[];
}

/**
 * Remembers what was found in short texts. A page that writes the same text again, as many do, has it
 * highlighted again before the browser paints, without a message in between.
 */
export class RememberedSearch implements Search {
  readonly isSieved: boolean;
  readonly enough: readonly number[];
  /** By text, the one that was used last at the end. */
  private readonly known = new Map<string, Remembered>();
  /** What else the answers depend on. */
  private circumstances = '';

  constructor(private readonly search: Search) {
    this.isSieved = search.isSieved;
    this.enough = search.enough;
  }

  places(passage: Passage): Promise<readonly number[]> {
    return this.search.places(passage);
  }

  async find(question: Question): Promise<Answer> {
    const circumstances = JSON.stringify([question.given, question.withoutCues]);
    if (circumstances !== this.circumstances) this.known.clear();
    this.circumstances = circumstances;
    const remembered = question.texts.map((text) => this.recall(text));
    const texts = question.texts.filter((_, i) => !remembered[i]);
    const answer = texts.length ? await this.search.find({ ...question, texts }) : null;
    let next = 0;
    const found: Found[] = [];
    for (const [i, text] of question.texts.entries()) {
      const one = remembered[i]?.found ?? answer?.found[next++];
      if (!one) break; // Nobody answered.
      found.push(one);
      if (answer && !remembered[i] && circumstances === this.circumstances)
        this.remember(text, one, answer.variants);
    }
    const variants = [...(answer?.variants ?? []), ...remembered.flatMap((one) => one?.variants ?? [])];
    return { found, variants };
  }

  private recall({ text, starts, borders }: Pieced): Remembered | undefined {
    const known = text.length > MOST.units ? undefined : this.known.get(text);
    if (!known || known.borders !== borders || !isSame(known.starts, starts)) return undefined;
    this.known.delete(text);
    this.known.set(text, known);
    return known;
  }

  private remember({ text, starts, borders }: Pieced, found: Found, variants: readonly FoundVariant[]): void {
    if (text.length > MOST.units || found.unknown.length) return;
    const numbers = new Set([...found.matches, ...found.waiting].map(({ variant }) => variant));
    const own = variants.filter(({ number }) => numbers.has(number));
    this.known.delete(text);
    this.known.set(text, { starts, borders, found, variants: own });
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST.texts) break;
      this.known.delete(oldest);
    }
  }
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((start, i) => start === b[i]);
}
