import {
  beginningsOf,
  type Extent,
  extentOf,
  type Pattern,
  sumOf,
  textOf,
  type WordLists,
} from '../glossary/pattern.ts';
import type { Letters } from './letters.ts';
import { Prose } from './prose.ts';
import {
  bitOfOther,
  bitOfWords,
  FARTHEST,
  keyOfThree,
  keyOfTwo,
  LONG,
  MEDIUM,
  mediumKey,
  moveOn,
  STEP,
  type Windows,
  windowsOf,
} from './windows.ts';

/** A pattern of which every phrase must hold a window. */
export interface Sought {
  readonly pattern: Pattern;
  readonly term: number;
  /** It counts in capitals only. */
  readonly capitals: boolean;
}

/** Units from a place in a phrase within which a window is looked for. */
const REACH = 18;
/** A place where more than so many texts may stand is passed over. */
const MOST_BEGINNINGS = 600;
/** A phrase may be that much shorter than a medium window: whatever may stand before it has a key then. */
const MISSING = 2;
/**
 * The price of a window: how common the prose has it, and this, which is more for kinds that other prose
 * may have more often.
 */
const PRICE = { long: 1, mostlyOneWord: 12, medium: 5, three: 1, two: 10 } as const;

/**
 * Finds windows for patterns: few, and such as are rare in `prose`, text of the kind that will be read.
 * `without` are those of which a phrase has none, being too short.
 */
export function windowsFor<Some extends Sought>(
  sought: readonly Some[],
  lists: WordLists,
  letters: Letters,
  prose: readonly string[],
): { windows: Windows; without: Some[] } {
  const phrases = sought.map(({ pattern }) => textOf(pattern));
  const texts = [...prose, ...phrases].map((text) => letters.plain(text));
  const chooser = new Chooser(lists, letters, new Prose(texts, [LONG, MEDIUM]));
  const without = sought.filter(
    (one) => !alternatives(one.pattern).every((pattern) => chooser.choose({ ...one, pattern })),
  );
  return { windows: windowsOf(chooser.keys, chooser.ends), without };
}

/** A pattern that is one choice as its options. */
function alternatives(pattern: Pattern): readonly Pattern[] {
  const [first, second] = pattern;
  return first?.kind === 'choice' && !second ? first.options.flatMap(alternatives) : [pattern];
}

/** Which letters of a phrase count only as capitals: none, all, or all but a final “s”. */
type Capitals = 'any' | 'capital' | 'plural';

interface Window {
  readonly keys: readonly number[];
  readonly ends: readonly number[];
  /** Codes from where it was looked for to its end, white space left aside. */
  readonly length: number;
  readonly price: number;
}

interface Chosen extends Window {
  /** Codes from the start of the phrase to its end. */
  readonly reach: Extent;
}

class Chooser {
  /** Those of phrases, with the reach that they have for their terms. */
  readonly keys = new Map<number, Map<number, Extent>>();
  /** The bits of their ends. */
  readonly ends = new Set<number>();

  constructor(
    private readonly lists: WordLists,
    private readonly letters: Letters,
    private readonly prose: Prose,
  ) {}

  /**
   * Whatever stands at a place in the pattern is a part of the phrase: of all places takes that where
   * windows for all that may stand there come cheapest. False if there is none.
   */
  choose({ pattern, term, capitals }: Sought): boolean {
    let [best, least]: [Chosen[] | null, number] = [null, Infinity];
    const inCapitals = !capitals ? 'any' : textOf(pattern).endsWith('s') ? 'plural' : 'capital';
    for (const { from, before } of this.placesIn(pattern)) {
      if (before.most > FARTHEST - REACH) continue;
      const beginnings = [
        ...new Set([...beginningsOf(from, this.lists, REACH)].map((text) => this.letters.plain(text))),
      ];
      if (beginnings.length > MOST_BEGINNINGS && best) continue;
      let price = 0;
      const keys = new Set<number>();
      const windows: Chosen[] = [];
      for (const beginning of beginnings) {
        if (price >= least) break;
        const window = this.cheapest(beginning, inCapitals, keys, term);
        price += window?.price ?? Infinity;
        if (window) windows.push({ ...window, reach: sumOf([before, exactly(window.length)]) });
        for (const key of window?.keys ?? []) keys.add(key);
      }
      if (price < least) [best, least] = [windows, price];
    }
    for (const { keys, ends, reach } of best ?? []) {
      for (const key of keys) {
        const reaches = this.keys.get(key) ?? new Map<number, Extent>();
        this.keys.set(key, reaches.set(term, joined(reach, reaches.get(term) ?? reach)));
      }
      for (const end of ends) this.ends.add(end);
    }
    return best !== null;
  }

  /** Nothing is paid for windows that are `chosen`, or that the term has already. */
  private cheapest(
    text: string,
    capitals: Capitals,
    chosen: ReadonlySet<number>,
    term: number,
  ): Window | null {
    let best: Window | null = null;
    for (const window of this.windowsIn(text, capitals)) {
      const isFree = window.keys.every((key) => chosen.has(key) || this.keys.get(key)?.has(term));
      const price = isFree ? 0 : window.price;
      if (!best || price < best.price) best = { ...window, price };
    }
    return best;
  }

  private *windowsIn(text: string, capitals: Capitals): Generator<Window> {
    const length = text.length < LONG ? MEDIUM : LONG;
    for (let end = length; end <= text.length; end++) {
      const window = text.slice(end - length, end);
      if (window.endsWith(' ') || this.hasFree(window)) continue;
      const found = length === LONG ? this.longWindow(window) : this.mediumWindow(window);
      yield { ...found, length: dense(text.slice(0, end)).length };
    }
    const letters = dense(text);
    const inCapitals = { any: '', capital: letters, plural: letters.replace(/s$/, '') }[capitals].length;
    for (let end = 2; end <= letters.length; end++) {
      const [a = '', b = '', c = ''] = letters.slice(Math.max(0, end - 3), end).padStart(3);
      const first = this.letters.codeOf(a);
      const before = this.letters.codeOf(b);
      const last = this.letters.codeOf(c);
      const mayEnd = this.letters.isFree(c) || (end <= inCapitals && text.length < LONG && /\p{L}/u.test(c));
      if (mayEnd && end >= 3) {
        const ends = [bitOfOther(first, before, last)];
        yield {
          keys: [keyOfThree(first, before, last)],
          ends,
          length: end,
          price: PRICE.three + this.prose.commonnessOf(a + b + c),
        };
      }
      if (this.letters.isFree(b) && this.letters.isFree(c)) {
        const ends = [bitOfOther(0, before, last)];
        yield {
          keys: [keyOfTwo(before, last)],
          ends,
          length: end,
          price: PRICE.two + this.prose.commonnessOf(b + c),
        };
      }
    }
    const missing = MEDIUM - text.length;
    if (missing > 0 && missing <= MISSING && !text.endsWith(' ') && !this.hasFree(text)) {
      // Whatever stands before it.
      const window = this.windowOf(text);
      const windows = Array.from(
        { length: 1 << (STEP * missing) },
        (_, i) => window ^ (i << (STEP * text.length)),
      );
      yield {
        keys: windows.map(mediumKey),
        ends: windows.map(bitOfWords),
        length: letters.length,
        price: windows.length + this.prose.commonnessOf(text),
      };
    }
  }

  private longWindow(text: string): Omit<Window, 'length'> {
    const price = /\p{L}{8}/u.test(text) ? PRICE.mostlyOneWord : PRICE.long;
    const window = this.windowOf(text);
    return { keys: [window], ends: [bitOfWords(window)], price: price + this.prose.commonnessOf(text) };
  }

  private mediumWindow(text: string): Omit<Window, 'length'> {
    const window = this.windowOf(text);
    const price = PRICE.medium + this.prose.commonnessOf(text);
    return { keys: [mediumKey(window)], ends: [bitOfWords(window)], price };
  }

  private windowOf(text: string): number {
    return text.split('').reduce((window, character) => moveOn(window, this.letters.codeOf(character)), 0);
  }

  private hasFree(text: string): boolean {
    return text.split('').some((character) => this.letters.isFree(character));
  }

  /** Before each part, and before each word of those. */
  private placesIn(pattern: Pattern): Place[] {
    const lengthOf = (text: string) => dense(this.letters.plain(text)).length;
    return pattern.flatMap((part, i) => {
      const start = extentOf(pattern.slice(0, i), this.lists, lengthOf);
      const rest = pattern.slice(i + 1);
      if (part.kind !== 'text') return [{ from: [part, ...rest], before: start }];
      const words = part.text.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]|\p{Script=Han}/gu);
      return [...new Set([0, ...Array.from(words, ({ index }) => index)])].map((at) => ({
        from: [{ kind: 'text' as const, text: part.text.slice(at) }, ...rest],
        before: sumOf([start, exactly(lengthOf(part.text.slice(0, at)))]),
      }));
    });
  }
}

/** A place in a pattern: what comes from there on, and how many codes come before it. */
interface Place {
  readonly from: Pattern;
  readonly before: Extent;
}

function exactly(length: number): Extent {
  return { least: length, most: length };
}

function joined(a: Extent, b: Extent): Extent {
  return { least: Math.min(a.least, b.least), most: Math.max(a.most, b.most) };
}

/** Without white space. */
function dense(plain: string): string {
  return plain.replaceAll(' ', '');
}
