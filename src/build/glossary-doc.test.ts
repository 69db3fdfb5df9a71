import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { ChangesFile } from '../glossary/changes.ts';
import { GLOSSARY_FOLDER } from './vite-plugin.ts';

const page = readFileSync('docs/glossary.md', 'utf8');
const blocks = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => text);
const example = /\(\.\.\/(assets\/\S+\/([a-z-]+)\.json)\)/.exec(page)!;
const term: Record<string, unknown> = JSON.parse(readFileSync(example[1]!, 'utf8'));

test('the worked example is taken apart field by field', () => {
  expect(example[1]).toBe(`${GLOSSARY_FOLDER}/terms/${example[2]}.json`);
  expect(blocks.length).toBeGreaterThanOrEqual(10);
});

// Members of the term's file, or an entry of the change log.
test.each(blocks.map((text) => [text]))('what is quoted is what the file says: %s', (text) => {
  if (text.startsWith('{')) {
    const changes = [{ version: '1.0.0', date: '2026-11-21', entries: [JSON.parse(text)] }];
    expect(v.safeParse(ChangesFile, { changes }).issues).toBeUndefined();
    return;
  }
  const quoted: Record<string, unknown> = JSON.parse(`{${text}}`);
  for (const [field, value] of Object.entries(quoted)) {
    // Of lists and maps, some of what is there.
    if (Array.isArray(value)) expect(term[field]).toEqual(expect.arrayContaining(value));
    else if (typeof value === 'object') expect(term[field]).toMatchObject(value ?? {});
    else expect(term[field]).toBe(value);
  }
});
