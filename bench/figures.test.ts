import { describe, expect, it } from 'vitest';
import {
  aimShown,
  baselineOf,
  better,
  type Figure,
  isMet,
  median,
  shown,
  table,
  worseBy,
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

  it.each([
    ['the same', figure({}), 0],
    ['slower', figure({ value: 1.61 }), 0.15],
    ['faster', figure({ value: 0.7 }), -0.5],
    ['less of a lead', figure({ row: 'rival', value: 320, aim: { least: 300 } }), 0.25],
    ['more of a lead', figure({ row: 'rival', value: 800, aim: { least: 300 } }), -0.5],
  ])('%s', (_, now, expected) => expect(worseBy(now, baseline)).toBeCloseTo(expected));

  it('says nothing of new rows, nor of milliseconds', () => {
    expect(worseBy(figure({ row: 'new' }), baseline)).toBeNull();
    expect(worseBy(figure({ unit: 'ms', value: 99 }), baseline)).toBeNull();
    expect(baselineOf([figure({ value: 1.23456 }), figure({ row: 'hover', unit: 'ms' })])).toEqual({
      scan: 1.23,
    });
  });

  it('keeps the better of two', () => {
    expect(better(figure({ value: 1 }), figure({ value: 2 })).value).toBe(1);
    const aim = { least: 8 };
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
