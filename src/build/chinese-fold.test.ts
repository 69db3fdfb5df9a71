import { expect, it, test } from 'vitest';
import { SIMPLIFIED, TRADITIONAL } from '../matching/fold.ts';
import { matcherFor } from '../matching/testing/brackets.ts';
import { createChineseFold } from './chinese-fold.ts';

const fold = createChineseFold();

test.each([
  ['人類命運', '人类命运'],
  ['臺灣', '台湾'],
  ['一帶一路', '一带一路'],
  ['운명', '운명'],
  ['対話', '対话'],
])('%s folds to %s', (text, expected) => {
  const folded = text.split('').map((unit) => String.fromCharCode(fold.symbols[unit.charCodeAt(0)]!));
  expect(folded.join('')).toBe(expected);
});

test.each([
  ['類', TRADITIONAL],
  ['类', SIMPLIFIED],
  ['人', 0],
  ['か', 0],
])('the script of %s is %i', (unit, script) => {
  expect(fold.scripts[unit.charCodeAt(0)]).toBe(script);
});

it('tells the variants of both scripts apart by the text', () => {
  const matcher = matcherFor(
    [
      {
        variants: [
          { pattern: '人类命运', lang: 'zh-Hans' },
          { pattern: '人類命運', lang: 'zh-Hant' },
          { pattern: '(反内卷|反內捲)', lang: 'zh-Hans' },
          { pattern: '網路', lang: 'zh-Hant' },
          { pattern: '大外宣', lang: 'zh-Hans' },
        ],
      },
    ],
    [],
    fold,
  );
  const variantsIn = (text: string, tracked = [1, 1, 1, 1, 1]) =>
    matcher
      .find(text, { tracked: Uint8Array.from(tracked), met: () => true })
      .matches.map(({ variant }) => variant);
  expect(variantsIn('人类命运，人類命運')).toEqual([0, 1]);
  expect(variantsIn('人类命运，人類命運', [0, 1, 1, 1, 1])).toEqual([1]);
  expect(variantsIn('人类命运，人類命運', [1, 0, 1, 1, 1])).toEqual([0]);
  expect(variantsIn('反内卷，反內捲')).toEqual([2, 2]);
  expect(variantsIn('網路，网路')).toEqual([3]);
  expect(variantsIn('大外宣')).toEqual([4]);
});
