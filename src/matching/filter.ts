import { DASH, INVISIBLE, QUOTE, SPACE, WORD } from './fold.ts';
import { CLASS, type Units } from './units.ts';

/**
 * How phrases may begin, as a set of hashes, two bits each: their first codes, fewer with an end where a
 * phrase or its words end sooner, or, where words have no spaces between them, two codes. Most words
 * of a page are not in it, so that automata are asked about few.
 */
export const BITS = 1 << 16;
/** How many codes. */
export const LENGTH = 8;
/** Stands in a hash for the end of letters and spaces, */
export const END = 1;
/** and for any way on. */
export const ANY = 2;

export function join(hash: number, code: number): number {
  return Math.imul(hash, 31) + code;
}

/**
 * Whether a phrase may begin at `at`, in a piece that ends at `end`. Now and then it is wrong to say
 * so. Where that depends on what is not looked at here it says so too: past the piece, and past quotes
 * and characters that are not seen, which do not count, nor does white space where Chinese is broken.
 */
export function mayBegin(filter: Uint8Array, units: Units, text: string, at: number, end: number): boolean {
  const { codes, kinds } = units;
  const first = codes[text.charCodeAt(at)] ?? INVISIBLE;
  if (first === DASH) return true;
  let hash = first;
  if (((kinds[text.charCodeAt(at)] ?? 0) & CLASS) !== WORD) {
    const second = at + 1 < end ? (codes[text.charCodeAt(at + 1)] ?? INVISIBLE) : INVISIBLE;
    if (second <= QUOTE || second === SPACE || has(filter, join(hash, ANY))) return true;
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
        if (has(filter, join(hash, END))) return true;
        hash = join(hash, SPACE);
      } else if (((kinds[unit] ?? 0) & CLASS) === WORD) hash = join(hash, code);
      else {
        hash = join(hash, END);
        break;
      }
      inGap = isGap;
    }
  }
  return has(filter, hash);
}

function has(filter: Uint8Array, hash: number): boolean {
  return hasBit(filter, hash & (BITS - 1)) && hasBit(filter, otherBit(hash));
}

function hasBit(filter: Uint8Array, bit: number): boolean {
  return (((filter[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
}

/** Two bits a hash: few words have both by chance. The number is 2³² divided by the golden ratio. */
export function otherBit(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 16;
}
