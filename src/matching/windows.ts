import { base64Of, bytesFrom, unpack16 } from './numbers.ts';

/**
 * Windows are of the matcher's codes, without those that it passes over. In long and medium ones, which
 * are of words, a run of white space and dashes is one space; in short ones there is none. Short ones end
 * with a capital, or with a letter of a script that puts no spaces between words.
 */

/**
 * Codes in a window of letters with spaces between words, and in one for a phrase that is shorter. Other
 * windows have three codes, or two.
 */
export const LONG = 10;
export const MEDIUM = 7;
/** How far the start of a phrase is from the end of its window is told in so many codes, up to eight times. */
const STRIDE = 8;
/** Codes from the start of a phrase to the end of its window, at most. */
export const FARTHEST = 8 * STRIDE;
/** Bits that a code moves on at each step, so that after {@link LONG} steps it has left the window. */
export const STEP = 3;

/*
 * Numbers that new code goes through text with stay below 2³⁰: the browser has others on the heap until
 * it has compiled the code, which is after most pages are done.
 */

/** Moves a window on by a code. */
export function moveOn(window: number, code: number): number {
  return ((window & 0x7ffffff) << STEP) ^ (code * 981);
}

/** What the last {@link MEDIUM} codes leave in a window. */
function mediumOf(window: number): number {
  return window & 0x1fffff;
}

/** The bit for the end of a window of words, of {@link BITS}. */
export function bitOfWords(window: number): number {
  return (mediumOf(window) * 331) >>> (30 - BITS);
}

/** The bit for the last two codes of another. */
export function bitOfTwo(a: number, b: number): number {
  return (((a * 47 + b) & 0x1fffff) * 419) >>> (30 - BITS);
}

/** Each kind of window has keys of its own. */
const OF_MEDIUM = 0x40000000;
const OF_THREE = 0x50000000;
const OF_TWO = 0x60000000;
/** 2³² divided by the golden ratio. */
const GOLDEN = 0x9e3779b1;

export function mediumKey(window: number): number {
  return OF_MEDIUM | mediumOf(window);
}

export function keyOfThree(a: number, b: number, c: number): number {
  return OF_THREE | (Math.imul(Math.imul(Math.imul(a, GOLDEN) ^ b, GOLDEN) ^ c, GOLDEN) >>> 4);
}

export function keyOfTwo(a: number, b: number): number {
  return OF_TWO | (Math.imul(Math.imul(a, GOLDEN) ^ b, GOLDEN) >>> 4);
}

/** The windows of a glossary, by their keys. */
export interface Windows {
  /** 2 to the power of {@link BITS} bits, set for the ends of windows. Few are set. */
  readonly bits: Uint8Array;
  /**
   * A hash table of the keys: 13 bits of each hash, and how far away its phrases begin, in
   * {@link STRIDE}s; 0 for none. Its length is a power of two.
   */
  readonly slots: Uint16Array;
  /** The term whose window each is. */
  readonly terms: Uint8Array | Uint16Array;
}

/** A window that stands in a text, by the place of its last unit. */
export interface Hint {
  readonly at: number;
  /** The term of whose phrases it is one. Another may have it too. */
  readonly term: number;
  /** Codes from the start of such a phrase to the end of the window, at most, white space left aside. */
  readonly reach: number;
}

export const BITS = 18;

/** Makes windows of their keys, each with the reach that it has for its terms, and of the bits for their ends. */
export function windowsOf(
  keys: ReadonlyMap<number, ReadonlyMap<number, number>>,
  ends: ReadonlySet<number>,
): Windows {
  const bits = new Uint8Array(2 ** BITS / 8);
  for (const end of ends) bits[end >>> 3] = (bits[end >>> 3] ?? 0) | (1 << (end & 7));
  const all = [...keys].flatMap(([key, reaches]) =>
    [...reaches].map(([term, reach]) => ({ hash: hashOf(key), term, reach })),
  );
  const slots = new Uint16Array(2 ** Math.ceil(Math.log2(1.3 * all.length + 4)));
  const terms = all.every(({ term }) => term < 0x100)
    ? new Uint8Array(slots.length)
    : new Uint16Array(slots.length);
  const shift = shiftFor(slots);
  for (const { hash, term, reach } of all) {
    let at = hash >>> shift;
    while (slots[at]) at = (at + 1) & (slots.length - 1);
    slots[at] = tagOf(hash) | Math.min(STRIDES, Math.floor((reach - 1) / STRIDE));
    terms[at] = term;
  }
  return { bits, slots, terms };
}

/** Windows as JSON. */
export interface PackedWindows {
  readonly bits: string;
  readonly slots: string;
  /** A byte each, or 16 bits where there are more terms. */
  readonly terms: string;
}

export function packWindows({ bits, slots, terms }: Windows): PackedWindows {
  return {
    bits: base64Of(bits),
    slots: base64Of(new Uint8Array(slots.buffer)),
    terms: base64Of(new Uint8Array(terms.buffer)),
  };
}

export function unpackWindows(packed: PackedWindows): Windows {
  const slots = unpack16(packed.slots);
  const terms = bytesFrom(packed.terms);
  return {
    bits: bytesFrom(packed.bits),
    slots,
    terms: terms.length > slots.length ? unpack16(packed.terms) : terms,
  };
}

function hashOf(key: number): number {
  return Math.imul(key, GOLDEN);
}

/** The bits of a slot for the distance. */
const STRIDES = 7;

function tagOf(hash: number): number {
  return hash & (0xffff - STRIDES) || STRIDES + 1;
}

function shiftFor({ length }: Uint16Array): number {
  return Math.clz32(length) + 1;
}

/** Adds what a key is known for to what was `found`; the window ends at `at`. */
export function addHints(found: Hint[], { slots, terms }: Windows, at: number, key: number): void {
  const hash = hashOf(key);
  let slot = hash >>> shiftFor(slots);
  for (let held = slots[slot]; held; held = slots[slot]) {
    if ((held & ~STRIDES) === tagOf(hash)) {
      found.push({ at, term: terms[slot] ?? 0, reach: STRIDE * ((held & STRIDES) + 1) });
    }
    slot = (slot + 1) & (slots.length - 1);
  }
}
