import { expect, test } from 'vitest';
import { readGlossary } from '../../build/read-glossary.ts';
import { GLOSSARY_FOLDER } from '../../build/vite-plugin.ts';
import { findTerms } from './search.ts';
import { hostFrom } from './sites.tsx';

const { terms } = readGlossary(GLOSSARY_FOLDER);

test.each([
  ['cyber sovereignty', 'cyber-sovereignty'],
  ['SOVEREIGNTY  cyber', 'cyber-sovereignty'],
  ['网络主权', 'cyber-sovereignty'],
  ['wangluo zhuquan', 'cyber-sovereignty'],
  ['wangluozhuquan', 'cyber-sovereignty'],
  ['一带一路', 'belt-and-road-initiative'],
])('%s finds %s', (query, id) => {
  expect(findTerms(terms, query).map((term) => term.id)).toContain(id);
});

test('nothing asked finds all, nonsense nothing', () => {
  expect(findTerms(terms, '  ')).toHaveLength(terms.length);
  expect(findTerms(terms, 'xyzzy')).toEqual([]);
});

test.each([
  ['example.org', 'example.org'],
  ['https://www.example.org/path?x', 'example.org'],
  ['*.Example.org', 'example.org'],
  ['localhost:8080', 'localhost'],
  ['127.0.0.1', '127.0.0.1'],
  ['not a site', null],
  ['', null],
  ['http://', null],
])('%s is the site %s', (text, host) => {
  expect(hostFrom(text)).toBe(host);
});
