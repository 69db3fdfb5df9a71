import { type Pattern, textOf, type WordLists } from '../glossary/pattern.ts';
import type { PackedBars } from './bars.ts';
import { filterFor } from './filter-for.ts';
import type { Fold } from './fold.ts';
import { Letters } from './letters.ts';
import { Machines } from './machines.ts';
import { type MatcherTables, TooLarge } from './tables.ts';
import { packTexts } from './texts-for.ts';
import { Tokens } from './tokens.ts';
import { codesFor, unitsFor } from './units.ts';
import { windowsFor } from './windows-for.ts';

/** Windows tell them by 16 bits. */
const MOST_TERMS = 0x10000;

/** A variant's pattern. */
interface Source {
  readonly pattern: Pattern;
  /** It counts in capitals only. */
  readonly capitals: boolean;
  /** Windows tell of it, if its phrases are long enough. */
  readonly windows: boolean;
}

/** What is compiled. */
export interface Sources {
  /** The variants of each term. */
  readonly terms: readonly (readonly Source[])[];
  readonly cues: readonly Pattern[];
  /** What bars each term. */
  readonly bars: readonly (readonly Pattern[])[];
  readonly lists: WordLists;
  /** Text of the kind that will be read. */
  readonly prose: readonly string[];
}

export interface Compiled extends Pick<MatcherTables, 'units' | 'machines' | 'windows' | 'filter'> {
  readonly bars: PackedBars;
}

/**
 * Compiles patterns. Throws {@link TooLarge}, or an Error that names the number of a pattern that stands
 * for an empty phrase: that of a variant, or, past all of those, of a cue.
 */
export function compile({ terms, cues, bars, lists, prose }: Sources, fold: Fold): Compiled {
  if (terms.length > MOST_TERMS) throw new TooLarge(`more than ${MOST_TERMS} terms`);
  const variants = terms.flatMap((some, term) => some.map((one) => ({ ...one, term })));
  const patterns = [...variants.map(({ pattern }) => pattern), ...cues, ...bars.flat()];
  const codes = codesFor([...patterns.map(textOf), ...Object.values(lists).flat()], fold);
  const letters = new Letters(fold, codes);
  const sought = variants.filter((one) => one.windows);
  const { windows, without } = windowsFor(sought, lists, letters, prose);
  const windowless = [...variants.entries()].filter(([, one]) => !one.windows || without.includes(one));

  const tokens = new Tokens(lists, fold, codes);
  const sorted = [
    ...terms.map((some) => some.map(({ pattern }) => pattern)),
    [...windowless.map(([, { pattern }]) => pattern), ...cues],
  ];
  const texts = [...sorted.map((some) => tokens.of(some)), ...tokens.ofLists()];
  let first = 0;
  const machines = new Machines({
    texts: packTexts(texts),
    firsts: terms.map(({ length }) => (first += length) - length),
    variants: variants.length,
    windowless: windowless.map(([variant]) => variant),
  });

  const roots = [machines.withoutWindows, ...terms.map((_, term) => machines.ofTerm(term))];
  const [empty] = roots.flatMap(({ accepts }) => accepts);
  if (empty !== undefined) throw new Error(`Pattern ${empty} stands for an empty phrase`);
  const items = [...new Set(roots.flatMap((root) => root.lists))].map((list) => machines.ofList(list));
  const barring = [...bars.entries()].filter(([, some]) => some.length);
  return {
    units: unitsFor(new Set([...roots, ...items].flatMap((root) => [...root.tokens])), codes, fold),
    machines,
    windows,
    filter: filterFor(sorted, lists, letters),
    bars: {
      terms: barring.map(([term]) => term),
      texts: packTexts(
        barring.flatMap(([, some]) => {
          const isAfter = ([start]: Pattern) => start?.kind === 'self';
          return [
            tokens.of(some.filter((pattern) => !isAfter(pattern))),
            tokens.of(some.filter(isAfter).map((pattern) => pattern.slice(1))),
          ];
        }),
      ),
    },
  };
}
