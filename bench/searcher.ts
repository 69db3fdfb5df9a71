import { Matcher } from '../src/matching/matcher.ts';
import { unpack } from '../src/matching/packed.ts';
import { LocalSearch, type Passage, type Question } from '../src/matching/search.ts';
import type { Supplied } from './inside.ts';

/** Runs in a worker, and searches for a page as the background does. What goes to and fro is cloned, as there. */

export type Asked =
  | { readonly what: 'open'; readonly supplied: Supplied }
  | { readonly what: 'places'; readonly passage: Passage }
  | { readonly what: 'find'; readonly question: Question };

let search: LocalSearch | null = null;

async function answer(asked: Asked): Promise<unknown> {
  if (asked.what === 'open') {
    const { tables, names } = unpack(asked.supplied.matcher, asked.supplied.bars);
    search = new LocalSearch(new Matcher(tables), names, tables.defaults);
    return { isSieved: search.isSieved, enough: search.enough };
  }
  if (!search) throw new Error('The searcher has no matcher');
  return asked.what === 'places' ? search.places(asked.passage) : search.find(asked.question);
}

// Our own page sends them.
addEventListener('message', ({ data: [id, asked] }: MessageEvent<[number, Asked]>) => {
  void answer(asked).then((result) => postMessage([id, result]));
});
