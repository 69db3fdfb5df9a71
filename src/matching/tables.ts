import type { Bars } from './bars.ts';
import type { Machines } from './machines.ts';
import type { Windows } from './windows.ts';
import type { Units } from './units.ts';

/** What the matcher knows of a variant. Its number is its place in the table. */
export interface VariantRow {
  /** The number of its term. */
  readonly term: number;
  /** English: a final plural `s` belongs to the match, an article before it does not. */
  readonly english: boolean;
  /** Abbreviations count only in capitals. */
  readonly capitals: boolean;
  readonly needs: Needs;
  /** The script that it is written in: the same phrase in the other one is another variant. */
  readonly script: Script | null;
  /** Tracked by default: not too loose to say something of its page. */
  readonly on: boolean;
}

export type Script = 'simplified' | 'traditional';

/** Nothing, the term's long form on the page, or all contexts with those numbers. */
export type Needs = null | 'expansion' | readonly number[];

/** Thrown where patterns need more room than there may be. */
export class TooLarge extends Error {}

/** A compiled glossary, without its words. */
export interface MatcherTables {
  readonly units: Units;
  /** They accept variants, and cues of contexts. */
  readonly machines: Machines;
  /** Of the phrases of variants that are on by default, but for those that are too short. */
  readonly windows: Windows;
  /** How phrases and cues may begin: see `mayBegin`. */
  readonly filter: Uint8Array;
  readonly variants: VariantRows;
  /** 1 for each variant that is tracked by default. */
  readonly defaults: Uint8Array;
  /** The context of each cue. */
  readonly cues: ArrayLike<number>;
  /** What bars terms. */
  readonly bars: { get(term: number): Bars | undefined };
}

/** An array, or something that makes the rows as they are asked for. */
export interface VariantRows {
  readonly length: number;
  at(variant: number): VariantRow | undefined;
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
  /**
   * Whether the page so far gives that variant what it needs: the context with that number, or the
   * long form.
   */
  met(variant: number, need: number | 'expansion'): boolean;
  /** Whether cues are of no use, unless a match asks for them. */
  readonly withoutCues?: boolean;
}
