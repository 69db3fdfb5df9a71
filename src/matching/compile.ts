import type { Pattern, WordLists } from '../glossary/pattern.ts';
import { type Fold, DASH, INVISIBLE, QUOTE, SPACE } from './fold.ts';

/** A pattern, and the number that the automaton reports where one of its phrases ends. */
export interface Entry {
  readonly pattern: Pattern;
  readonly accept: number;
}

/**
 * A minimal acyclic automaton over folded symbols. State 0 is the root. The edges of state `s` are
 * `labels[i] → targets[i]` for `i` from `edges[s]` to `edges[s + 1]`, labels ascending. What state
 * `s` accepts is `accepts[i]` for `i` from `accepting[s]` to `accepting[s + 1]`.
 */
export interface Automaton {
  readonly edges: Uint32Array;
  readonly labels: Uint16Array;
  readonly targets: Uint32Array;
  readonly accepting: Uint32Array;
  readonly accepts: Uint16Array;
}

/** Thrown where the patterns need more states than {@link MOST_STATES}. */
class TooLarge extends Error {}
const MOST_STATES = 400_000;

type Node =
  | { kind: 'symbol'; symbol: number; next: number }
  | { kind: 'split'; next: number[] }
  | { kind: 'accept'; accept: number };

/** Thompson's construction from the back, so that a choice shares all that follows it. */
class Nodes {
  readonly all: Node[] = [];

  constructor(
    private readonly lists: WordLists,
    private readonly fold: Fold,
  ) {}

  add(node: Node): number {
    return this.all.push(node) - 1;
  }

  pattern(pattern: Pattern, next: number): number {
    return pattern.reduceRight((after, part) => {
      if (part.kind === 'text') return this.text(part.text, after, true);
      const options =
        part.kind === 'choice'
          ? part.options.map((option) => this.pattern(option, after))
          : (this.lists[part.list] ?? []).map((item) => this.text(item, after, false));
      return this.add({ kind: 'split', next: options });
    }, next);
  }

  /** In a pattern a hyphen stands for a dash, with or without spaces, or for a space. */
  private text(text: string, next: number, dashIsSpace: boolean): number {
    for (let at = text.length - 1; at >= 0; at--) {
      const symbol = this.fold.symbols[text.charCodeAt(at)] ?? INVISIBLE;
      if (symbol === INVISIBLE || symbol === QUOTE) continue;
      next = symbol === DASH && dashIsSpace ? this.dash(next) : this.symbol(symbol, next);
    }
    return next;
  }

  private symbol(symbol: number, next: number): number {
    return this.add({ kind: 'symbol', symbol, next });
  }

  private dash(next: number): number {
    const space = this.symbol(SPACE, next);
    const dash = this.symbol(DASH, this.add({ kind: 'split', next: [next, space] }));
    return this.add({ kind: 'split', next: [space, dash, this.symbol(SPACE, dash)] });
  }

  /** The symbol and accept nodes reached without a symbol; white space counts once. */
  closure(from: readonly number[], afterSpace: boolean): number[] {
    const seen = new Set<number>();
    const reached: number[] = [];
    const open = [...from];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const node = this.all[at];
      if (node?.kind === 'split') open.push(...node.next);
      else if (node?.kind === 'symbol' && node.symbol === SPACE && afterSpace) open.push(node.next);
      else reached.push(at);
    }
    return reached.sort((a, b) => a - b);
  }

  /** What is accepted here, white space at the end of a phrase left aside. */
  accepted(reached: readonly number[]): number[] {
    const found = new Set<number>();
    for (const at of this.closure(reached, true)) {
      const node = this.all[at];
      if (node?.kind === 'accept') found.add(node.accept);
    }
    return [...found].sort((a, b) => a - b);
  }
}

interface State {
  accepts: number[];
  edges: Map<number, number>;
}

/** Subset construction. A state is known by the nodes it stands for, so equal tails are shared. */
function determinise(nodes: Nodes, entry: number): State[] {
  const states: State[] = [];
  const numbers = new Map<string, number>();
  const open: { reached: number[]; state: State }[] = [];

  const stateFor = (from: number[], afterSpace: boolean): number => {
    const reached = nodes.closure(from, afterSpace);
    const key = reached.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const state: State = { accepts: nodes.accepted(reached), edges: new Map() };
    open.push({ reached, state });
    numbers.set(key, states.length);
    if (states.length >= MOST_STATES) throw new TooLarge(`more than ${MOST_STATES} states`);
    return states.push(state) - 1;
  };

  stateFor([entry], true);
  for (let item = open.pop(); item; item = open.pop()) {
    const targets = new Map<number, number[]>();
    for (const at of item.reached) {
      const node = nodes.all[at];
      if (node?.kind !== 'symbol') continue;
      targets.set(node.symbol, [...(targets.get(node.symbol) ?? []), node.next]);
    }
    for (const [symbol, from] of targets) item.state.edges.set(symbol, stateFor(from, symbol === SPACE));
  }
  return states;
}

/** Merges states that accept the same continuations, children first. */
function minimise(states: readonly State[]): State[] {
  const merged: State[] = [];
  const numbers = new Map<string, number>();
  const done = new Map<number, number>();
  const open = [0];
  while (open.length) {
    const at = open[open.length - 1] ?? 0;
    const state = states[at];
    if (!state || done.has(at)) {
      open.pop();
      continue;
    }
    const missing = [...state.edges.values()].filter((target) => !done.has(target));
    if (missing.length) {
      open.push(...missing);
      continue;
    }
    open.pop();
    const edges = [...state.edges]
      .map(([symbol, target]): [number, number] => [symbol, done.get(target) ?? 0])
      .sort(([a], [b]) => a - b);
    const key = `${state.accepts.join()};${edges.map((edge) => edge.join(':')).join()}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = merged.push({ accepts: state.accepts, edges: new Map(edges) }) - 1;
      numbers.set(key, number);
    }
    done.set(at, number);
  }
  return merged;
}

/**
 * Numbers the states from the root, which was merged last, down: most states then have one edge,
 * to the next number, and pack to next to nothing.
 */
function depthFirst(states: readonly State[]): { order: number[]; numbers: Map<number, number> } {
  const order: number[] = [];
  const numbers = new Map<number, number>();
  const open = [states.length - 1];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (numbers.has(at)) continue;
    numbers.set(at, order.length);
    order.push(at);
    open.push(...Array.from(states[at]?.edges.values() ?? []).toReversed());
  }
  return { order, numbers };
}

/**
 * Compiles patterns into one automaton. Throws {@link TooLarge}, or an Error that names the accept
 * number of a pattern that stands for an empty phrase.
 */
export function compile(entries: readonly Entry[], lists: WordLists, fold: Fold): Automaton {
  const nodes = new Nodes(lists, fold);
  const heads = entries.map(({ pattern, accept }) =>
    nodes.pattern(pattern, nodes.add({ kind: 'accept', accept })),
  );
  const states = minimise(determinise(nodes, nodes.add({ kind: 'split', next: heads })));

  const { order, numbers } = depthFirst(states);
  const edges = [0];
  const accepting = [0];
  const labels: number[] = [];
  const targets: number[] = [];
  const accepts: number[] = [];
  for (const at of order) {
    const state = states[at];
    if (!state) continue;
    for (const [symbol, target] of state.edges) {
      labels.push(symbol);
      targets.push(numbers.get(target) ?? 0);
    }
    accepts.push(...state.accepts);
    edges.push(labels.length);
    accepting.push(accepts.length);
  }
  const empty = accepts[0];
  if ((accepting[1] ?? 0) > 0) throw new Error(`Pattern ${empty} stands for an empty phrase`);
  return {
    edges: Uint32Array.from(edges),
    labels: Uint16Array.from(labels),
    targets: Uint32Array.from(targets),
    accepting: Uint32Array.from(accepting),
    accepts: Uint16Array.from(accepts),
  };
}
