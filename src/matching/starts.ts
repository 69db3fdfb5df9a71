import { mayBegin } from './filter.ts';
import { DASH, INVISIBLE, QUOTE, SPACE, WORD } from './fold.ts';
import { NONE } from './numbers.ts';
import { type Hint, Sieve } from './sieve.ts';
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
    for (const hint of new Sieve(tables.windows, tables.units).find(text).toReversed()) {
      const first = Math.max(0, farthestFrom(tables.units, text, hint));
      next = Math.min(next, first);
      spans.push({ term: hint.term, first, last: hint.at, next });
    }
    this.spans = spans.toReversed();
  }

  /** Visits those in the pieces `from` to `to`: of phrases without windows, and cues, only if `all` are wanted. */
  visit(from: number, to: number, all: boolean, visit: Visit): void {
    const { tables, text, spans } = this;
    const always: readonly State[] = all ? [tables.machines.withoutWindows] : [];
    /** The first span that has not ended. */
    let open = 0;
    for (let piece = from; piece < to; piece++) {
      const begin = this.pieces.starts[piece] ?? 0;
      const end = this.pieces.starts[piece + 1] ?? 0;
      for (let at = begin; at < end; at++) {
        while ((spans[open]?.last ?? Infinity) < at) open++;
        if (!all) at = Math.max(at, spans[open]?.next ?? end);
        if (at >= end) break;
        if ((at > begin && this.isMidWord(at)) || !mayStart(tables, text, at, end)) continue;
        const roots = this.rootsAt(at, open, always);
        if (roots.length) visit(at, piece, roots);
      }
    }
  }

  private rootsAt(at: number, open: number, always: readonly State[]): readonly State[] {
    let roots = always;
    for (let i = open; (this.spans[i]?.next ?? Infinity) <= at; i++) {
      const { term = NONE, first = Infinity, last = NONE } = this.spans[i] ?? {};
      if (at < first || at > last) continue;
      const root = this.tables.machines.ofTerm(term);
      if (!roots.includes(root)) roots = [...roots, root];
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

/** Whether a phrase may start at `at`, in a piece that ends at `end`. */
export function mayStart({ units, filter }: MatcherTables, text: string, at: number, end: number): boolean {
  return ((units.kinds[text.charCodeAt(at)] ?? 0) & STARTS) !== 0 && mayBegin(filter, units, text, at, end);
}

/** The farthest place at which a phrase with a window may start; -1 if that is before the text. */
export function farthestFrom({ codes }: Units, text: string, { at, reach }: Hint): number {
  for (let passed = 0; at >= 0; at--) {
    const code = codes[text.charCodeAt(at)] ?? INVISIBLE;
    if (code > QUOTE && code !== SPACE && code !== DASH && ++passed === reach) break;
  }
  return at;
}
