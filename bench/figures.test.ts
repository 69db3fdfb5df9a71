import { describe, expect, it } from 'vitest';
import {
  aimShown,
  baselineOf,
  better,
  type Figure,
  isMet,
  isWorse,
  median,
  shown,
  table,
} from './figures.ts';

const figure = (some: Partial<Figure>): Figure => ({
  row: 'scan',
  value: 1.4,
  unit: '×',
  aim: { most: 1.5 },
  details: '',
  ...some,
});

describe('median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 2, 100], 3],
  ])('%j → %d', (values, expected) => expect(median(values)).toBe(expected));

  it('does not change what it is given and refuses nothing at all', () => {
    const values = [2, 1];
    median(values);
    expect(values).toEqual([2, 1]);
    expect(() => median([])).toThrow('needs values');
  });
});

describe('against the aim', () => {
  it.each([
    [{ most: 1.5 }, 1.5, true],
    [{ most: 1.5 }, 1.51, false],
    [{ least: 300 }, 299, false],
    [{ least: 300 }, 4000, true],
    [{}, 1e9, true],
  ])('%j, %d: %s', (aim, value, expected) => expect(isMet(figure({ aim, value }))).toBe(expected));
});

describe('against the baseline', () => {
  const baseline = { scan: 1.4, rival: 400 };
  const aim = { least: 300 };

  it.each([
    ['the same', figure({}), false],
    ['slower by less than a tenth', figure({ value: 1.53 }), false],
    ['slower', figure({ value: 1.55 }), true],
    ['slower, where much is noise', figure({ value: 1.8, slack: 0.3 }), false],
    ['faster', figure({ value: 0.7 }), false],
    ['less of a lead', figure({ row: 'rival', value: 360, aim }), true],
    ['more of a lead', figure({ row: 'rival', value: 800, aim }), false],
    ['a new row', figure({ row: 'new', value: 99 }), false],
    ['milliseconds', figure({ unit: 'ms', value: 99 }), false],
  ])('%s', (_, now, expected) => expect(isWorse(now, baseline)).toBe(expected));

  it('holds ratios only', () => {
    const figures = [figure({ value: 1.23456 }), figure({ row: 'hover', unit: 'ms' })];
    expect(baselineOf(figures)).toEqual({ scan: 1.23 });
  });

  it('keeps the better of two', () => {
    expect(better(figure({ value: 1 }), figure({ value: 2 })).value).toBe(1);
    expect(better(figure({ value: 1, aim }), figure({ value: 2, aim })).value).toBe(2);
  });
});

it('shows figures and aims', () => {
  expect([shown(1.234, '×'), shown(412.7, '×'), shown(0.0431, 'ms'), shown(12.34, '%')]).toEqual([
    '1.23×',
    '413×',
    '0.0431 ms',
    '12.3 %',
  ]);
  expect([aimShown({ most: 1.5 }, '×'), aimShown({ least: 300 }, '×'), aimShown({}, 'ms')]).toEqual([
    '≤ 1.5×',
    '≥ 300×',
    '',
  ]);
  expect(table([figure({ value: 9, details: 'd' })])).toContain('| scan | 9.00×  | ≤ 1.5× | MISSED | d    |');
});
