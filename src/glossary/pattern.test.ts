import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { countPhrases, parsePattern, PatternError, phrasesOf, slotsOf } from './pattern.ts';

const lists = { place: ['Laos', 'Nepal'] };
const phrases = (source: string) => [...phrasesOf(parsePattern(source), lists)].sort();

describe('patterns', () => {
  test.each([
    ['red line', ['red line']],
    ['(a|b) c', ['a c', 'b c']],
    ['a[ b] c', ['a b c', 'a c']],
    ['a (b|c[d|e])', ['a b', 'a c', 'a cd', 'a ce']],
    ['China–{place}', ['China–Laos', 'China–Nepal']],
    ['for (all|) of us', ['for  of us', 'for all of us']],
    ['x\\(y\\) \\[z\\] \\{w\\} \\| \\\\', ['x(y) [z] {w} | \\']],
  ])('%s stands for %j', (source, expected) => {
    expect(phrases(source)).toEqual(expected);
  });

  test.each([
    ['', 'empty'],
    ['a (b', '“(” is never closed'],
    ['a [b', '“[” is never closed'],
    ['a b)', '“)” has no partner'],
    ['a | b', '“|” has no partner'],
    ['a {place', '“{” is never closed'],
    ['a {no good}', 'not the name of a word list'],
    ['a ()', 'This part is empty'],
    ['a []', 'This part is empty'],
    ['a \\', 'backslash'],
    ['((((((((((a))))))))))', 'nested'],
  ])('%s is refused: %s', (source, reason) => {
    expect(() => parsePattern(source)).toThrow(PatternError);
    expect(() => parsePattern(source)).toThrow(reason);
  });

  it('names its slots, and counts without expanding', () => {
    expect(slotsOf(parsePattern('a {place} (b|{other})'))).toEqual(['place', 'other']);
    expect(countPhrases(parsePattern('(a|b)[c]{place}'), lists)).toBe(8);
    expect(countPhrases(parsePattern('(a|b)'.repeat(60)), lists)).toBe(2 ** 60);
  });

  it('takes any text with its special characters escaped for itself', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const source = text.replaceAll(/[()[\]{}|\\]/g, (character) => `\\${character}`);
        expect([...phrasesOf(parsePattern(source), {})]).toEqual([text]);
      }),
    );
  });

  it('either parses or throws a PatternError', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '(', ')', '[', ']', '|', '{', '}', '\\', 'é') }),
        (source) => {
          try {
            const pattern = parsePattern(source);
            if (countPhrases(pattern, lists) < 500) {
              expect([...phrasesOf(pattern, lists)]).toHaveLength(countPhrases(pattern, lists));
            }
          } catch (error) {
            expect(error).toBeInstanceOf(PatternError);
          }
        },
      ),
      { numRuns: 5000 },
    );
  });
});
