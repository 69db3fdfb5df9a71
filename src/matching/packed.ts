import type { Automaton } from './compile.ts';
import { packFold, unpackFold } from './fold.ts';
import type { MatcherTables, Needs, VariantRow } from './tables.ts';

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

/** A compiled glossary as JSON: numbers as base64, the rest as short arrays. */
export interface PackedMatcher {
  readonly fold: string;
  readonly degrees: string;
  readonly labels: string;
  readonly targets: string;
  readonly acceptedBy: string;
  readonly accepts: string;
  readonly terms: readonly [id: string, category: number][];
  readonly variants: readonly [id: string, term: number, flags: number, needs: number][];
  readonly cues: readonly number[];
  readonly enough: readonly number[];
}

const PLURAL = 1;
const CAPITALS = 2;
const OFF = 4;

export function pack(tables: MatcherTables, names: MatcherNames): PackedMatcher {
  const { edges, labels, targets, accepting, accepts } = tables.automaton;
  const counts = (bounds: Uint32Array) => Array.from(bounds.subarray(1), (end, i) => end - (bounds[i] ?? 0));
  return {
    fold: packFold(tables.fold),
    degrees: packNumbers(counts(edges)),
    labels: packNumbers(labels),
    targets: packNumbers(targets),
    acceptedBy: packNumbers(counts(accepting).flatMap((count, state) => Array<number>(count).fill(state))),
    accepts: packNumbers(accepts),
    terms: names.terms.map(({ id, category }) => [id, category]),
    variants: tables.variants.map((row, i) => [
      names.variants[i]?.id ?? '',
      row.term,
      (row.plural ? PLURAL : 0) + (row.capitals ? CAPITALS : 0) + (names.variants[i]?.on ? 0 : OFF),
      row.needs === null ? 0 : row.needs === 'expansion' ? 1 : row.needs + 2,
    ]),
    cues: tables.cues,
    enough: names.enough,
  };
}

export function unpack(packed: PackedMatcher): { tables: MatcherTables; names: MatcherNames } {
  const variants = packed.variants.map(([, term, flags, needs]): VariantRow => ({
    term,
    plural: (flags & PLURAL) > 0,
    capitals: (flags & CAPITALS) > 0,
    needs: unpackNeeds(needs),
  }));
  return {
    tables: {
      fold: unpackFold(packed.fold),
      automaton: unpackAutomaton(packed),
      variants,
      terms: packed.terms.length,
      cues: packed.cues,
    },
    names: {
      terms: packed.terms.map(([id, category]) => ({ id, category })),
      variants: packed.variants.map(([id, term, flags]) => ({ id, term, on: (flags & OFF) === 0 })),
      enough: packed.enough,
    },
  };
}

function unpackNeeds(needs: number): Needs {
  return needs === 0 ? null : needs === 1 ? 'expansion' : needs - 2;
}

function unpackAutomaton(packed: PackedMatcher): Automaton {
  const degrees = unpackNumbers(packed.degrees);
  const acceptedBy = unpackNumbers(packed.acceptedBy);
  const edges = new Uint32Array(degrees.length + 1);
  const accepting = new Uint32Array(degrees.length + 1);
  for (const state of acceptedBy) accepting[state + 1] = (accepting[state + 1] ?? 0) + 1;
  for (let state = 0; state < degrees.length; state++) {
    edges[state + 1] = (edges[state] ?? 0) + (degrees[state] ?? 0);
    accepting[state + 1] = (accepting[state] ?? 0) + (accepting[state + 1] ?? 0);
  }
  return {
    edges,
    accepting,
    labels: Uint16Array.from(unpackNumbers(packed.labels)),
    targets: Uint32Array.from(unpackNumbers(packed.targets)),
    accepts: Uint16Array.from(unpackNumbers(packed.accepts)),
  };
}

/** The numbers' bytes in base64, after the digit 1, 2 or 4 for the bytes that each takes. */
export function packNumbers(numbers: ArrayLike<number>): string {
  const most = Array.from(numbers).reduce((a, b) => Math.max(a, b), 0);
  const size = most < 0x100 ? 1 : most < 0x10000 ? 2 : 4;
  const bytes: number[] = [];
  for (const number of Array.from(numbers)) {
    for (let byte = 0; byte < size; byte++) bytes.push((number >>> (8 * byte)) & 255);
  }
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return size + btoa(binary);
}

/** The inverse of {@link packNumbers}. */
export function unpackNumbers(packed: string): Uint32Array {
  const size = Number(packed.charAt(0));
  const binary = atob(packed.slice(1));
  const numbers = new Uint32Array(binary.length / size);
  for (let i = 0, at = 0; i < numbers.length; i++) {
    let number = 0;
    for (let byte = 0; byte < size; byte++) number |= binary.charCodeAt(at++) << (8 * byte);
    numbers[i] = number;
  }
  return numbers;
}
