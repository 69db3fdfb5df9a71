import { describe, expect, it, test } from 'vitest';
import {
  categoryColours,
  isTermTracked,
  isVariantTracked,
  siteState,
  trackedVariants,
  withCategory,
  withSite,
  withTerm,
  withVariant,
} from './effects.ts';
import { type Settings, tracking } from './records.ts';

describe('sites', () => {
  test.each<[Settings, string, string]>([
    [{}, 'a.org', 'on'],
    [{ on: false }, 'a.org', 'off-everywhere'],
    [{ sites: { mode: 'except', hosts: ['a.org'] } }, 'a.org', 'off-here'],
    [{ sites: { mode: 'except', hosts: ['a.org'] } }, 'news.a.org', 'off-here'],
    [{ sites: { mode: 'except', hosts: ['a.org'] } }, 'ba.org', 'on'],
    [{ sites: { mode: 'only', hosts: ['a.org'] } }, 'a.org', 'on'],
    [{ sites: { mode: 'only', hosts: ['a.org'] } }, 'b.org', 'not-listed'],
  ])('%j on %s is %s', (settings, host, expected) => {
    expect(siteState(settings, host)).toBe(expected);
  });

  it.each(['except', 'only'] as const)('can be switched off and on (%s)', (mode) => {
    const start: Settings = { sites: { mode, hosts: ['b.org'] } };
    for (const on of [true, false, true]) {
      expect(siteState(withSite(start, 'news.a.org', on), 'news.a.org') === 'on').toBe(on);
    }
    const off = withSite(start, 'news.a.org', false);
    expect(siteState(withSite(off, 'news.a.org', true), 'news.a.org')).toBe('on');
  });
});

describe('tracking', () => {
  const { empty } = tracking;

  it('follows the nearest switch and stores only what differs', () => {
    expect(isTermTracked(empty, 't', 'c')).toBe(true);
    const off = withTerm(empty, 't', 'c', false);
    expect(off.terms).toEqual({ t: false });
    expect(withTerm(off, 't', 'c', true)).toEqual(empty);
    const without = withCategory(off, 'c', ['t', 'u'], false);
    expect(without).toEqual({ categories: { c: false }, terms: {}, variants: {} });
    const one = withTerm(without, 't', 'c', true);
    expect([isTermTracked(one, 't', 'c'), isTermTracked(one, 'u', 'c')]).toEqual([true, false]);
    expect(withCategory(one, 'c', ['t', 'u'], true)).toEqual(empty);
  });

  it('keeps variants that are off at first off until they are wanted', () => {
    expect(isVariantTracked(empty, 't', 'c', 'v', false)).toBe(false);
    const on = withVariant(empty, 't', 'v', true, false);
    expect(isVariantTracked(on, 't', 'c', 'v', false)).toBe(true);
    expect(withVariant(on, 't', 'v', false, false)).toEqual(empty);
    expect(isVariantTracked(withTerm(on, 't', 'c', false), 't', 'c', 'v', false)).toBe(false);
  });

  it('comes to a mask for the matcher', () => {
    const names = {
      terms: [
        { id: 'a', category: 0 },
        { id: 'b', category: 1 },
      ],
      variants: [
        { id: 'x', term: 0 },
        { id: 'y', term: 0 },
        { id: 'x', term: 1 },
      ],
      enough: [],
    };
    const defaults = Uint8Array.from([1, 0, 1]);
    const mask = (change: Partial<typeof empty>) => [
      ...trackedVariants(defaults, names, ['c', 'd'], { ...empty, ...change }),
    ];
    expect(mask({})).toEqual([1, 0, 1]);
    expect(mask({ variants: { 'a/y': true, 'a/x': false } })).toEqual([0, 1, 1]);
    expect(mask({ categories: { d: false } })).toEqual([1, 0, 0]);
  });
});

it('has a colour for every category', () => {
  expect(categoryColours({ colours: { b: '#123456' } }, ['a', 'b'])).toEqual([
    expect.stringMatching(/^#/),
    '#123456',
  ]);
});
