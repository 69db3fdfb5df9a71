import { expect, it } from 'vitest';
import { joinReports, rows } from './page-terms.ts';

const report = (...terms: [term: string, count: number, text: string][]) => ({
  reading: false,
  terms: terms.map(([term, count, text]) => ({ term, count, texts: [{ text, variant: 'en', count }] })),
});

it('joins what the frames report', () => {
  const joined = joinReports([report(['a', 1, 'Win-win'], ['b', 5, 'x']), report(['a', 7, 'win-win'])]);
  expect(joined.map(({ term, count }) => [term, count])).toEqual([
    ['a', 8],
    ['b', 5],
  ]);
  expect(joined[0]!.texts).toEqual([{ text: 'win-win', variant: 'en', count: 8 }]);
});

it('keeps a term that was switched off where it stood', () => {
  const first = rows([], joinReports([report(['a', 5, 'a'], ['b', 3, 'b'], ['c', 1, 'c'])]));
  const second = rows(first, joinReports([report(['a', 5, 'a'], ['c', 1, 'c'])]));
  expect(second.map(({ term, count }) => [term, count])).toEqual([
    ['a', 5],
    ['b', 0],
    ['c', 1],
  ]);
});
