import { createChineseFold } from './chinese-fold.ts';
import { parsePattern } from '../glossary/pattern.ts';
import { contextsOf } from '../glossary/needs.ts';
import type { Glossary, Term, Variant } from '../glossary/schema.ts';
import type { Bars } from '../matching/automaton.ts';
import { compile, type Entry } from '../matching/compile.ts';
import { type Fold, SIMPLIFIED, TRADITIONAL } from '../matching/fold.ts';
import type { MatcherTables, Needs, Script, VariantRow } from '../matching/tables.ts';
import { windowsFor } from '../matching/windows-for.ts';
import { unitsFor } from '../matching/units.ts';
import { type MatcherNames, MOST_CONTEXTS, type VariantName } from '../matching/packed.ts';

export interface CompiledTables extends MatcherTables {
  readonly bars: Map<number, Bars>;
}

/**
 * Compiles a checked glossary: the tables for matching, the names behind their numbers. `spellOut` is
 * for checks: see `compile`.
 */
export function compileGlossary(
  glossary: Glossary,
  fold: Fold = createChineseFold(),
  { spellOut = false } = {},
): { tables: CompiledTables; names: MatcherNames } {
  const contexts = Object.entries(glossary.contexts ?? {});
  if (contexts.length > MOST_CONTEXTS) throw new Error(`More than ${MOST_CONTEXTS} contexts`);
  const contextNumber = (id: string) => contexts.findIndex(([name]) => name === id);

  const entries: Entry[] = [];
  const rows: VariantRow[] = [];
  const variants: VariantName[] = [];
  for (const [term, { variants: written }] of glossary.terms.entries()) {
    for (const { id, pattern, lang, status, needs, on } of written) {
      entries.push({ pattern: parsePattern(pattern), accept: rows.length });
      rows.push({
        term,
        english: lang === 'en',
        capitals: status === 'abbreviation',
        script: scriptOf(pattern, lang, fold),
        needs: numbered(needs, contextNumber),
        on: on !== false,
      });
      variants.push({ id, term });
    }
  }
  const sought = entries
    .map(({ pattern }, i) => ({ pattern, capitals: rows[i]?.capitals ?? false }))
    .filter((_, i) => rows[i]?.on);
  const cues: number[] = [];
  for (const [context, [, { cues: patterns }]] of contexts.entries()) {
    for (const pattern of patterns) {
      entries.push({ pattern: parsePattern(pattern), accept: rows.length + cues.length });
      cues.push(context);
    }
  }

  const categories = glossary.categories.map(({ id }) => id);
  const apart = glossary.terms.map(({ not = [] }) => not.map(parsePattern));
  const { automaton, codes, bars } = compile(entries, apart, glossary.lists ?? {}, fold, { spellOut });
  const barred = Uint8Array.from(apart, (patterns) => (patterns.length ? 1 : 0));
  return {
    tables: {
      units: unitsFor(automaton, codes, fold),
      automaton,
      windows: windowsFor(sought, glossary.lists ?? {}, fold, codes, glossary.terms.map(proseOf)),
      variants: rows,
      defaults: Uint8Array.from(rows, ({ on }) => (on ? 1 : 0)),
      cues,
      barred,
      bars: new Map([...bars.entries()].filter(([term]) => barred[term])),
    },
    names: {
      terms: glossary.terms.map(({ id, category }) => ({ id, category: categories.indexOf(category) })),
      variants,
      enough: contexts.map(([, { enough }]) => enough),
    },
  };
}

/** What is said of a term: text of the kind that pages with its phrases have. */
function proseOf({ gist, official, outside, firstUse, timeline, examples, note }: Term): string {
  return JSON.stringify([gist, official, outside, firstUse, timeline, examples, note]);
}

/** The script that a Chinese pattern is all written in; some name a phrase in both. */
function scriptOf(pattern: string, lang: string, { scripts }: Fold): Script | null {
  const has = (script: number) => pattern.split('').some((unit) => scripts[unit.charCodeAt(0)] === script);
  if (lang === 'zh-Hans' && !has(TRADITIONAL)) return 'simplified';
  return lang === 'zh-Hant' && !has(SIMPLIFIED) ? 'traditional' : null;
}

function numbered(needs: Variant['needs'], contextNumber: (id: string) => number): Needs {
  if (needs === undefined || needs === 'expansion') return needs ?? null;
  return contextsOf(needs).map(contextNumber);
}
