import { cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { FORMAT } from '../glossary/schema.ts';
import { GlossaryError, readGlossary } from './read-glossary.ts';
import { GLOSSARY_FOLDER } from './vite-plugin.ts';

const head = {
  format: FORMAT,
  id: 'g',
  title: 'G',
  version: '1.0.0',
  language: 'en',
  licence: 'none',
  categories: [{ id: 'c', title: 'C' }],
  contexts: { china: { title: 'China', enough: 2, cues: ['Beijing'] } },
  sources: { paper: { title: 'A paper', publisher: 'A publisher' } },
};
const claim = { by: 'Somebody', text: 'Something.', sources: ['paper'] };
const term = {
  id: 'one',
  head: 'One',
  names: { 'zh-Hans': '一', 'zh-Hant': '一', pinyin: 'yī' },
  category: 'c',
  origin: 'official',
  gist: 'A slogan.',
  official: [claim],
  outside: [claim],
  examples: [{ text: 'One it is.', lang: 'en' }],
  variants: [{ id: 'en', pattern: 'one', lang: 'en', status: 'official', example: 'one' }],
};
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'glossary-'));
  mkdirSync(join(folder, 'terms'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(headParts: object, ...terms: (object | string)[]): void {
  writeFileSync(join(folder, 'glossary.json'), JSON.stringify({ ...head, ...headParts }));
  const ids = terms.map((one) => (typeof one === 'object' && 'id' in one ? String(one.id) : 'one'));
  for (const [i, one] of terms.entries()) {
    writeFileSync(
      join(folder, 'terms', `${ids[i]}.json`),
      typeof one === 'string' ? one : JSON.stringify(one),
    );
  }
  writeLog({ kind: 'added', text: 'The first terms.', terms: ids });
}

function writeLog(...entries: object[]): void {
  const changes = [{ version: head.version, date: '2026-11-21', entries }];
  writeFileSync(join(folder, 'changes.json'), JSON.stringify({ changes }));
}

it('joins the head and the terms', () => {
  write({}, term, { ...term, id: 'two', related: ['one'] });
  expect(readGlossary(folder).terms.map(({ id }) => id)).toEqual(['one', 'two']);
});

test.each<[name: string, head: object, term: object | string, says: RegExp]>([
  ['not JSON', {}, '{ "id": "one", }', /terms\/one\.json: is not JSON: .*JSON/],
  ['a missing field', {}, { ...term, gist: undefined }, /terms\/one\.json: gist: .*/],
  [
    'a long gist',
    {},
    { ...term, gist: 'x'.repeat(201) },
    /gist: Invalid length: Expected <=200 but received 201/,
  ],
  ['an unknown field', {}, { ...term, colour: 'red' }, /colour: /],
  [
    'a bad pattern',
    {},
    { ...term, variants: [{ ...term.variants[0], pattern: 'one (two' }] },
    /one\.json: variants\[0\]\.pattern: “\(” is never closed \(at character 5/,
  ],
  [
    'too many phrases',
    {},
    { ...term, variants: [{ ...term.variants[0], pattern: '(a|b)'.repeat(20) }] },
    /Stands for 1048576 phrases/,
  ],
  [
    'an unknown list',
    {},
    { ...term, variants: [{ ...term.variants[0], pattern: 'one {place}' }] },
    /no word list “place”/,
  ],
  [
    'an unknown context',
    {},
    { ...term, variants: [{ ...term.variants[0], needs: 'moon' }] },
    /variants\[0\]\.needs: There is no context “moon”/,
  ],
  [
    'off without a reason',
    {},
    { ...term, variants: [{ ...term.variants[0], on: false }] },
    /variants\[0\]\.reason/,
  ],
  [
    'an unknown source',
    {},
    { ...term, official: [{ ...claim, sources: ['rumour'] }] },
    /official\[0\]\.sources: There is no source “rumour”/,
  ],
  [
    'a source that nobody cites',
    {},
    { ...term, sources: { idle: { title: 'I', publisher: 'P' } } },
    /sources\.idle: No statement cites this source/,
  ],
  [
    'a link that is none',
    {},
    { ...term, sources: { idle: { title: 'I', publisher: 'P', url: 'javascript:alert(1)' } } },
    /sources\.idle\.url: /,
  ],
  ['an unknown category', {}, { ...term, category: 'd' }, /category: There is no category “d”/],
  ['an unknown relation', {}, { ...term, related: ['nobody'] }, /related\[0\]: There is no term “nobody”/],
  [
    'no official meaning',
    {},
    { ...term, official: [] },
    /official: An official phrase needs an official meaning/,
  ],
  ['no view from outside', {}, { ...term, outside: [] }, /outside: A term needs a view from outside/],
  [
    'a variant twice',
    {},
    { ...term, variants: [term.variants[0], term.variants[0]] },
    /variants\[1\]\.id: Two variants have this id/,
  ],
  [
    'a date that is none',
    {},
    { ...term, timeline: [{ date: '2013-13', text: 'x', sources: ['paper'] }] },
    /timeline\.0\.date: A date is YYYY/,
  ],
  ['a bad head', { version: 'new' }, term, /glossary\.json: version: A version is written like/],
  [
    'a bad cue',
    { contexts: { china: { title: 'C', enough: 1, cues: ['a ['] } } },
    term,
    /glossary\.json: contexts\.china\.cues\[0\]/,
  ],
])('says which file, field and why: %s', (_name, headParts, one, says) => {
  write(headParts, one);
  expect(() => readGlossary(folder)).toThrow(GlossaryError);
  expect(() => readGlossary(folder)).toThrow(says);
});

it('wants a file to be named like its term', () => {
  write({}, term);
  writeFileSync(join(folder, 'terms', 'other.json'), JSON.stringify({ ...term, id: 'two' }));
  expect(() => readGlossary(folder)).toThrow('The file should be named two.json');
});

it('says what is wrong with the change log', () => {
  write({}, term);
  writeLog({ kind: 'added', text: 'The first terms.', terms: ['one', 'two'] });
  expect(() => readGlossary(folder)).toThrow(
    'changes.json: changes[0].entries[0].terms[1]: There is no term “two”',
  );
  rmSync(join(folder, 'changes.json'));
  expect(() => readGlossary(folder)).toThrow(GlossaryError);
});

it('reports every fault at once', () => {
  write({}, { ...term, gist: '', category: 'd', official: 'none' });
  try {
    readGlossary(folder);
    expect.unreachable();
  } catch (error) {
    expect((error as GlossaryError).faults.length).toBeGreaterThanOrEqual(2);
  }
});

it('reads the bundled glossary', () => {
  cpSync(GLOSSARY_FOLDER, folder, { recursive: true });
  expect(readGlossary(folder).terms.length).toBeGreaterThanOrEqual(30);
});
