import type { Automaton } from './compile.ts';
import { packFold, unpackFold } from './fold.ts';
import { packNumbers, unpackNumbers } from './numbers.ts';
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

/**
 * A compiled glossary as JSON. Most states of the automaton have one edge, which leads to the
 * next state; only what differs from that is listed. Lists of numbers are strings, because a page
 * reads those fastest.
 */
export interface PackedMatcher {
  readonly fold: string;
  readonly states: number;
  /** The labels of all edges, state by state. */
  readonly labels: string;
  /** The states with any other number of edges than one: distance from the one before, number. */
  readonly degrees: string;
  /** The edges that lead elsewhere than to the next state: distance from the one before, target. */
  readonly jumps: string;
  /** What is accepted: distance of its state from the one before, accept number. */
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
  return {
    fold: packFold(tables.fold),
    ...packAutomaton(tables.automaton),
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

function packAutomaton({ edges, labels, targets, accepting, accepts }: Automaton) {
  const states = edges.length - 1;
  const [degrees, jumps, accepted]: number[][] = [[], [], []];
  let [lastDegree, lastJump, lastAccepting] = [0, 0, 0];
  let text = '';
  for (let state = 0; state < states; state++) {
    const [from = 0, to = 0] = [edges[state], edges[state + 1]];
    if (to - from !== 1) {
      degrees?.push(state - lastDegree, to - from);
      lastDegree = state;
    }
    for (let edge = from; edge < to; edge++) {
      text += String.fromCharCode(labels[edge] ?? 0);
      if (targets[edge] === state + 1) continue;
      jumps?.push(edge - lastJump, targets[edge] ?? 0);
      lastJump = edge;
    }
    for (const accept of accepts.subarray(accepting[state], accepting[state + 1])) {
      accepted?.push(state - lastAccepting, accept);
      lastAccepting = state;
    }
  }
  return {
    states,
    labels: text,
    degrees: packNumbers(degrees ?? []),
    jumps: packNumbers(jumps ?? []),
    accepts: packNumbers(accepted ?? []),
  };
}

function unpackAutomaton(packed: PackedMatcher): Automaton {
  const edges = new Uint32Array(packed.states + 1).fill(1);
  const degrees = unpackNumbers(packed.degrees);
  for (let i = 0, state = 0; i < degrees.length; i += 2) {
    state += degrees[i] ?? 0;
    edges[state + 1] = degrees[i + 1] ?? 0;
  }
  edges[0] = 0;
  const labels = new Uint16Array(packed.labels.length);
  const targets = new Uint32Array(packed.labels.length);
  for (let state = 0, edge = 0; state < packed.states; state++) {
    const end = edge + (edges[state + 1] ?? 0);
    for (; edge < end; edge++) {
      labels[edge] = packed.labels.charCodeAt(edge);
      targets[edge] = state + 1;
    }
    edges[state + 1] = end;
  }
  const jumps = unpackNumbers(packed.jumps);
  for (let i = 0, edge = 0; i < jumps.length; i += 2) {
    edge += jumps[i] ?? 0;
    targets[edge] = jumps[i + 1] ?? 0;
  }
  const accepted = unpackNumbers(packed.accepts);
  const accepting = new Uint32Array(packed.states + 1);
  const accepts = new Uint16Array(accepted.length / 2);
  for (let i = 0, state = 0; i < accepts.length; i++) {
    state += accepted[2 * i] ?? 0;
    accepting[state + 1] = (accepting[state + 1] ?? 0) + 1;
    accepts[i] = accepted[2 * i + 1] ?? 0;
  }
  for (let state = 0; state < packed.states; state++) {
    accepting[state + 1] = (accepting[state] ?? 0) + (accepting[state + 1] ?? 0);
  }
  return { edges, accepting, labels, targets, accepts };
}
