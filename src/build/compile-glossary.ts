import { parsePattern } from '../glossary/pattern.ts';
import type { Glossary } from '../glossary/schema.ts';
import { compile, type Entry } from '../matching/compile.ts';
import { createFold, type Fold } from '../matching/fold.ts';
import type { MatcherTables, Needs, VariantRow } from '../matching/tables.ts';
import type { MatcherNames, VariantName } from '../matching/packed.ts';

/** Compiles a checked glossary: the tables for matching, the names behind their numbers. */
export function compileGlossary(
  glossary: Glossary,
  fold: Fold = createFold(),
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
        plural: lang === 'en',
        capitals: status === 'abbreviation',
        needs: needsNumber(needs, contextNumber),
      });
      variants.push({ id, term, on: on !== false });
    }
  }
  for (const [term, { not }] of glossary.terms.entries()) {
    for (const pattern of not ?? []) {
      entries.push({ pattern: parsePattern(pattern), accept: rows.length + term });
    }
  }
  const cues: number[] = [];
  const firstCue = rows.length + glossary.terms.length;
  for (const [context, [, { cues: patterns }]] of contexts.entries()) {
    for (const pattern of patterns) {
      entries.push({ pattern: parsePattern(pattern), accept: firstCue + cues.length });
      cues.push(context);
    }
  }

  const categories = glossary.categories.map(({ id }) => id);
  return {
    tables: {
      fold,
      automaton: compile(entries, glossary.lists ?? {}, fold),
      variants: rows,
      terms: glossary.terms.length,
      cues,
    },
    names: {
      terms: glossary.terms.map(({ id, category }) => ({ id, category: categories.indexOf(category) })),
      variants,
      enough: contexts.map(([, { enough }]) => enough),
    },
  };
}

function needsNumber(needs: string | undefined, contextNumber: (id: string) => number): Needs {
  return needs === undefined ? null : needs === 'expansion' ? needs : contextNumber(needs);
}
