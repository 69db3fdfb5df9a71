import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePattern, phrasesOf } from '../glossary/pattern.ts';
import type { Source, Term } from '../glossary/schema.ts';
import { Matcher } from '../matching/matcher.ts';
import { compileGlossary } from './compile-glossary.ts';
import { readGlossary } from './read-glossary.ts';
import * as chinese from './testing/chinese.ts';
import { isMirror } from './testing/mirrors.ts';
import { GLOSSARY_FOLDER } from './vite-plugin.ts';

/** Rules for the bundled glossary that do not bind a glossary of a reader's own. */

const glossary = readGlossary(GLOSSARY_FOLDER);
const { tables, names } = compileGlossary(glossary);
const matcher = new Matcher(tables);

const none: string[] = [];

describe('both Chinese scripts', () => {
  const traditional = chinese.exceptions(chinese.TRADITIONAL);
  const simplified = chinese.exceptions(chinese.SIMPLIFIED);
  const { 'country-hans': countries = [], ...others } = glossary.lists ?? {};
  // Without the names that only Taiwan gives to countries.
  const shared = others['country-hant']?.filter((name) =>
    chinese.inSimplified(name).some((text) => countries.includes(text)),
  );
  const lists = { ...glossary.lists, 'country-hant': shared ?? [] };

  it('write the same name', () => {
    const wrong = glossary.terms.flatMap(({ id, names: { 'zh-Hans': hans, 'zh-Hant': hant } }) => {
      const converted = chinese.inTraditional(hans);
      const same = converted.some((text) => traditional.accepts(text, (name) => name === hant));
      return same ? [] : `${id}: names.zh-Hant: ${hant}, but names.zh-Hans gives ${converted.join(' or ')}`;
    });
    expect(wrong).toEqual(none);
  });

  it('match the same phrases', () => {
    const wrong = glossary.terms.flatMap((term, number) => {
      const finds = findsWhole(number);
      return term.variants.flatMap(({ id, pattern, lang }) => {
        const missed = phrases(pattern, lang).flatMap((phrase) => {
          if (lang === 'zh-Hans')
            return chinese.inTraditional(phrase).filter((text) => !traditional.accepts(text, finds));
          const converted = chinese.inSimplified(phrase);
          return converted.some((text) => simplified.accepts(text, finds)) ? [] : converted.slice(0, 1);
        });
        const few = missed.slice(0, 4).join(', ');
        return missed.length ? `${term.id}: variants.${id}: no variant finds ${few} (${missed.length})` : [];
      });
    });
    expect(wrong).toEqual(none);
  });

  it('need every exception', () => {
    expect([...traditional.unneeded(), ...simplified.unneeded()]).toEqual(none);
  });

  /** Whether the term, all of its variants tracked and their needs met, matches a whole text. */
  function findsWhole(term: number): (text: string) => boolean {
    const tracked = Uint8Array.from(names.variants, (variant) => (variant.term === term ? 1 : 0));
    return (text) =>
      matcher
        .find(text, { tracked, met: () => true })
        .matches.some(({ start, end }) => start === 0 && end === text.length);
  }

  function phrases(pattern: string, lang: string): string[] {
    if (!lang.startsWith('zh-')) return [];
    return [...phrasesOf(parsePattern(pattern), lists)].map((phrase) => phrase.trim());
  }
});

describe('pinyin', () => {
  const readings = chinese.exceptions(chinese.PINYIN);

  it('reads the simplified name', () => {
    const wrong = glossary.terms.flatMap(({ id, names: { 'zh-Hans': hans, pinyin } }) => {
      const converted = chinese.inPinyin(hans);
      const same = readings.accepts(converted, (text) => text === chinese.bare(pinyin));
      return same ? [] : `${id}: names.pinyin: ${pinyin}, but ${hans} reads ${converted}`;
    });
    expect(wrong).toEqual(none);
  });

  it('needs every exception', () => {
    expect(readings.unneeded()).toEqual(none);
  });
});

describe('relations', () => {
  const terms = new Map(glossary.terms.map((term) => [term.id, term]));
  const isBroader = (of: Term, id: string) => of.broader?.includes(id) ?? false;

  it('are mutual, except that a broader term may name a narrower one', () => {
    const wrong = glossary.terms.flatMap((term) =>
      (term.related ?? []).flatMap((id) => {
        const other = terms.get(id)!;
        if (isBroader(term, id)) return `${term.id}: related: ${id} is among its broader terms already`;
        if (isBroader(other, term.id) || other.related?.includes(term.id)) return [];
        return `${id}: related: ${term.id} relates to it, but not it to ${term.id}`;
      }),
    );
    expect(wrong).toEqual(none);
  });

  it('never go round in circles of broader terms', () => {
    const wrong = glossary.terms.filter(({ id }) => {
      const above = new Set<string>();
      const climb = (from: string) => {
        for (const next of terms.get(from)?.broader ?? []) {
          if (!above.has(next)) climb((above.add(next), next));
        }
      };
      climb(id);
      return above.has(id);
    });
    expect(wrong.map(({ id }) => `${id}: broader: leads back to the term`)).toEqual(none);
  });
});

describe('ids', () => {
  const file = join(import.meta.dirname, 'published-ids.json');
  /** `retired`: for a variant that is gone, which one took its place, or why it went. */
  const published = JSON.parse(readFileSync(file, 'utf8')) as {
    ids: string[];
    retired: Record<string, string>;
  };
  const now = glossary.terms.flatMap(({ id, variants }) => [
    id,
    ...variants.map((variant) => `${id}/${variant.id}`),
  ]);

  // With each release: PUBLISH_IDS=1 npm run unit bundled-facts
  if (process.env['PUBLISH_IDS']) {
    published.ids = [...new Set([...published.ids, ...now])].sort();
    writeFileSync(file, `${JSON.stringify(published, null, 2)}\n`);
  }

  it('that were published stay, for what readers track is kept by id', () => {
    const retiredTerms = (glossary.changes ?? [])
      .flatMap(({ entries }) => entries)
      .flatMap(({ kind, terms = [] }) => (kind === 'retired' ? terms : []));
    const retired = new Set([...Object.keys(published.retired), ...retiredTerms]);
    const gone = published.ids.filter(
      (id) => !now.includes(id) && !retired.has(id) && !retired.has(id.replace(/\/.*/, '')),
    );
    expect(
      gone.map((id) => `${id}: gone, and retired neither in published-ids.json nor in changes.json`),
    ).toEqual(none);
  });

  it('that are retired are not in use', () => {
    expect(now.filter((id) => Object.hasOwn(published.retired, id))).toEqual(none);
  });
});

describe('sources', () => {
  const sources: [string, Source][] = [
    ...Object.entries(glossary.sources).map(([id, source]): [string, Source] => [
      `glossary.json: sources.${id}`,
      source,
    ]),
    ...glossary.terms.flatMap((term) =>
      Object.entries(term.sources ?? {}).map(([id, source]): [string, Source] => [
        `${term.id}: sources.${id}`,
        source,
      ]),
    ),
  ];

  it('have a date or an address', () => {
    const wrong = sources.filter(([, { date, url }]) => !date && !url);
    expect(wrong.map(([field]) => field)).toEqual(none);
  });

  it('are no mirrors and no aggregators', () => {
    const wrong = sources.filter(([, { url }]) => url && isMirror(url));
    expect(wrong.map(([field, { url }]) => `${field}: ${url}`)).toEqual(none);
  });
});
