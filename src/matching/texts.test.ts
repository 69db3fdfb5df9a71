import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesFrom } from './numbers.ts';
import { Texts } from './texts.ts';
import { packTexts } from './texts-for.ts';

function spelt(texts: readonly (readonly number[])[]): (readonly number[])[] {
  const read = new Texts(JSON.parse(JSON.stringify(packTexts(texts))));
  return texts.map((_, text) => Array.from(read.at(text)));
}

describe('packed texts', () => {
  it('are what they were', () => {
    const number = fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: 0xffff }));
    const text = fc.array(number, { maxLength: 60 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (texts) => {
        expect(spelt(texts)).toEqual(texts);
      }),
      { numRuns: 2000 },
    );
  });

  it('may have more different numbers than there are bytes', () => {
    const texts = [Array.from({ length: 40_000 }, (_, i) => i), [1, 2, 3], []];
    expect(spelt(texts)).toEqual(texts);
  });

  it('hold once what recurs', () => {
    const clause = Array.from({ length: 40 }, (_, i) => 1000 + i);
    const texts = Array.from({ length: 100 }, (_, i) => [i, ...clause, 200 + i, ...clause]);
    expect(spelt(texts)).toEqual(texts);
    const { bytes, rules } = packTexts(texts);
    expect(bytesFrom(bytes).length).toBeLessThan(100 * 8);
    expect(bytesFrom(rules).length).toBeLessThanOrEqual(4 * 40);
  });

  it('are empty where there is none', () => {
    expect(new Texts(packTexts([[1]])).at(1)).toHaveLength(0);
    expect(new Texts(packTexts([])).at(0)).toHaveLength(0);
  });
});
