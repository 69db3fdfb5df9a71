import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { dateName, languageName, safeLink, sourceLine } from './wording.ts';

test.each([
  ['2017', '2017'],
  ['2017-10', 'October 2017'],
  ['2017-10-04', '4 October 2017'],
])('%s reads %s', (date, expected) => {
  expect(dateName(date)).toBe(expected);
});

test.each([
  ['zh-Hans', 'Simplified Chinese'],
  ['ko', 'Korean'],
])('%s is %s', (code, name) => {
  expect(languageName(code)).toBe(name);
});

it('writes a source as a line', () => {
  expect(sourceLine({ author: 'A. Author', title: 'T', publisher: 'P', date: '2020-05' })).toBe(
    'A. Author, “T”, P, May 2020',
  );
  expect(sourceLine({ title: 'T', publisher: 'P' })).toBe('“T”, P');
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  ' javascript:alert(1)',
  'http://a:b@c.org/',
  'file:///etc/passwd',
  'no link',
  '',
])('does not link to %s', (url) => {
  expect(safeLink(url)).toBeNull();
});

it('links to http and https only, whatever is asked', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.string(),
        fc
          .tuple(fc.constantFrom('java\tscript:', 'https://x@', 'HTTP://', '//', 'vbscript:'), fc.string())
          .map((parts) => parts.join('')),
      ),
      (url) => {
        const link = safeLink(url);
        if (link !== null) expect(link).toMatch(/^https?:\/\/[^@/]+(\/|$)/);
      },
    ),
    { numRuns: 10_000 },
  );
});
