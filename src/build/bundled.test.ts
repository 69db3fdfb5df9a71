import { describe, expect, it } from 'vitest';
import { compileGlossary } from './compile-glossary.ts';
import { readGlossary } from './read-glossary.ts';
import { GLOSSARY_FOLDER } from './vite-plugin.ts';
import { Matcher } from '../matching/matcher.ts';
import type { Scope } from '../matching/tables.ts';
import { acceptedTogether } from '../matching/testing/together.ts';
import { cardEntry } from '../glossary/card-entry.ts';

const glossary = readGlossary(GLOSSARY_FOLDER);
const { tables, names } = compileGlossary(glossary);
const matcher = new Matcher(tables);
const nameOf = (variant: number) =>
  `${names.terms[names.variants[variant]!.term]!.id}/${names.variants[variant]!.id}`;

function scope(only?: string): Scope {
  const tracked = Uint8Array.from(names.variants, (_, i) =>
    only === undefined || nameOf(i) === only ? 1 : 0,
  );
  return { tracked, met: () => true };
}

describe('the bundled glossary', () => {
  it.each(glossary.terms.map((term) => [term.id, term] as const))(
    '%s: variants and examples hold what they say',
    (id, term) => {
      for (const { id: variant, example } of term.variants) {
        const [match] = matcher.find(example, scope(`${id}/${variant}`)).matches;
        expect(match && example.slice(match.start, match.end), `${variant}: ${example}`).toBeTruthy();
      }
      for (const { text } of term.examples) {
        const found = matcher
          .find(text, scope())
          .matches.map((match) => names.terms[names.variants[match.variant]!.term]!.id);
        expect(found, text).toContain(id);
      }
    },
  );

  it('has no phrase in two terms', () => {
    const shared = acceptedTogether(tables.machines)
      .filter((set) => new Set(set.map((variant) => names.variants[variant]!.term)).size > 1)
      .map((set) => set.map(nameOf).join(' = '));
    expect(shared).toEqual([]);
  });

  it('gives each term a card whose sources can be looked up', () => {
    for (const { id } of glossary.terms) {
      const entry = cardEntry(glossary, id)!;
      expect(entry.sources.length, id).toBeGreaterThan(0);
      expect(entry.sources.every(({ title, publisher }) => title && publisher)).toBe(true);
    }
  });
});
