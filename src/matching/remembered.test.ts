import { expect, it } from 'vitest';
import { RememberedSearch } from './remembered.ts';
import { type Answer, Border, type FoundVariant, type Question, type Search } from './search.ts';

const variant = (number: number): FoundVariant => ({
  number,
  id: 'v',
  term: `term-${number}`,
  category: 0,
  needs: null,
  on: true,
});

/** Finds each text to be one match, of the variant whose number it holds; notes what it is asked. */
function searchThat(asked: string[][]): Search {
  return {
    isSieved: true,
    enough: [2],
    places: () => Promise.resolve([7]),
    find: ({ texts }) => {
      asked.push(texts.map(({ text }) => text));
      const answer: Answer = {
        found: texts.map(({ text, borders }) => ({
          matches: [{ variant: Number(text.slice(-1)), start: 0, end: text.length }],
          waiting: [],
          cues: [],
          unknown: borders.includes(Border.unknown) ? [1] : [],
        })),
        variants: texts.map(({ text }) => variant(Number(text.slice(-1)))),
      };
      return Promise.resolve(answer);
    },
  };
}

const question = (texts: readonly string[], terms: readonly string[] = [], borders = '1'): Question => ({
  texts: texts.map((text) => ({ text, starts: [0, text.length], borders })),
  given: { contexts: [], terms },
  withoutCues: true,
});

it('asks for what it does not know, and answers in the order of the question', async () => {
  const asked: string[][] = [];
  const search = new RememberedSearch(searchThat(asked));
  await search.find(question(['a1', 'b2']));
  const { found, variants } = await search.find(question(['c3', 'b2', 'd4', 'a1']));
  expect(asked).toEqual([
    ['a1', 'b2'],
    ['c3', 'd4'],
  ]);
  expect(found.map(({ matches }) => matches[0]?.variant)).toEqual([3, 2, 4, 1]);
  expect(new Set(variants.map(({ number }) => number))).toEqual(new Set([1, 2, 3, 4]));
  await search.find(question(['d4', 'c3']));
  expect(asked).toHaveLength(2);
  expect(await search.places({ text: '', from: 0, to: 0, isWhole: true })).toEqual([7]);
});

it('asks again where the page has shown more, where borders are other ones or not known, and for long texts', async () => {
  const asked: string[][] = [];
  const search = new RememberedSearch(searchThat(asked));
  const long = `${'long '.repeat(500)}1`;
  for (const one of [
    question(['a1']),
    question(['a1'], ['term']),
    question(['a1'], ['term'], '0'),
    question(['a1'], ['term'], '?'),
    question(['a1'], ['term'], '?'),
    question([long], ['term']),
    question([long], ['term']),
  ]) {
    await search.find(one);
  }
  expect(asked).toHaveLength(7);
});

it('forgets what was used longest ago', async () => {
  const asked: string[][] = [];
  const search = new RememberedSearch(searchThat(asked));
  await search.find(question(['first 1', 'second 2']));
  await search.find(question(['first 1']));
  await search.find(question(Array.from({ length: 199 }, (_, i) => `more ${i} 3`)));
  await search.find(question(['first 1']));
  expect(asked).toHaveLength(2);
  await search.find(question(['second 2']));
  expect(asked.at(-1)).toEqual(['second 2']);
});

it('remembers nothing where nobody answers', async () => {
  const search = new RememberedSearch({
    ...searchThat([]),
    find: () => Promise.resolve({ found: [], variants: [] }),
  });
  expect(await search.find(question(['a1', 'b2']))).toEqual({ found: [], variants: [] });
});
