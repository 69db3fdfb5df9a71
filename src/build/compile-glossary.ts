import { createChineseFold } from './chinese-fold.ts';
import { parsePattern } from '../glossary/pattern.ts';
import { contextsOf } from '../glossary/needs.ts';
import type { Glossary, Term, Variant } from '../glossary/schema.ts';
import { type PackedBars, UnpackedBars } from '../matching/bars.ts';
import { compile } from '../matching/compile.ts';
import { type Fold, SIMPLIFIED, TRADITIONAL } from '../matching/fold.ts';
import { type MatcherNames, MOST_CONTEXTS } from '../matching/packed.ts';
import type { MatcherTables, Needs, Script } from '../matching/tables.ts';

export interface CompiledGlossary {
  readonly tables: MatcherTables;
  readonly names: MatcherNames;
  readonly bars: PackedBars;
}

/** Compiles a checked glossary: the tables for matching, the names behind their numbers, what bars its terms. */
export function compileGlossary(glossary: Glossary, fold: Fold = createChineseFold()): CompiledGlossary {
  const contexts = Object.entries(glossary.contexts ?? {});
  if (contexts.length > MOST_CONTEXTS) throw new Error(`More than ${MOST_CONTEXTS} contexts`);
  const contextNumber = (id: string) => contexts.findIndex(([name]) => name === id);

  const variants = glossary.terms.flatMap((term, i) => term.variants.map((one) => ({ ...one, term: i })));
  const rows = variants.map(({ term, pattern, lang, status, needs, on }) => ({
    term,
    english: lang === 'en',
    capitals: status === 'abbreviation',
    script: scriptOf(pattern, lang, fold),
    needs: numbered(needs, contextNumber),
    on: on !== false,
  }));
  const bars = glossary.terms.map(({ not = [] }) => not.map(parsePattern));
  const cues = contexts.flatMap(([, { cues: patterns }], context) =>
    patterns.map((pattern) => ({ context, pattern: parsePattern(pattern) })),
  );
  const compiled = compile(
    {
      terms: glossary.terms.map((term) =>
        term.variants.map(({ pattern, status, on }) => ({
          pattern: parsePattern(pattern),
          capitals: status === 'abbreviation',
          windows: on !== false,
        })),
      ),
      cues: cues.map(({ pattern }) => pattern),
      bars,
      lists: glossary.lists ?? {},
      prose: glossary.terms.map(proseOf),
    },
    fold,
  );
  const { units, machines, filter, windows } = compiled;
  const categories = glossary.categories.map(({ id }) => id);
  return {
    tables: {
      units,
      machines,
      filter,
      windows,
      variants: rows,
      defaults: Uint8Array.from(rows, ({ on }) => (on ? 1 : 0)),
      cues: cues.map(({ context }) => context),
      bars: new UnpackedBars(compiled.bars),
    },
    names: {
      terms: glossary.terms.map(({ id, category }) => ({ id, category: categories.indexOf(category) })),
      variants: variants.map(({ id, term }) => ({ id, term })),
      enough: contexts.map(([, { enough }]) => enough),
    },
    bars: compiled.bars,
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
