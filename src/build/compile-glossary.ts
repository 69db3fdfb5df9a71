import { parsePattern } from '../glossary/pattern.ts';
import { contextsOf } from '../glossary/needs.ts';
import type { Glossary, Variant } from '../glossary/schema.ts';
import { compile, type Entry } from '../matching/compile.ts';
import { createFold, type Fold } from '../matching/fold.ts';
import type { MatcherTables, Needs, VariantRow } from '../matching/tables.ts';
import { unitsFor } from '../matching/units.ts';
import type { MatcherNames, VariantName } from '../matching/packed.ts';

/**
 * Compiles a checked glossary: the tables for matching, the names behind their numbers. `spellOut` is
 * for checks: see `compile`.
 */
export function compileGlossary(
  glossary: Glossary,
  fold: Fold = createFold(),
  { spellOut = false } = {},
): { tables: MatcherTables; names: MatcherNames } {
  const contexts = Object.entries(glossary.contexts ?? {});
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
        needs: numbered(needs, contextNumber),
        on: on !== false,
      });
      variants.push({ id, term, on: on !== false });
    }
  }
  const cues: number[] = [];
  for (const [context, [, { cues: patterns }]] of contexts.entries()) {
    for (const pattern of patterns) {
      entries.push({ pattern: parsePattern(pattern), accept: rows.length + cues.length });
      cues.push(context);
    }
  }

  const categories = glossary.categories.map(({ id }) => id);
  const bars = glossary.terms.map(({ not = [] }) => not.map(parsePattern));
  const automaton = compile(entries, bars, glossary.lists ?? {}, fold, { spellOut });
  return {
    tables: {
      units: unitsFor(automaton, fold),
      automaton,
      variants: rows,
      cues,
    },
    names: {
      terms: glossary.terms.map(({ id, category }) => ({ id, category: categories.indexOf(category) })),
      variants,
      enough: contexts.map(([, { enough }]) => enough),
    },
  };
}

function numbered(needs: Variant['needs'], contextNumber: (id: string) => number): Needs {
  if (needs === undefined || needs === 'expansion') return needs ?? null;
  return contextsOf(needs).map(contextNumber);
}
