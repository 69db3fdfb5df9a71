import { describe, expect, it } from 'vitest';
import { Matcher } from '../matching/matcher.ts';
import { Probe } from '../matching/probe.ts';
import { compileGlossary } from './compile-glossary.ts';
import { compileProbe } from './compile-probe.ts';
import { readGlossary } from './read-glossary.ts';
import { GLOSSARY_FOLDER } from './vite-plugin.ts';
import { phrasesOf, parsePattern } from '../glossary/pattern.ts';

const glossary = readGlossary(GLOSSARY_FOLDER);
const { tables } = compileGlossary(glossary);
const whole = new Matcher(tables);
const probe = new Probe(JSON.parse(JSON.stringify(compileProbe(glossary))));
const isSeen = (text: string) =>
  probe.find(text, { tracked: Uint8Array.of(1), met: () => false }).matches.length > 0;

describe('the probe of the bundled glossary', { timeout: 60_000 }, () => {
  it('finds something in whatever the whole matcher finds without context', () => {
    const unseen: string[] = [];
    for (const { variants } of glossary.terms) {
      for (const { pattern, example } of variants) {
        const some = [...phrasesOf(parsePattern(pattern), glossary.lists ?? {})];
        // Every phrase of small patterns, an even choice of large ones.
        const step = Math.ceil(some.length / 60);
        for (const phrase of [example, ...some.filter((_, i) => i % step === 0)]) {
          const text = `x ${phrase} y`;
          const found = whole.find(text, { tracked: tables.defaults, met: () => false }).matches.length > 0;
          if (found && !isSeen(text)) unseen.push(phrase);
        }
      }
    }
    expect(unseen).toEqual([]);
  });

  it('finds nothing in ordinary text', () => {
    const texts = [
      'The council said on Monday that new rules for rail freight would come into force next spring.',
      'A community with many languages opened its new library; the mayor spoke of a common future.',
      'Le conseil municipal a voté hier le budget de la nouvelle ligne de tramway.',
    ];
    expect(texts.filter(isSeen)).toEqual([]);
  });
});
