import { describe, expect, it } from 'vitest';
import { PageContext } from './context.ts';
import type { FoundVariant } from './search.ts';

const variant = (number: number, term: string, needs: FoundVariant['needs'] = null): FoundVariant => ({
  number,
  id: `v${number}`,
  term,
  category: 0,
  needs,
  on: true,
});
const newEra = variant(0, 'new-era', [0]);
const belt = variant(1, 'belt-and-road');
const bri = variant(2, 'belt-and-road', 'expansion');

describe('the context of a page', () => {
  it('takes different cues, two of them here', () => {
    const context = new PageContext([2]);
    expect(context.add([[0, 0]], [])).toBe(false);
    expect(context.add([[0, 0]], [])).toBe(false);
    expect(context.countMet(newEra)).toBe(0);
    expect(context.given).toEqual({ contexts: [], terms: [] });
    expect(context.add([[1, 0]], [])).toBe(true);
    expect(context.countMet(newEra)).toBe(1);
    expect(context.given).toEqual({ contexts: [0], terms: [] });
  });

  it('takes an unmistakable phrase for a cue, and for the long form of its abbreviation', () => {
    const context = new PageContext([2, 3]);
    expect(context.countMet(bri)).toBe(0);
    expect(context.add([[0, 0]], [belt])).toBe(true);
    expect(context.countMet(bri)).toBe(1);
    expect(context.countMet(newEra)).toBe(1);
    expect(context.given).toEqual({ contexts: [0], terms: ['belt-and-road'] });
  });

  it('does not take for a cue what needs one, or is off by default', () => {
    const context = new PageContext([1]);
    expect(context.add([], [newEra, { ...belt, on: false }])).toBe(true);
    expect(context.given).toEqual({ contexts: [], terms: ['new-era', 'belt-and-road'] });
    expect(context.add([], [bri])).toBe(false);
  });
});
