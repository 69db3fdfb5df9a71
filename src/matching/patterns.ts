import { SPACE } from './fold.ts';

/**
 * What patterns are written with, beside the codes of units, as which these numbers are not used: a
 * choice is its options with `or` between `open` and `close`, and a pattern ends with `end`.
 */
export const Token = {
  open: 0x8000,
  or: 0x8001,
  close: 0x8002,
  end: 0x8003,
  /** The match that is looked around. */
  self: 0x8004,
  /** An item of a list, whose number is added. */
  list: 0x8100,
} as const;

/** What is reached without a unit. */
export interface Reached {
  /** Places of tokens that take something. */
  readonly places: readonly number[];
  /** What is accepted. */
  readonly accepts: readonly number[];
}

/** In which round each place was reached last: of any patterns, because no two are followed at once. */
let reached = new Uint32Array(0);
let rounds = 0;

/** Patterns that are followed at once, as they are written: Thompson's construction without a copy. */
export class Patterns {
  /** Where they begin. */
  readonly starts: readonly number[];
  /** From an `open` or `or` to the next `or` of the choice, or its `close`; from an `end` to its pattern's number. */
  private readonly jumps: Uint32Array;

  /** `acceptOf` tells what a pattern accepts, by its number in the text. */
  constructor(
    private readonly text: Uint16Array,
    private readonly acceptOf: (pattern: number) => number,
  ) {
    this.jumps = new Uint32Array(text.length);
    if (reached.length < text.length) reached = new Uint32Array(2 * text.length);
    const open: number[] = [];
    const starts = text.length ? [0] : [];
    for (let at = 0; at < text.length; at++) {
      const token = text[at] ?? 0;
      if (token < Token.open || token > Token.end) continue;
      if (token === Token.end) {
        this.jumps[at] = starts.length - 1;
        if (at + 1 < text.length) starts.push(at + 1);
      } else {
        if (token !== Token.open) this.jumps[open.pop() ?? at] = at;
        if (token !== Token.close) open.push(at);
      }
    }
    this.starts = starts;
  }

  tokenAt(place: number): number {
    return this.text[place] ?? Token.end;
  }

  /** What is reached from places; white space counts once, not beside a dash, and not at the end of a phrase. */
  reach(from: readonly number[], afterSpace: boolean): Reached {
    const [places, accepts]: [number[], number[]] = [[], []];
    this.go(from, afterSpace, places, accepts);
    let past: number[] | null = null;
    for (const place of places) if (this.text[place] === SPACE) (past ??= []).push(place + 1);
    if (!past) return { places, accepts };
    const more: number[] = [];
    this.go(past, true, [], more);
    return more.length ? { places, accepts: [...new Set([...accepts, ...more])] } : { places, accepts };
  }

  private go(from: readonly number[], afterSpace: boolean, places: number[], accepts: number[]): void {
    const { text, jumps } = this;
    const round = ++rounds;
    const open = from.slice();
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      while (reached[at] !== round) {
        reached[at] = round;
        const token = text[at];
        if (token === Token.open) {
          for (let or = jumps[at++] ?? 0; text[or] === Token.or; or = jumps[or] ?? 0) open.push(or + 1);
        } else if (token === Token.or) at = jumps[at] ?? 0;
        else if (token === Token.close || (token === SPACE && afterSpace)) at++;
        else if (token === Token.end) accepts.push(this.acceptOf(jumps[at] ?? 0));
        else places.push(at);
      }
    }
  }
}
