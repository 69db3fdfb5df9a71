import { checkChanges } from './changes.ts';
import { contextsOf } from './needs.ts';
import { countPhrases, parsePattern, type Pattern, PatternError, slotsOf } from './pattern.ts';
import type { Glossary, Term, Variant } from './schema.ts';

/** A fault that an editor can act on: which term, which field, what is wrong. */
export interface Fault {
  /** The term's id, or null for the glossary itself. */
  readonly term: string | null;
  /** Such as `variants[2].pattern`. */
  readonly field: string;
  readonly reason: string;
}

const MOST_PHRASES_OF_A_VARIANT = 50_000;
const MOST_PHRASES = 2_000_000;

/** What the schema cannot see: references, patterns, bounds. Empty where nothing is wrong. */
export function checkGlossary(glossary: Glossary): Fault[] {
  const faults = [...checkHead(glossary)];
  const ids = new Map<string, Term>();
  let phrases = 0;
  for (const term of glossary.terms) {
    if (ids.has(term.id)) faults.push({ term: term.id, field: 'id', reason: 'Two terms have this id' });
    ids.set(term.id, term);
  }
  for (const term of glossary.terms) {
    faults.push(...checkTerm(term, glossary, ids));
    for (const variant of term.variants) phrases += phrasesIn(variant.pattern, glossary);
  }
  if (phrases > MOST_PHRASES) {
    const reason = `The glossary stands for ${phrases} phrases; the most is ${MOST_PHRASES}`;
    faults.push({ term: null, field: 'terms', reason });
  }
  return faults;
}

function* checkHead(glossary: Glossary): Generator<Fault> {
  const { changes, version, terms } = glossary;
  if (changes) {
    const ids = new Set(terms.map(({ id }) => id));
    for (const fault of checkChanges(changes, version, ids)) yield { term: null, ...fault };
  }
  for (const [name, context] of Object.entries(glossary.contexts ?? {})) {
    for (const [i, cue] of context.cues.entries()) {
      yield* checkPattern(cue, glossary, null, `contexts.${name}.cues[${i}]`);
    }
  }
}

function* checkTerm(term: Term, glossary: Glossary, ids: ReadonlyMap<string, Term>): Generator<Fault> {
  const fault = (field: string, reason: string): Fault => ({ term: term.id, field, reason });

  if (!glossary.categories.some(({ id }) => id === term.category)) {
    yield fault('category', `There is no category “${term.category}”`);
  }
  if (term.origin === 'official' && term.official.length === 0) {
    yield fault('official', 'An official phrase needs an official meaning');
  }
  if (term.outside.length === 0) yield fault('outside', 'A term needs a view from outside');
  for (const field of ['related', 'broader'] as const) {
    for (const [i, id] of (term[field] ?? []).entries()) {
      if (id === term.id) yield fault(`${field}[${i}]`, 'A term cannot refer to itself');
      else if (!ids.has(id) && !glossary.planned?.includes(id))
        yield fault(`${field}[${i}]`, `There is no term “${id}”`);
    }
  }
  yield* checkSources(term, glossary);

  const variants = new Set<string>();
  for (const [i, variant] of term.variants.entries()) {
    if (variants.has(variant.id)) yield fault(`variants[${i}].id`, 'Two variants have this id');
    variants.add(variant.id);
    yield* checkVariant(variant, glossary, term.id, `variants[${i}]`);
  }
  for (const [i, pattern] of (term.not ?? []).entries()) {
    yield* checkPattern(pattern, glossary, term.id, `not[${i}]`, 1);
  }
}

function* checkVariant(variant: Variant, glossary: Glossary, term: string, field: string): Generator<Fault> {
  yield* checkPattern(variant.pattern, glossary, term, `${field}.pattern`);
  const { needs } = variant;
  for (const id of contextsOf(needs)) {
    if (glossary.contexts?.[id]) continue;
    yield { term, field: `${field}.needs`, reason: `There is no context “${id}”` };
  }
  if (variant.on === false && !variant.reason) {
    yield { term, field: `${field}.reason`, reason: 'A variant that is off says why' };
  }
}

/** `selves`: how often the pattern may say “~”. */
function* checkPattern(source: string, glossary: Glossary, term: string | null, field: string, selves = 0) {
  let pattern: Pattern;
  try {
    pattern = parsePattern(source);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    yield { term, field, reason: error.message };
    return;
  }
  if (pattern.filter(({ kind }) => kind === 'self').length > selves) {
    const reason = selves ? 'Stands for the term more than once' : '“~” is for the phrases of a term’s “not”';
    yield { term, field, reason };
  } else if (selves && pattern.length === 1 && pattern[0]?.kind === 'self') {
    yield { term, field, reason: 'Would bar every match: something must stand beside “~”' };
  }
  for (const list of slotsOf(pattern)) {
    if (!glossary.lists?.[list]) yield { term, field, reason: `There is no word list “${list}”` };
  }
  const count = countPhrases(pattern, glossary.lists ?? {});
  if (count > MOST_PHRASES_OF_A_VARIANT) {
    const reason = `Stands for ${count} phrases; the most is ${MOST_PHRASES_OF_A_VARIANT}`;
    yield { term, field, reason };
  }
}

function phrasesIn(source: string, glossary: Glossary): number {
  try {
    return countPhrases(parsePattern(source), glossary.lists ?? {});
  } catch {
    return 0; // Reported by checkPattern.
  }
}

/** Every cited source exists, and every source of the term is cited. */
function* checkSources(term: Term, glossary: Glossary): Generator<Fault> {
  const own = term.sources ?? {};
  const cited = new Set<string>();
  for (const [field, ids] of citations(term)) {
    for (const id of ids) {
      cited.add(id);
      if (!Object.hasOwn(own, id) && !Object.hasOwn(glossary.sources, id)) {
        yield { term: term.id, field, reason: `There is no source “${id}”` };
      }
    }
  }
  for (const id of Object.keys(own)) {
    const field = `sources.${id}`;
    if (!cited.has(id)) yield { term: term.id, field, reason: 'No statement cites this source' };
    if (Object.hasOwn(glossary.sources, id)) {
      yield { term: term.id, field, reason: 'The glossary has a source with this id' };
    }
  }
}

function* citations(term: Term): Generator<[field: string, ids: readonly string[]]> {
  for (const field of ['official', 'outside', 'timeline', 'variants'] as const) {
    for (const [i, item] of (term[field] ?? []).entries())
      yield [`${field}[${i}].sources`, item.sources ?? []];
  }
  if (term.firstUse) {
    yield ['firstUse.sources', term.firstUse.sources];
    for (const [i, view] of (term.firstUse.disputed ?? []).entries()) {
      yield [`firstUse.disputed[${i}].sources`, view.sources];
    }
  }
  yield ['reading', term.reading ?? []];
}
