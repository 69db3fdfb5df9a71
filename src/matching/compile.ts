import { type Pattern, slotsOf, type WordLists } from '../glossary/pattern.ts';
import { encode, type Encoded } from './encode.ts';
import { DASH, type Fold, SPACE } from './fold.ts';
import { FIRST_SLOT, Nodes, SELF } from './nodes.ts';
import { type State, TooLarge } from './states.ts';

/** A pattern, and the number that the automaton reports where one of its phrases ends. */
export interface Entry {
  readonly pattern: Pattern;
  readonly accept: number;
}

const MOST_STATES = 1_000_000;
const MOST_LISTS = 256;

/** A state of the automaton before its outputs are known. */
interface Subset {
  readonly accepts: readonly number[];
  readonly edges: Map<number, number>;
}

/** Which slots are spelt out as choices: those that phrases begin with, so that their first symbols are known. */
type Spelt = 'all' | 'first' | 'none';

/**
 * Subset construction. A state is known by the nodes it stands for, so equal tails are shared.
 * With `trim` white space that phrases begin with is left out.
 */
function determinise(nodes: Nodes, entry: number, spelt: Spelt, trim: boolean): Subset[] {
  const states: Subset[] = [];
  const numbers = new Map<string, number>();
  const open: { reached: number[]; state: Subset }[] = [];

  const withItems = (reached: readonly number[], afterSpace: boolean): number[] => {
    const listed = reached.map((at) => {
      const node = nodes.all[at];
      return node?.kind === 'symbol' && node.symbol >= FIRST_SLOT && node.symbol < SELF
        ? nodes.list(node.symbol - FIRST_SLOT, node.next)
        : at;
    });
    return nodes.closure(listed, afterSpace);
  };
  const stateFor = (from: readonly number[], afterSpace: boolean): number => {
    let reached = nodes.closure(from, afterSpace);
    if (spelt === 'all' || (spelt === 'first' && !states.length)) reached = withItems(reached, afterSpace);
    const key = reached.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const state: Subset = { accepts: nodes.accepted(reached), edges: new Map() };
    open.push({ reached, state });
    numbers.set(key, states.length);
    if (states.length >= MOST_STATES) throw new TooLarge(`more than ${MOST_STATES} states`);
    return states.push(state) - 1;
  };

  stateFor([entry], trim);
  for (let item = open.pop(); item; item = open.pop()) {
    const targets = new Map<number, number[]>();
    for (const at of item.reached) {
      const node = nodes.all[at];
      if (node?.kind !== 'symbol') continue;
      const known = targets.get(node.symbol);
      if (known) known.push(node.next);
      else targets.set(node.symbol, [node.next]);
    }
    for (const [symbol, from] of targets)
      item.state.edges.set(symbol, stateFor(from, symbol === SPACE || symbol === DASH));
  }
  return states;
}

/** Visits the states below the root, each after those that its edges lead to. */
function eachAfterItsTargets(states: readonly Subset[], visit: (at: number, state: Subset) => void): void {
  const done = new Set<number>();
  const open = [0];
  while (open.length) {
    const at = open[open.length - 1] ?? 0;
    const state = states[at];
    const missing = state && !done.has(at) ? [...state.edges.values()].filter((to) => !done.has(to)) : [];
    if (missing.length) {
      open.push(...missing);
      continue;
    }
    open.pop();
    if (!state || done.has(at)) continue;
    done.add(at);
    visit(at, state);
  }
}

/**
 * Minimises. What is accepted is told as early as it is certain, on the edge after which only that
 * can follow: so different variants share the states for the same tail. The root comes last.
 */
function minimise(states: readonly Subset[], sets: Sets | null): State[] {
  /** For each state what everything below it accepts, or null where that differs. */
  const outputs = new Map<number, number | null>();
  const merged: State[] = [];
  const known = new Map<string, number>();
  const numbers = new Map<number, number>();
  eachAfterItsTargets(states, (at, { accepts, edges }) => {
    const own = accepts.length ? (sets?.number(accepts) ?? 0) : null;
    const below = new Set([...edges.values()].map((to) => outputs.get(to) ?? null));
    if (own !== null) below.add(own);
    const [only = null] = below;
    const output = sets && at > 0 && below.size === 1 ? only : null;
    outputs.set(at, output);

    const state: State = {
      accept: own === null ? null : sets && output === null ? own : 'output',
      edges: [...edges]
        .map(([symbol, to]) => ({
          symbol,
          target: numbers.get(to) ?? 0,
          output: output === null ? (outputs.get(to) ?? null) : null,
        }))
        .sort((a, b) => a.symbol - b.symbol),
    };
    const key = `${state.accept};${state.edges.map((edge) => `${edge.symbol}:${edge.target}:${edge.output}`).join()}`;
    const number = known.get(key) ?? merged.push(state) - 1;
    known.set(key, number);
    numbers.set(at, number);
  });
  return merged;
}

/** The sets of accept numbers that end together; a number alone is its own set. */
class Sets {
  readonly shared: number[][] = [];
  private readonly known = new Map<string, number>();

  constructor(readonly count: number) {}

  number(accepts: readonly number[]): number {
    if (accepts.length === 1) return accepts[0] ?? 0;
    const key = accepts.join();
    const number = this.known.get(key) ?? this.count + this.shared.push([...accepts]) - 1;
    this.known.set(key, number);
    return number;
  }
}

/**
 * Compiles patterns into one automaton, and each of `apart`, what bars a term, into some of their own.
 * Throws {@link TooLarge}, or an Error that names the accept number of a pattern that stands for an
 * empty phrase. With `spellOut` slots are treated as choices: larger, but what is accepted together is
 * then known.
 */
export function compile(
  entries: readonly Entry[],
  apart: readonly (readonly Pattern[])[],
  lists: WordLists,
  fold: Fold,
  { spellOut = false } = {},
): Encoded {
  const used = new Set([...entries.map(({ pattern }) => pattern), ...apart.flat()].flatMap(slotsOf));
  const named = Object.entries(lists).filter(([name]) => used.has(name));
  if (named.length > MOST_LISTS) throw new TooLarge(`more than ${MOST_LISTS} word lists`);
  const nodes = new Nodes(named, fold);
  const sets = new Sets(1 + Math.max(0, ...entries.map(({ accept }) => accept)));
  const subsets = (heads: readonly number[], spelt: Spelt, trim = true): Subset[] =>
    determinise(nodes, nodes.add({ kind: 'split', next: [...heads] }), spellOut ? 'all' : spelt, trim);
  // Of lists and of what is apart only the ends are asked for.
  const build = (heads: readonly number[], spelt: Spelt, trim = true): State[] =>
    minimise(subsets(heads, spelt, trim), null);

  const states = minimise(
    subsets(
      entries.map(({ pattern, accept }) => nodes.pattern(pattern, nodes.add({ kind: 'accept', accept }))),
      'first',
    ),
    sets,
  );
  const empty = states.at(-1)?.accept;
  if (typeof empty === 'number') throw new Error(`Pattern ${empty} stands for an empty phrase`);
  const any = nodes.add({ kind: 'accept', accept: 0 });
  return encode({
    states,
    lists: spellOut ? [] : named.map((_, list) => build([nodes.list(list, any)], 'none')),
    bars: apart.map((patterns) => {
      const [after = [], others = []] = [true, false].map((isAfter) =>
        patterns.filter(([first]) => (first?.kind === 'self') === isAfter),
      );
      return {
        after: build(
          after.map((pattern) => nodes.pattern(pattern.slice(1), any)),
          'all',
          false,
        ),
        around: build(
          others.map((pattern) => nodes.pattern(pattern, any)),
          'all',
        ),
      };
    }),
    fold,
    sets: sets.shared,
    firstSet: sets.count,
  });
}
