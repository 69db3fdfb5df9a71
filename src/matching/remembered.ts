import type { Answer, Found, FoundVariant, Passage, Pieced, Question, Search } from './search.ts';

/** Texts that are remembered at most, and units of each. */
const MOST = { texts: 200, units: 2000 } as const;

interface Remembered {
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
  /** By text and borders, the one that was used last at the end. */
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

  private recall(text: Pieced): Remembered | undefined {
    if (text.text.length > MOST.units) return undefined;
    const key = keyOf(text);
    const known = this.known.get(key);
    if (known) this.known.delete(key);
    if (known) this.known.set(key, known);
    return known;
  }

  private remember(text: Pieced, found: Found, variants: readonly FoundVariant[]): void {
    if (text.text.length > MOST.units || found.unknown.length) return;
    const numbers = new Set([...found.matches, ...found.waiting].map(({ variant }) => variant));
    this.known.set(keyOf(text), { found, variants: variants.filter(({ number }) => numbers.has(number)) });
    for (const key of this.known.keys()) {
      if (this.known.size <= MOST.texts) break;
      this.known.delete(key);
    }
  }
}

function keyOf({ text, starts, borders }: Pieced): string {
  return `${borders}\0${starts.join()}\0${text}`;
}
