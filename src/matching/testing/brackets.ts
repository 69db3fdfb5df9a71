import { compileGlossary } from '../../build/compile-glossary.ts';
import { type Glossary, FORMAT } from '../../glossary/schema.ts';
import { createFold, type Fold } from '../fold.ts';
import { Matcher } from '../matcher.ts';
import type { Scope } from '../tables.ts';

/** The pieces of a term that matching looks at. */
export interface TestTerm {
  readonly variants: readonly {
    readonly pattern: string;
    readonly lang?: string;
    readonly status?: 'official' | 'abbreviation';
    readonly needs?: string | string[];
  }[];
  readonly not?: readonly string[];
}

export const fold = createFold();
/** The items of the list `few`. */
export const FEW = ['a', 'ab', 'b c', '命'];

/** A matcher for patterns, each a term of its own, or for terms. */
export function matcherFor(
  terms: readonly (string | TestTerm)[],
  cues: readonly string[] = ['Beijing'],
  by: Fold = fold,
): Matcher {
  const glossary: Glossary = {
    format: FORMAT,
    id: 'test',
    title: 'Test',
    version: '1.0.0',
    language: 'en',
    licence: 'none',
    categories: [{ id: 'all', title: 'All' }],
    lists: { place: ['Laos', 'Viet Nam', 'Côte d’Ivoire', 'Timor-Leste'], few: FEW },
    contexts: {
      china: { title: 'China', enough: 2, cues: [...cues] },
      politics: { title: 'Politics', enough: 2, cues: ['minister', '外交'] },
    },
    sources: {},
    terms: terms.map((term, i) =>
      testTerm(typeof term === 'string' ? { variants: [{ pattern: term }] } : term, i),
    ),
  };
  return new Matcher(compileGlossary(glossary, by).tables);
}

function testTerm({ variants, not }: TestTerm, i: number): Glossary['terms'][number] {
  return {
    id: `term-${i}`,
    head: `Term ${i}`,
    names: { 'zh-Hans': '词', 'zh-Hant': '詞', pinyin: 'cí' },
    category: 'all',
    origin: 'official',
    gist: 'For a test.',
    official: [],
    outside: [],
    examples: [{ text: 'None.', lang: 'en' }],
    variants: variants.map(({ pattern, lang = 'en', status = 'official', needs }, j) => ({
      id: `v${j}`,
      pattern,
      lang,
      status,
      example: pattern,
      ...(needs && { needs }),
    })),
    ...(not && { not: [...not] }),
  };
}

export function everything(matcher: Matcher): Scope {
  return { tracked: new Uint8Array(matcher.tables.variants.length).fill(1), met: () => false };
}

/** The text with what was matched in brackets. */
export function bracketed(matcher: Matcher, text: string, scope: Scope = everything(matcher)): string {
  let marked = '';
  let at = 0;
  for (const { start, end } of matcher.find(text, scope).matches) {
    marked += `${text.slice(at, start)}[${text.slice(start, end)}]`;
    at = end;
  }
  return marked + text.slice(at);
}
