import type { Glossary, Source, Term } from './schema.ts';

/** All that a card says of a term, self-contained. */
export interface CardEntry {
  readonly term: Omit<Term, 'leftOut' | 'sources'>;
  readonly category: { readonly id: string; readonly title: string };
  /** In the order in which the card first cites them: their numbers on the card. */
  readonly sources: readonly (Source & { readonly id: string })[];
  readonly related: readonly { readonly id: string; readonly head: string }[];
  readonly glossary: { readonly title: string; readonly version: string };
}

/** The entry of a term, null for an id that the glossary does not have. */
export function cardEntry(glossary: Glossary, id: string): CardEntry | null {
  const found = glossary.terms.find((term) => term.id === id);
  if (!found) return null;
  const { leftOut: _, sources: own = {}, ...term } = found;
  const sources = [...new Set(citedBy(term))].flatMap((source) => {
    const known = own[source] ?? glossary.sources[source];
    return known ? [{ id: source, ...known }] : [];
  });
  const related = [...(term.broader ?? []), ...(term.related ?? [])].flatMap((other) => {
    const head = glossary.terms.find((candidate) => candidate.id === other)?.head;
    return head ? [{ id: other, head }] : [];
  });
  const category = glossary.categories.find((one) => one.id === term.category);
  return {
    term,
    category: category ?? { id: term.category, title: term.category },
    sources,
    related,
    glossary: { title: glossary.title, version: glossary.version },
  };
}

/** The order in which the card shows statements. */
function citedBy(term: CardEntry['term']): string[] {
  const { official, outside, firstUse, timeline = [], variants, reading = [] } = term;
  return [
    ...official,
    ...outside,
    ...(firstUse ? [firstUse, ...(firstUse.disputed ?? [])] : []),
    ...timeline,
    ...variants,
  ]
    .flatMap(({ sources = [] }) => sources)
    .concat(reading);
}
