import type { Plugin } from 'vite';
import type { Glossary } from '../glossary/schema.ts';
import type { PackedBars } from '../matching/bars.ts';
import { pack, type PackedMatcher } from '../matching/packed.ts';
import { compileGlossary } from './compile-glossary.ts';
import { readGlossary } from './read-glossary.ts';

export const GLOSSARY_FOLDER = 'assets/glossary/china-political-discourse';

export interface BuiltGlossary {
  readonly glossary: Glossary;
  readonly matcher: PackedMatcher;
  readonly bars: PackedBars;
}

let built: BuiltGlossary | null = null;

/** Reads, checks and compiles the bundled glossary, once a process. Throws `GlossaryError`. */
export function buildGlossary(): BuiltGlossary {
  if (!built) {
    const glossary = readGlossary(GLOSSARY_FOLDER);
    const { tables, names, bars } = compileGlossary(glossary);
    built = {
      glossary: forReaders(glossary),
      matcher: pack(tables, names),
      bars,
    };
  }
  return built;
}

/** Without what only editors need. */
function forReaders(glossary: Glossary): Glossary {
  const written = new Set(glossary.terms.map(({ id }) => id));
  const { planned: _, ...rest } = glossary;
  const terms = glossary.terms.map(({ leftOut: __, tier: ___, related, broader, ...term }) => ({
    ...term,
    ...(related && { related: related.filter((id) => written.has(id)) }),
    ...(broader && { broader: broader.filter((id) => written.has(id)) }),
  }));
  return { ...rest, terms };
}

const modules: Readonly<Record<string, () => string>> = {
  'virtual:matcher': () => literal(buildGlossary().matcher),
  'virtual:bars': () => literal(buildGlossary().bars),
  'virtual:categories': () => literal(buildGlossary().glossary.categories.map(({ id }) => id)),
};

/** Most of it is a few long strings, which a script has at no cost; JSON would be read once more. */
function literal(value: unknown): string {
  return `export default ${JSON.stringify(value)}`;
}

/** Gives the code the compiled glossary as modules. */
export function glossaryPlugin(): Plugin {
  return {
    name: 'watchword-glossary',
    resolveId: (id) => (id in modules ? `\0${id}` : undefined),
    load: (id) => (id.startsWith('\0') ? modules[id.slice(1)]?.() : undefined),
  };
}
