import type { Automaton } from './automaton.ts';
import type { Fold } from './fold.ts';

/** Thrown where patterns need more states, word lists or characters than there may be. */
export class TooLarge extends Error {}

/** A state of a minimal automaton; its number is its place in a list in which targets come first. */
export interface State {
  /** The set of accept numbers that ends here, `'output'` for the one told on the way, or none. */
  readonly accept: number | 'output' | null;
  /** In the order of their symbols. */
  readonly edges: readonly Edge[];
}

export interface Edge {
  readonly symbol: number;
  readonly target: number;
  /** The set that everything past this edge accepts. */
  readonly output: number | null;
}

/** What is encoded: automata that end with their root. */
export interface Unencoded {
  readonly states: readonly State[];
  readonly lists: readonly (readonly State[])[];
  readonly bars: readonly { readonly around: readonly State[]; readonly after: readonly State[] }[];
  readonly fold: Fold;
  readonly sets: Automaton['sets'];
  readonly firstSet: number;
}
