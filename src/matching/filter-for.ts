import { ANY, BITS, END, join, LENGTH, otherBit } from './filter.ts';
import { DASH, SPACE, WORD } from './fold.ts';
import { FIRST_SLOT } from './nodes.ts';
import type { State, Unencoded } from './states.ts';

const S = 115;

/** Makes a filter for the phrases of automata; `codeOf` gives the code of a symbol. */
export function filterFor(
  { states, lists, fold }: Unencoded,
  codeOf: (symbol: number) => number,
): Uint8Array {
  const filter = new Uint8Array(BITS / 8);
  const add = (hash: number): void => {
    for (const bit of [hash & (BITS - 1), otherBit(hash)]) {
      filter[bit >> 3] = (filter[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  };

  type Next = (hash: number, length: number) => void;
  /** Adds what follows the `length` codes of words with that hash. */
  const addWords = (
    all: readonly State[],
    at: number,
    hash: number,
    length: number,
    accepted: Next,
  ): void => {
    if (length >= LENGTH) {
      add(hash);
      return;
    }
    const { accept, edges } = all[at] ?? { accept: null, edges: [] };
    if (accept !== null) accepted(hash, length);
    for (const { symbol, target } of edges) {
      const next: Next = (past, count) => addWords(all, target, past, count, accepted);
      const list = lists[symbol - FIRST_SLOT];
      if (list) addWords(list, list.length - 1, hash, length, next);
      else if (symbol === SPACE || symbol === DASH) next(join(hash, SPACE), length + 1);
      else if (fold.classes[symbol] === WORD) next(join(hash, codeOf(symbol)), length + 1);
      else add(join(hash, END));
    }
  };
  /** Its plural may follow, and after that any text. */
  const addEnd: Next = (hash, length) => {
    for (const end of [hash, join(hash, S)]) add(join(end, END));
    if (length + 1 === LENGTH) add(join(hash, S));
  };
  for (const { symbol, target } of states.at(-1)?.edges ?? []) {
    const first = codeOf(symbol);
    if (fold.classes[symbol] === WORD) addWords(states, target, first, 1, addEnd);
    else if (states[target]?.accept !== null) add(join(first, ANY));
    else {
      const items = (list: readonly State[]) => list.at(-1)?.edges ?? [];
      const edges = states[target].edges.flatMap((edge) =>
        edge.symbol < FIRST_SLOT ? edge : items(lists[edge.symbol - FIRST_SLOT] ?? []),
      );
      for (const edge of edges) add(join(first, codeOf(edge.symbol)));
    }
  }
  return filter;
}
