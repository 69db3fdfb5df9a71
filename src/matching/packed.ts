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
 * A compiled glossary as JSON. Lists of numbers and bytes are strings, because a page reads those
 * fastest.
 */
export interface PackedMatcher {
  readonly units: PackedUnits;
  readonly automaton: Omit<Automaton, 'bytes' | 'filter' | 'alphabet'> & {
    readonly bytes: string;
    readonly filter: string;
    /** Distances from one to the next. */
    readonly alphabet: string;
  };
  readonly terms: readonly [id: string, category: number][];
  /** The ids of the variants, with spaces between. */
  readonly variants: string;
  /** For each variant its term, and its flags together with what it needs. */
  readonly rows: string;
  readonly cues: readonly number[];
  readonly enough: readonly number[];
}

const ENGLISH = 1;
const CAPITALS = 2;
const OFF = 4;
/** Past the flags. */
const NEEDS = 8;

export function pack(
  { units, automaton, variants, cues }: MatcherTables,
  names: MatcherNames,
): PackedMatcher {
  const symbols = automaton.alphabet.split('').map((unit) => unit.charCodeAt(0));
  return {
    units: packUnits(units, automaton.alphabet),
    automaton: {
      ...automaton,
      bytes: base64Of(automaton.bytes),
      filter: base64Of(automaton.filter),
      alphabet: packNumbers(symbols.map((symbol, i) => symbol - (symbols[i - 1] ?? 0))),
    },
    terms: names.terms.map(({ id, category }) => [id, category]),
    variants: names.variants.map(({ id }) => id).join(' '),
    rows: packNumbers(
      variants.flatMap(({ term, english, capitals, needs, on }) => [
        term,
        (english ? ENGLISH : 0) + (capitals ? CAPITALS : 0) + (on ? 0 : OFF) + NEEDS * packNeeds(needs),
      ]),
    ),
    cues,
    enough: names.enough,
  };
}

export function unpack(packed: PackedMatcher): { tables: MatcherTables; names: MatcherNames } {
  const rows = unpackNumbers(packed.rows);
  let symbol = 0;
  const symbols = unpackNumbers(packed.automaton.alphabet).map((distance) => (symbol += distance));
  const alphabet = String.fromCharCode(...symbols);
  const variants: VariantRow[] = [];
  const needs = new Map<number, Needs>();
  const needsOf = (bits: number): Needs => {
    const known = needs.get(bits) ?? unpackNeeds(bits);
    needs.set(bits, known);
    return known;
  };
  const variantNames = packed.variants.split(' ').map((id, i): VariantName => {
    const [term = 0, flags = 0] = [rows[2 * i], rows[2 * i + 1]];
    const on = (flags & OFF) === 0;
    variants.push({
      term,
      english: (flags & ENGLISH) > 0,
      capitals: (flags & CAPITALS) > 0,
      needs: needsOf(Math.floor(flags / NEEDS)),
      on,
    });
    return { id, term, on };
  });
  return {
    tables: {
      units: unpackUnits(packed.units, alphabet),
      automaton: {
        ...packed.automaton,
        bytes: bytesFrom(packed.automaton.bytes),
        filter: bytesFrom(packed.automaton.filter),
        alphabet,
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
  return Array.from({ length: 30 }, (_, context) => context).filter((context) => bits & (2 << context));
}
