import type { Automaton } from './automaton.ts';
import { bytesFrom, base64Of, packNumbers, unpackNumbers } from './numbers.ts';
import type { MatcherTables, Needs, VariantRow } from './tables.ts';
import { type PackedUnits, packUnits, unpackUnits } from './units.ts';

/** A variant and the term it belongs to, by their numbers in the matcher. */
export interface VariantName {
  readonly id: string;
  readonly term: number;
  readonly on: boolean;
}

/** The names behind the matcher's numbers. */
export interface MatcherNames {
  readonly terms: readonly { readonly id: string; readonly category: number }[];
  readonly variants: readonly VariantName[];
  /** How many different cues each context asks of a page. */
  readonly enough: readonly number[];
}

/**
 * A compiled glossary as JSON. Lists of numbers are strings, because a page reads those fastest; the
 * automaton's bytes are base64, because a script cannot hold bytes as they are.
 */
export interface PackedMatcher {
  readonly units: PackedUnits;
  readonly automaton: Omit<Automaton, 'bytes' | 'filter'> & {
    readonly bytes: string;
    readonly filter: string;
  };
  readonly terms: readonly [id: string, category: number][];
  /** The ids of the variants, with spaces between. */
  readonly variants: string;
  /** For each variant its term, and its flags together with what it needs. */
  readonly rows: string;
  readonly cues: readonly number[];
  readonly enough: readonly number[];
}

const PLURAL = 1;
const CAPITALS = 2;
const OFF = 4;
/** Past the flags. */
const NEEDS = 8;

export function pack(
  { units, automaton, variants, cues }: MatcherTables,
  names: MatcherNames,
): PackedMatcher {
  return {
    units: packUnits(units, automaton.alphabet),
    automaton: { ...automaton, bytes: base64Of(automaton.bytes), filter: base64Of(automaton.filter) },
    terms: names.terms.map(({ id, category }) => [id, category]),
    variants: names.variants.map(({ id }) => id).join(' '),
    rows: packNumbers(
      variants.flatMap(({ term, plural, capitals, needs }, i) => [
        term,
        (plural ? PLURAL : 0) +
          (capitals ? CAPITALS : 0) +
          (names.variants[i]?.on ? 0 : OFF) +
          NEEDS * packNeeds(needs),
      ]),
    ),
    cues,
    enough: names.enough,
  };
}

export function unpack(packed: PackedMatcher): { tables: MatcherTables; names: MatcherNames } {
  const rows = unpackNumbers(packed.rows);
  const variants: VariantRow[] = [];
  const variantNames = packed.variants.split(' ').map((id, i): VariantName => {
    const [term = 0, flags = 0] = [rows[2 * i], rows[2 * i + 1]];
    variants.push({
      term,
      plural: (flags & PLURAL) > 0,
      capitals: (flags & CAPITALS) > 0,
      needs: unpackNeeds(Math.floor(flags / NEEDS)),
    });
    return { id, term, on: (flags & OFF) === 0 };
  });
  return {
    tables: {
      units: unpackUnits(packed.units, packed.automaton.alphabet),
      automaton: {
        ...packed.automaton,
        bytes: bytesFrom(packed.automaton.bytes),
        filter: bytesFrom(packed.automaton.filter),
      },
      variants,
      cues: packed.cues,
    },
    names: {
      terms: packed.terms.map(([id, category]) => ({ id, category })),
      variants: variantNames,
      enough: packed.enough,
    },
  };
}

/** Contexts as bits, past those for nothing and for the long form. */
function packNeeds(needs: Needs): number {
  if (needs === null) return 0;
  return needs === 'expansion' ? 1 : needs.reduce((bits, context) => bits + 2 ** (context + 1), 0);
}

function unpackNeeds(bits: number): Needs {
  if (bits <= 1) return bits ? 'expansion' : null;
  return Array.from({ length: 32 }, (_, context) => context).filter((context) => bits & (2 << context));
}
