import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import * as v from 'valibot';
import { describe, expect, it, test } from 'vitest';
import { jsonSchemas, SCHEMA_FOLDER, SCHEMAS } from './json-schema.ts';
import { readGlossary } from './read-glossary.ts';
import { GLOSSARY_FOLDER } from './vite-plugin.ts';

const schemas = jsonSchemas();
const ajv = new Ajv({
  allErrors: true,
  formats: { uri: (text: string) => URL.canParse(text) },
  keywords: ['patternErrorMessage'],
});
const validators = new Map<string, ValidateFunction>(
  Object.entries(schemas).map(([file, schema]) => [file, ajv.compile(schema)]),
);
const validator = (file: string) => validators.get(file)!;

const read = (file: string): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8'));
const terms = readdirSync(join(GLOSSARY_FOLDER, 'terms'));

test('what is published is what the schema gives (else: npm run schema)', () => {
  expect(readdirSync(SCHEMA_FOLDER).sort()).toEqual(Object.keys(schemas).sort());
  for (const [file, schema] of Object.entries(schemas)) {
    expect(read(join(SCHEMA_FOLDER, file)), file).toEqual(schema);
  }
});

test('every field says what goes in', () => {
  const silent: string[] = [];
  const walk = (node: unknown, path: string) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties') {
        for (const [name, property] of Object.entries(value as Record<string, object>)) {
          if (!('description' in property)) silent.push(`${path}.${name}`);
        }
      }
      walk(value, `${path}.${key}`);
    }
  };
  walk(schemas, '');
  expect(silent).toEqual([]);
});

describe('the bundled files', () => {
  it.each<[file: string, schema: string]>([
    ['glossary.json', 'glossary-head.schema.json'],
    ['changes.json', 'changes.schema.json'],
    ...terms.map((file) => [`terms/${file}`, 'term.schema.json'] as [string, string]),
  ])('%s names its schema first and keeps to it', (name, schema) => {
    const file = join(GLOSSARY_FOLDER, name);
    const json = read(file);
    const path = relative(dirname(file), join(SCHEMA_FOLDER, schema)).split(sep).join('/');
    expect(Object.entries(json)[0]).toEqual(['$schema', path]);
    const validate = validator(schema);
    validate(json);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('keep to it as a whole', () => {
    const validate = validator('glossary.schema.json');
    validate(readGlossary(GLOSSARY_FOLDER));
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('editors and the build refuse the same', () => {
  const file = (name: string) => read(join(GLOSSARY_FOLDER, name));
  const { $schema: _, ...term } = file(`terms/${terms[0]}`);
  const [head, log] = [file('glossary.json'), file('changes.json')];
  const variant = (parts: object) => ({
    ...term,
    variants: [{ ...(term['variants'] as object[])[0], ...parts }],
  });
  const source = (parts: object, id = 'paper') => ({
    ...term,
    sources: { [id]: { title: 'A paper', publisher: 'A publisher', ...parts } },
  });
  const version = (parts: object, change: object = {}) => ({
    changes: [
      {
        version: '1.0.0',
        date: '2026-11-21',
        entries: [{ kind: 'changed', text: 'Something.', ...change }],
        ...parts,
      },
    ],
  });

  it.each<[file: keyof typeof SCHEMAS, name: string, json: object, right: boolean]>([
    ['term.schema.json', 'a term', term, true],
    ['term.schema.json', 'no gist', { ...term, gist: undefined }, false],
    ['term.schema.json', 'an empty gist', { ...term, gist: '' }, false],
    ['term.schema.json', 'a space at the end', { ...term, gist: 'A slogan. ' }, false],
    ['term.schema.json', 'a long gist', { ...term, gist: 'x'.repeat(201) }, false],
    ['term.schema.json', 'an unknown field', { ...term, colour: 'red' }, false],
    ['term.schema.json', 'an unknown origin', { ...term, origin: 'foreign' }, false],
    ['term.schema.json', 'no official meaning', { ...term, official: [] }, true],
    ['term.schema.json', 'no variants', { ...term, variants: [] }, false],
    ['term.schema.json', 'an unknown status', variant({ status: 'new' }), false],
    ['term.schema.json', 'a need', variant({ needs: 'expansion' }), true],
    ['term.schema.json', 'a need that is no id', variant({ needs: 'The Moon' }), false],
    ['term.schema.json', 'a source', source({ date: '2013-01', url: 'https://example.org/一' }), true],
    ['term.schema.json', 'a source by a bad id', source({}, 'A Paper'), false],
    ['term.schema.json', 'a link that is none', source({ url: 'javascript:alert(1)' }), false],
    ['term.schema.json', 'a link with a user', source({ url: 'https://me@example.org/' }), false],
    ['term.schema.json', 'a month that is none', source({ date: '2013-13' }), false],
    ['glossary-head.schema.json', 'a head', head, true],
    ['glossary-head.schema.json', 'another format', { ...head, format: 'other/1' }, false],
    [
      'glossary-head.schema.json',
      'half a cue',
      { ...head, contexts: { moon: { title: 'Moon', enough: 0.5, cues: ['moon'] } } },
      false,
    ],
    ['glossary.schema.json', 'a whole glossary', { ...head, terms: [term] }, true],
    ['glossary.schema.json', 'no terms', head, false],
    ['changes.schema.json', 'a log', log, true],
    ['changes.schema.json', 'a change of the whole glossary', version({}), true],
    ['changes.schema.json', 'an unknown kind of change', version({}, { kind: 'better' }), false],
    ['changes.schema.json', 'a version without a day', version({ date: '2026-11' }), false],
    ['changes.schema.json', 'a version without changes', version({ entries: [] }), false],
  ])('%s: %s', (name, _case, json, right) => {
    // As a file would hold it: without what is undefined.
    const written: unknown = JSON.parse(JSON.stringify(json));
    expect(v.safeParse(SCHEMAS[name][1], written).success).toBe(right);
    expect(validator(name)(written)).toBe(right);
  });
});
