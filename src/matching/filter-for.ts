import { beginningsOf, type Pattern, type WordLists } from '../glossary/pattern.ts';
import { ANY, BITS, END, join, LENGTH, ofTerm, otherBit } from './filter.ts';
import { SPACE } from './fold.ts';
import type { Letters } from './letters.ts';

const S = 115;
/** Units of a phrase that are looked at: not all of them count. */
const REACH = LENGTH + 10;

/** Makes a filter for the phrases of patterns, which are given by terms. */
export function filterFor(
  terms: readonly (readonly Pattern[])[],
  lists: WordLists,
  letters: Letters,
): Uint8Array {
  const filter = new Uint8Array(BITS / 8);
  for (const [term, patterns] of terms.entries()) {
    const beginnings = new Set(patterns.flatMap((pattern) => [...beginningsOf(pattern, lists, REACH)]));
    const hashes = [...beginnings].flatMap((one) => hashesOf(letters.plain(one), letters));
    for (const hash of hashes.map((one) => ofTerm(one, term))) {
      for (const bit of [hash & (BITS - 1), otherBit(hash)]) {
        filter[bit >> 3] = (filter[bit >> 3] ?? 0) | (1 << (bit & 7));
      }
    }
  }
  return filter;
}

/** By which of its hashes `mayBegin` may know a phrase that begins like that. */
function hashesOf(beginning: string, letters: Letters): number[] {
  const [first = '', second = ''] = beginning;
  let hash = letters.codeOf(first);
  if (!letters.isWord(first)) return [join(hash, second.trim() ? letters.codeOf(second) : ANY)];
  const end = beginning.trimEnd().length;
  for (let at = 1; at < LENGTH; at++) {
    const letter = beginning.charAt(at);
    if (at >= end) {
      // Its plural may follow, and after that any text.
      const plural = join(hash, S);
      return [join(hash, END), at + 1 === LENGTH ? plural : join(plural, END)];
    }
    if (letter !== ' ' && !letters.isWord(letter)) return [join(hash, END)];
    hash = join(hash, letter === ' ' ? SPACE : letters.codeOf(letter));
  }
  return [hash];
}
