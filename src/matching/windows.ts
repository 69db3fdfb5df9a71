import type { Extent } from '../glossary/pattern.ts';
import { base64Of, bytesFrom, pack16, unpack16 } from './numbers.ts';

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
/** Codes from the start of a phrase to the end of its window, both included, at most. */
export const FARTHEST = 64;
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

/** The bit for one of three codes, or of two. */
export function bitOfOther(a: number, b: number, c: number): number {
  return ((((a * 47 + b) * 47 + c) & 0x1fffff) * 419) >>> (30 - BITS);
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

/** The windows of a glossary: a hash table of their keys. */
export interface Windows {
  /** 2 to the power of {@link BITS} bits, set for the ends of windows. Few are set. */
  readonly bits: Uint8Array;
  /** Where the windows of each bucket begin, and the end of the last. A power of two and one. */
  readonly buckets: Uint32Array;
  /** Of each window 10 bits of its hash, and how far away its phrases begin at most, less one. */
  readonly tags: Uint16Array;
  /** How much less far away they may begin. */
  readonly spreads: Uint8Array;
  /** The term whose window each is. */
  readonly terms: Uint8Array | Uint16Array;
}

/** A window that stands in a text, by the place of its last unit. */
export interface Hint {
  readonly at: number;
  /** The term of whose phrases it is one. Another may have it too. */
  readonly term: number;
  /** Codes from the start of such a phrase to the end of the window, both included, white space left aside. */
  readonly reach: Extent;
}

export const BITS = 20;

/** Makes windows of their keys, each with the reach that it has for its terms, and of the bits for their ends. */
export function windowsOf(
  keys: ReadonlyMap<number, ReadonlyMap<number, Extent>>,
  ends: ReadonlySet<number>,
): Windows {
  const count = [...keys.values()].reduce((sum, { size }) => sum + size, 0);
  const shift = 32 - Math.max(1, Math.ceil(Math.log2(count)));
  const all = [...keys]
    .flatMap(([key, reaches]) => [...reaches].map(([term, reach]) => ({ hash: hashOf(key), term, reach })))
    .sort((a, b) => (a.hash >>> shift) - (b.hash >>> shift));
  const sizes = new Uint32Array(2 ** (32 - shift));
  for (const { hash } of all) sizes[hash >>> shift] = (sizes[hash >>> shift] ?? 0) + 1;
  const terms = all.map(({ term }) => term);
  return {
    bits: bitsOf(ends),
    buckets: startsOf(sizes),
    tags: Uint16Array.from(all, ({ hash, reach }) => tagOf(hash) | (reach.most - 1)),
    spreads: Uint8Array.from(all, ({ reach }) => reach.most - reach.least),
    terms: terms.every((term) => term < 0x100) ? Uint8Array.from(terms) : Uint16Array.from(terms),
  };
}

function bitsOf(set: Iterable<number>): Uint8Array {
  const bits = new Uint8Array(2 ** BITS / 8);
  for (const bit of set) bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
  return bits;
}

function startsOf(sizes: ArrayLike<number>): Uint32Array {
  const starts = new Uint32Array(sizes.length + 1);
  for (let i = 0; i < sizes.length; i++) starts[i + 1] = (starts[i] ?? 0) + (sizes[i] ?? 0);
  return starts;
}

/** Windows as JSON. */
export interface PackedWindows {
  /** 16 bits each: how far each bit that is set is from the one before; 0 for {@link FAR}, where none is. */
  readonly gaps: string;
  /** How many windows each bucket has, a byte each. */
  readonly sizes: string;
  readonly tags: string;
  readonly spreads: string;
  /** A byte each, or 16 bits where there are more terms. */
  readonly terms: string;
}

const FAR = 0xffff;

export function packWindows({ bits, buckets, tags, spreads, terms }: Windows): PackedWindows {
  const gaps: number[] = [];
  let last = -1;
  for (let bit = 0; bit < 2 ** BITS; bit++) {
    const isSet = (((bits[bit >>> 3] ?? 0) >> (bit & 7)) & 1) === 1;
    if (!isSet && bit - last < FAR) continue;
    gaps.push(isSet ? bit - last : 0);
    last = bit;
  }
  return {
    gaps: pack16(gaps),
    sizes: base64Of(Uint8Array.from(buckets.subarray(1), (end, i) => end - (buckets[i] ?? 0))),
    tags: base64Of(new Uint8Array(tags.buffer)),
    spreads: base64Of(spreads),
    terms: base64Of(new Uint8Array(terms.buffer)),
  };
}

export function unpackWindows(packed: PackedWindows): Windows {
  const tags = unpack16(packed.tags);
  const terms = bytesFrom(packed.terms);
  const set: number[] = [];
  let at = -1;
  for (const gap of unpack16(packed.gaps)) {
    at += gap || FAR;
    if (gap) set.push(at);
  }
  return {
    bits: bitsOf(set),
    buckets: startsOf(bytesFrom(packed.sizes)),
    tags,
    spreads: bytesFrom(packed.spreads),
    terms: terms.length > tags.length ? unpack16(packed.terms) : terms,
  };
}

function hashOf(key: number): number {
  return Math.imul(key, GOLDEN);
}

/** The bits of a tag for the distance. */
const DISTANCE = FARTHEST - 1;

function tagOf(hash: number): number {
  return hash & (0xffff - DISTANCE);
}

/** Adds what a key is known for to what was `found`; the window ends at `at`. */
export function addHints(
  found: Hint[],
  { buckets, tags, spreads, terms }: Windows,
  at: number,
  key: number,
): void {
  const hash = hashOf(key);
  const bucket = hash >>> (Math.clz32(buckets.length - 1) + 1);
  const end = buckets[bucket + 1] ?? 0;
  for (let i = buckets[bucket] ?? 0; i < end; i++) {
    const tag = tags[i] ?? 0;
    if ((tag & ~DISTANCE) !== tagOf(hash)) continue;
    const most = (tag & DISTANCE) + 1;
    found.push({ at, term: terms[i] ?? 0, reach: { least: most - (spreads[i] ?? 0), most } });
  }
}
