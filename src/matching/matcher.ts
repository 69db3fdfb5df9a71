import { WORD, UNSEEN } from './fold.ts';
import { NONE, Run, step, type Visit } from './run.ts';
import type { Findings, MatcherTables, Pieces, Scope } from './tables.ts';

const STARTS = 4;
const CLASS = 3;

/** Finds phrases in text: one pass, leftmost first, the longest tracked one wins. */
export class Matcher {
  /** For each unit its class, and whether a phrase may start with it. */
  private readonly kinds: Uint8Array;
  /** The root's edges for the symbols below 128. */
  private readonly root = new Int32Array(128).fill(NONE);

  constructor(readonly tables: MatcherTables) {
    const { edges, labels, targets } = tables.automaton;
    const { symbols, classes } = tables.fold;
    const first = new Uint8Array(0x10000);
    for (let edge = 0; edge < (edges[1] ?? 0); edge++) {
      const symbol = labels[edge] ?? 0;
      first[symbol] = STARTS;
      if (symbol < 128) this.root[symbol] = targets[edge] ?? NONE;
    }
    this.kinds = new Uint8Array(classes);
    for (let unit = 0; unit < 0x10000; unit++) {
      const starts = first[symbols[unit] ?? 0];
      if (starts) this.kinds[unit] = (classes[unit] ?? 0) | starts;
    }
  }

  /** All phrases of `text`, whose pieces are one whole unless told otherwise. */
  find(text: string, scope: Scope, pieces: Pieces = whole(text)): Findings {
    const findings: Findings = { matches: [], waiting: [], cues: new Set() };
    const run = new Run(this.tables, text, scope, pieces, findings, (from, to, visit) =>
      this.visitStarts(text, pieces, from, to, visit),
    );
    this.visitStarts(text, pieces, 0, pieces.starts.length - 1, (at, piece) => {
      if (at < run.end) return;
      const state = this.stateAfter(text.charCodeAt(at));
      if (state !== NONE) run.tryAt(at, piece, state);
    });
    return findings;
  }

  /** Calls back for each place in the pieces `from` to `to` where a phrase may start. */
  private visitStarts(text: string, pieces: Pieces, from: number, to: number, visit: Visit): void {
    const { kinds } = this;
    for (let piece = from; piece < to; piece++) {
      const end = pieces.starts[piece + 1] ?? 0;
      let inWord = false;
      for (let at = pieces.starts[piece] ?? 0; at < end; at++) {
        const kind = kinds[text.charCodeAt(at)] ?? 0;
        if (kind & STARTS && !(inWord && (kind & CLASS) === WORD)) visit(at, piece);
        const class_ = kind & CLASS;
        if (class_ !== UNSEEN) inWord = class_ === WORD;
      }
    }
  }

  private stateAfter(unit: number): number {
    const symbol = this.tables.fold.symbols[unit] ?? 0;
    return symbol < 128 ? (this.root[symbol] ?? NONE) : step(this.tables.automaton, 0, symbol);
  }
}

function whole(text: string): Pieces {
  return { starts: [0, text.length], separated: () => false };
}
