import { DASH, INVISIBLE, QUOTE, SPACE, WORD } from './fold.ts';
import type { MatcherTables } from './tables.ts';
import { CLASS } from './units.ts';

/**
 * How the phrases of each term may begin, as a set of hashes, two bits each: their first codes, fewer
 * with an end where a phrase or its words end sooner, or, where words have no spaces between them, two
 * codes. What has no windows, cues too, counts as a term past the others. Most words of a page are not in
 * it, so that automata are asked about few, and few are made.
 */
export const BITS = 1 << 16;
/** 2³² divided by the golden ratio. */
const GOLDEN = 0x9e3779b1;
/** How many codes. */
export const LENGTH = 8;
/** Stands in a hash for the end of letters and spaces, */
export const END = 1;
/** and for any way on. */
export const ANY = 2;

export function join(hash: number, code: number): number {
  return Math.imul(hash, 31) + code;
}

/** The hash of a beginning, for a term. */
export function ofTerm(hash: number, term: number): number {
  return hash ^ Math.imul(term + 1, GOLDEN);
}

/**
 * Whether a phrase of a term may begin at `at`, in a piece that ends at `end`. Now and then it is wrong to
 * say so. Where that depends on what is not looked at here it says so too: past the piece, and past quotes
 * and characters that are not seen, which do not count, nor does white space where Chinese is broken.
 */
export function mayBegin(
  { filter, units: { codes, kinds } }: Pick<MatcherTables, 'filter' | 'units'>,
  text: string,
  at: number,
  end: number,
  term: number,
): boolean {
  const first = codes[text.charCodeAt(at)] ?? INVISIBLE;
  if (first === DASH) return true;
  let hash = first;
  if (((kinds[text.charCodeAt(at)] ?? 0) & CLASS) !== WORD) {
    const second = at + 1 < end ? (codes[text.charCodeAt(at + 1)] ?? INVISIBLE) : INVISIBLE;
    if (second <= QUOTE || second === SPACE || has(filter, ofTerm(join(hash, ANY), term))) return true;
    hash = join(hash, second);
  } else {
    let inGap = false;
    for (let i = 1; i < LENGTH; i++) {
      if (at + i >= end) return true;
      const unit = text.charCodeAt(at + i);
      const code = codes[unit] ?? INVISIBLE;
      const isGap = code === SPACE || code === DASH;
      if (code <= QUOTE || (isGap && inGap)) return true;
      if (isGap) {
        if (has(filter, ofTerm(join(hash, END), term))) return true;
        hash = join(hash, SPACE);
      } else if (((kinds[unit] ?? 0) & CLASS) === WORD) hash = join(hash, code);
      else {
        hash = join(hash, END);
        break;
      }
      inGap = isGap;
    }
  }
  return has(filter, ofTerm(hash, term));
}

function has(filter: Uint8Array, hash: number): boolean {
  return hasBit(filter, hash & (BITS - 1)) && hasBit(filter, otherBit(hash));
}

function hasBit(filter: Uint8Array, bit: number): boolean {
  return (((filter[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
}

/** Two bits a hash: few words have both by chance. */
export function otherBit(hash: number): number {
  return Math.imul(hash, GOLDEN) >>> 16;
}
