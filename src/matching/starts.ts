import { mayBegin } from './filter.ts';
import { DASH, INVISIBLE, QUOTE, SPACE, WORD } from './fold.ts';
import { NONE } from './numbers.ts';
import { hintsIn } from './sieve.ts';
import type { Hint } from './windows.ts';
import type { State } from './state.ts';
import type { MatcherTables, Pieces } from './tables.ts';
import { CLASS, STARTS, type Units } from './units.ts';

/** Where a phrase of a term may start, going by a window. */
interface Span {
  readonly term: number;
  readonly first: number;
  readonly last: number;
  /** Where the first one begins of this and all that follow. */
  readonly next: number;
}

/** Called where a phrase of some automata may start, with the piece that is in. */
export type Visit = (at: number, piece: number, roots: readonly State[]) => void;

/** Where phrases may start in a text. */
export class Starts {
  /** In the order of their windows. */
  private readonly spans: readonly Span[];

  constructor(
    private readonly tables: MatcherTables,
    private readonly text: string,
    private readonly pieces: Pieces,
  ) {
    const spans: Span[] = [];
    let next = Infinity;
    for (const hint of hintsIn(text, tables).toReversed()) {
      const { first, last } = startsBefore(tables.units, text, hint);
      if (last === NONE) continue;
      next = Math.min(next, Math.max(0, first));
      spans.push({ term: hint.term, first, last, next });
    }
    this.spans = spans.toReversed();
  }

  /** Visits those in the pieces `from` to `to`; of cues and of phrases without windows only if `all` are wanted. */
  visit(from: number, to: number, all: boolean, visit: Visit): void {
    const { text, spans } = this;
    const { kinds } = this.tables.units;
    /** The first span that has not ended. */
    let open = 0;
    for (let piece = from; piece < to; piece++) {
      const begin = this.pieces.starts[piece] ?? 0;
      const end = this.pieces.starts[piece + 1] ?? 0;
      for (let at = begin; at < end; at++) {
        while ((spans[open]?.last ?? Infinity) < at) open++;
        if (!all) at = Math.max(at, spans[open]?.next ?? end);
        if (at >= end) break;
        const kind = kinds[text.charCodeAt(at)] ?? 0;
        if ((kind & STARTS) === 0 || (at > begin && this.isMidWord(at))) continue;
        const roots = this.rootsAt(at, end, open, all);
        if (roots.length) visit(at, piece, roots);
      }
    }
  }

  /** The automata of which a phrase may start at `at`, in a piece that ends at `end`. */
  private rootsAt(at: number, end: number, open: number, all: boolean): readonly State[] {
    const { tables, text, spans } = this;
    const { machines } = tables;
    const roots: State[] = [];
    if (all && mayBegin(tables, text, at, end, machines.terms)) roots.push(machines.withoutWindows);
    for (let i = open; (spans[i]?.next ?? Infinity) <= at; i++) {
      const { term = NONE, first = Infinity, last = NONE } = spans[i] ?? {};
      if (at < first || at > last || !mayBegin(tables, text, at, end, term)) continue;
      const root = machines.ofTerm(term);
      if (!roots.includes(root)) roots.push(root);
    }
    return roots;
  }

  /** Whether a word goes on from the unit before; where nothing unseen is between. */
  private isMidWord(at: number): boolean {
    const { kinds } = this.tables.units;
    const [before, here] = [kinds[this.text.charCodeAt(at - 1)] ?? 0, kinds[this.text.charCodeAt(at)] ?? 0];
    return (before & CLASS) === WORD && (here & CLASS) === WORD;
  }
}

/**
 * The first and the last place at which a phrase with a window may start; -1 for what is before the text.
 */
export function startsBefore(
  { codes }: Units,
  text: string,
  { at, reach }: Hint,
): { first: number; last: number } {
  let last = NONE;
  for (let passed = 0; at >= 0; at--) {
    const code = codes[text.charCodeAt(at)] ?? INVISIBLE;
    if (code <= QUOTE || code === SPACE || code === DASH) continue;
    passed++;
    if (passed === reach.least) last = at;
    if (passed === reach.most) break;
  }
  return { first: at, last };
}
