import type { Pattern, WordLists } from '../glossary/pattern.ts';
import type { Automaton } from './automaton.ts';
import { encode } from './encode.ts';
import { type Fold, DASH, INVISIBLE, QUOTE, SPACE } from './fold.ts';
import type { State } from './states.ts';

/** A pattern, and the number that the automaton reports where one of its phrases ends. */
export interface Entry {
  readonly pattern: Pattern;
  readonly accept: number;
}

/** Thrown where the patterns need more states than {@link MOST_STATES}. */
class TooLarge extends Error {}
const MOST_STATES = 1_000_000;

/** A slot counts as one symbol, past those of text: its list has an automaton of its own. */
const FIRST_SLOT = 0x10000;
/** Stands for the match itself in what bars it. */
const SELF = 0x20000;

type Node =
  | { kind: 'symbol'; symbol: number; next: number }
  | { kind: 'split'; next: number[] }
  | { kind: 'accept'; accept: number };

/** Thompson's construction from the back, so that a choice shares all that follows it. */
class Nodes {
  readonly all: Node[] = [];

  /** `lists` in the order of their numbers. */
  constructor(
    private readonly lists: readonly (readonly [name: string, items: readonly string[]])[],
    private readonly fold: Fold,
  ) {}

  add(node: Node): number {
    return this.all.push(node) - 1;
  }

  pattern(pattern: Pattern, next: number): number {
    return pattern.reduceRight((after, part) => {
      if (part.kind === 'text') return this.text(part.text, after, true);
      if (part.kind === 'choice') {
        const options = part.options.map((option) => this.pattern(option, after));
        return this.add({ kind: 'split', next: options });
      }
      if (part.kind === 'self') return this.symbol(SELF, after);
      const list = this.lists.findIndex(([name]) => name === part.list);
      return list < 0 ? this.add({ kind: 'split', next: [] }) : this.symbol(FIRST_SLOT + list, after);
    }, next);
  }

  /** The items of the list with that number, one beside another. */
  list(list: number, next: number): number {
    const items = this.lists[list]?.[1] ?? [];
    return this.add({ kind: 'split', next: items.map((item) => this.text(item, next, false)) });
  }

  /** In a pattern a hyphen stands for a dash or a space; in an item of a list for a dash. */
  private text(text: string, next: number, dashIsSpace: boolean): number {
    for (let at = text.length - 1; at >= 0; at--) {
      const symbol = this.fold.symbols[text.charCodeAt(at)] ?? INVISIBLE;
      if (symbol === INVISIBLE || symbol === QUOTE) continue;
      // Spaces around a dash are part of it.
      if (symbol === SPACE && (this.isDash(text, at - 1) || this.isDash(text, at + 1))) continue;
      const here = this.symbol(symbol, next);
      next =
        symbol === DASH && dashIsSpace
          ? this.add({ kind: 'split', next: [here, this.symbol(SPACE, next)] })
          : here;
    }
    return next;
  }

  private isDash(text: string, at: number): boolean {
    return this.fold.symbols[text.charCodeAt(at)] === DASH;
  }

  private symbol(symbol: number, next: number): number {
    return this.add({ kind: 'symbol', symbol, next });
  }

  /** The symbol and accept nodes reached without a symbol; white space counts once, and not beside a dash. */
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

/** A state of the automaton before its outputs are known. */
interface Subset {
  readonly accepts: readonly number[];
  readonly edges: Map<number, number>;
}

/** Which slots are spelt out. */
type Spelt = 'all' | 'first' | 'none';

/**
 * Subset construction. A state is known by the nodes it stands for, so equal tails are shared.
 * A slot that a phrase begins with is spelt out, so that the first symbols of all phrases are known;
 * with `spellOut` every slot is. With `trim` white space that phrases begin with is left out.
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
 * Compiles patterns into one automaton, and each of `apart`, what bars a term, into one of its own.
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
): Automaton {
  const named = Object.entries(lists);
  const nodes = new Nodes(named, fold);
  const sets = new Sets(1 + Math.max(0, ...entries.map(({ accept }) => accept)));
  const subsets = (heads: readonly number[], spelt: Spelt, trim = true): Subset[] =>
    determinise(nodes, nodes.add({ kind: 'split', next: [...heads] }), spellOut ? 'all' : spelt, trim);
  // Of what is apart only the ends are asked for.
  const build = (heads: readonly number[], trim = true): State[] =>
    minimise(subsets(heads, 'none', trim), null);

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
    lists: spellOut ? [] : named.map((_, list) => build([nodes.list(list, any)])),
    bars: apart.map((patterns) => {
      const [after = [], others = []] = [true, false].map((isAfter) =>
        patterns.filter(([first]) => (first?.kind === 'self') === isAfter),
      );
      return {
        after: build(
          after.map((pattern) => nodes.pattern(pattern.slice(1), any)),
          false,
        ),
        around: build(others.map((pattern) => nodes.pattern(pattern, any))),
      };
    }),
    firstSlot: FIRST_SLOT,
    self: SELF,
    fold,
    sets: sets.shared,
    firstSet: sets.count,
  });
}
