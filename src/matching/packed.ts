import type { Automaton, Bars } from './automaton.ts';
import { base64Of, bytesFrom, pack16, unpack16 } from './numbers.ts';
import type { MatcherTables, Needs, VariantRow, VariantRows } from './tables.ts';
import { type PackedWindows, packWindows, unpackWindows } from './sieve.ts';
import { type PackedUnits, packUnits, unpackUnits } from './units.ts';

/** A variant and the term it belongs to, by their numbers in the matcher. */
export interface VariantName {
  readonly id: string;
  readonly term: number;
}

/** The names behind the matcher's numbers. */
export interface MatcherNames {
  readonly terms: readonly { readonly id: string; readonly category: number }[];
  readonly variants: readonly VariantName[];
  /** How many different cues each context asks of a page. */
  readonly enough: readonly number[];
}

/**
 * A compiled glossary as JSON, without what bars its terms: see {@link packedBars}. Lists of numbers and
 * bytes are strings, because a page reads those fastest.
 */
export interface PackedMatcher {
  readonly units: PackedUnits;
  readonly automaton: Omit<Automaton, 'bytes' | 'filter'> & {
    readonly bytes: string;
    readonly filter: string;
  };
  readonly windows: PackedWindows | null;
  /** The ids of terms and variants, with spaces between. */
  readonly terms: string;
  readonly variants: string;
  /** The category of each term. */
  readonly categories: readonly number[];
  /** For each variant its term; and its flags together with what it needs. */
  readonly rows: string;
  readonly flags: string;
  /** As in `MatcherTables`: a loop over all variants in new code takes longer than all the rest. */
  readonly defaults: string;
  readonly unmistakable: string;
  readonly cues: readonly number[];
  readonly enough: readonly number[];
  readonly barred: string;
}

const ENGLISH = 1;
const CAPITALS = 2;
const OFF = 4;
const SIMPLE = 8;
const TRADITIONAL = 16;
/** What is needed, past the flags: nothing, or 1 for the long form, or a bit for each context. */
const NEEDS = 5;
/** Of contexts that a matcher can tell apart. */
export const MOST_CONTEXTS = 10;

export function pack(tables: MatcherTables, names: MatcherNames): PackedMatcher {
  const { units, automaton, windows, cues, barred } = tables;
  const rows = Array.from({ length: tables.variants.length }, (_, i) => tables.variants.at(i)).filter(
    (row) => row !== undefined,
  );
  return {
    units: packUnits(units),
    windows: windows && packWindows(windows),
    automaton: {
      ...automaton,
      bytes: base64Of(automaton.bytes),
      filter: base64Of(automaton.filter),
    },
    terms: names.terms.map(({ id }) => id).join(' '),
    categories: names.terms.map(({ category }) => category),
    variants: names.variants.map(({ id }) => id).join(' '),
    rows: pack16(rows.map(({ term }) => term)),
    flags: pack16(rows.map(flagsOf)),
    defaults: base64Of(tables.defaults),
    unmistakable: base64Of(tables.unmistakable),
    cues,
    enough: names.enough,
    barred: base64Of(barred),
  };
}

/** `bars` is what bars terms, by their ids, as far as it is at hand. */
export function unpack(
  packed: PackedMatcher,
  bars: Readonly<Record<string, PackedBars>> = {},
): { tables: MatcherTables; names: MatcherNames } {
  const automaton = {
    ...packed.automaton,
    bytes: bytesFrom(packed.automaton.bytes),
    filter: bytesFrom(packed.automaton.filter),
  };
  const rows = new PackedRows(unpack16(packed.rows), unpack16(packed.flags));
  const names = new PackedNames(packed, rows);
  const known = Object.entries(bars).map(([id, one]): [number, Bars] => [
    names.terms.findIndex((term) => term.id === id),
    unpackBars(one),
  ]);
  return {
    tables: {
      units: unpackUnits(packed.units),
      automaton,
      windows: packed.windows && unpackWindows(packed.windows),
      variants: rows,
      defaults: bytesFrom(packed.defaults),
      unmistakable: bytesFrom(packed.unmistakable),
      cues: packed.cues,
      barred: bytesFrom(packed.barred),
      bars: new Map(known),
    },
    names,
  };
}

class PackedRows implements VariantRows {
  constructor(
    readonly terms: Uint16Array,
    private readonly flags: Uint16Array,
  ) {}

  get length(): number {
    return this.terms.length;
  }

  at(variant: number): VariantRow | undefined {
    const [term, flags] = [this.terms[variant], this.flags[variant]];
    if (term === undefined || flags === undefined) return undefined;
    return {
      term,
      english: (flags & ENGLISH) > 0,
      capitals: (flags & CAPITALS) > 0,
      on: (flags & OFF) === 0,
      script: flags & SIMPLE ? 'simplified' : flags & TRADITIONAL ? 'traditional' : null,
      needs: needsOf(flags >> NEEDS),
    };
  }
}

/** Names are made when they are asked for: on most pages they never are. */
class PackedNames implements MatcherNames {
  private known: Pick<MatcherNames, 'terms' | 'variants'> | null = null;

  constructor(
    private readonly packed: PackedMatcher,
    private readonly rows: PackedRows,
  ) {}

  get enough(): readonly number[] {
    return this.packed.enough;
  }

  get terms(): MatcherNames['terms'] {
    return this.names.terms;
  }

  get variants(): MatcherNames['variants'] {
    return this.names.variants;
  }

  private get names(): Pick<MatcherNames, 'terms' | 'variants'> {
    const { terms, variants, categories } = this.packed;
    this.known ??= {
      terms: terms.split(' ').map((id, i) => ({ id, category: categories[i] ?? 0 })),
      variants: variants.split(' ').map((id, i) => ({ id, term: this.rows.terms[i] ?? 0 })),
    };
    return this.known;
  }
}

function flagsOf({ english, capitals, on, script, needs }: VariantRow): number {
  const bits =
    needs === 'expansion' ? 1 : (needs ?? []).reduce((sum, context) => sum + 2 ** (context + 1), 0);
  const inScript = { simplified: SIMPLE, traditional: TRADITIONAL };
  return (
    (english ? ENGLISH : 0) +
    (capitals ? CAPITALS : 0) +
    (on ? 0 : OFF) +
    (script ? inScript[script] : 0) +
    (bits << NEEDS)
  );
}

function needsOf(bits: number): Needs {
  if (bits <= 1) return bits ? 'expansion' : null;
  return Array.from({ length: MOST_CONTEXTS }, (_, context) => context).filter(
    (context) => bits & (2 << context),
  );
}

/** What bars a term, as a page asks the background for it. */
export type PackedBars = readonly [around: string, after: string];

/** All that bars terms, by their ids. */
export function packedBars({ bars }: MatcherTables, { terms }: MatcherNames): Record<string, PackedBars> {
  return Object.fromEntries(
    [...bars].map(([term, { around, after }]) => [
      terms[term]?.id ?? '',
      [base64Of(around.bytes), base64Of(after.bytes)],
    ]),
  );
}

/** Throws if it is not base64. */
export function unpackBars([around, after]: PackedBars): Bars {
  return {
    around: { bytes: bytesFrom(around), lists: [] },
    after: { bytes: bytesFrom(after), lists: [] },
  };
}
