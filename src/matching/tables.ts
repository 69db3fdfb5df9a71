import type { Automaton } from './compile.ts';
import type { Fold } from './fold.ts';

/** What the matcher knows of a variant. Its number is its place in the table. */
export interface VariantRow {
  /** The number of its term. */
  readonly term: number;
  /** English: a final plural `s` belongs to the match. */
  readonly plural: boolean;
  /** Abbreviations count only in capitals. */
  readonly capitals: boolean;
  readonly needs: Needs;
}

/** Unconditional, the term's long form on the page, or the context with that number. */
export type Needs = null | 'expansion' | number;

/**
 * What the automaton accepts, in this order: the variants, one number a term for the phrases that
 * its `not` lists, and the cues of contexts.
 */
export interface MatcherTables {
  readonly fold: Fold;
  readonly automaton: Automaton;
  readonly variants: readonly VariantRow[];
  readonly terms: number;
  /** The context of each cue. */
  readonly cues: readonly number[];
}

/** `text.slice(start, end)` is a phrase of the variant with that number. */
export interface Match {
  readonly variant: number;
  readonly start: number;
  readonly end: number;
}

export interface Findings {
  /** In the order of the text, none overlapping another. */
  readonly matches: Match[];
  /** Would be matches if what their variant needs were met. */
  readonly waiting: Match[];
  /** The cues seen, by number, each once. */
  readonly cues: Set<number>;
}

/** The text as pieces that were read one after another, such as text nodes. */
export interface Pieces {
  /** The offset of each piece, ascending, the first 0; the text's length last. */
  readonly starts: ArrayLike<number>;
  /** Whether a segment ends before piece `index`. Asked only where a phrase depends on it. */
  separated(index: number): boolean;
}

export interface Scope {
  /** 1 for each tracked variant. */
  readonly tracked: Uint8Array;
  /** Whether the page so far gives that variant what it needs. */
  met(variant: number): boolean;
}
