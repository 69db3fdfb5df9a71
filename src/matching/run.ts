import type { Borders } from './borders.ts';
import type { Starts } from './starts.ts';
import type { State } from './state.ts';
import { NONE } from './numbers.ts';
import { INVISIBLE, SIMPLIFIED, TRADITIONAL } from './fold.ts';
import type { Findings, Match, MatcherTables, Needs, Pieces, Scope, Script, VariantRow } from './tables.ts';
import type { End, Walker } from './walker.ts';

/** How far before a match a phrase that bars it is looked for, in units. */
const FARTHEST = 160;

/** A text, and what is known of it. */
interface Reading {
  readonly tables: MatcherTables;
  readonly pieces: Pieces;
  readonly text: string;
  readonly borders: Borders;
  readonly starts: Starts;
  readonly walker: Walker;
}

/** Where a passage shows a context: a cue of it, or an unmistakable phrase, which shows any. */
interface Sign {
  readonly context: number | null;
  readonly start: number;
  readonly end: number;
}

/** One run over one text: tries the places it is given and keeps what it finds. */
export class Run {
  /** Where the last match ended. */
  end = 0;
  private readonly segments = new Map<number, readonly Sign[]>();

  /** `onCue` is told of each cue and where it stands. Without a `scope` what is unmistakable is wanted. */
  constructor(
    private readonly reading: Reading,
    private readonly scope: Scope | null,
    private readonly findings: Findings,
    private readonly onCue: (cue: number, start: number, end: number) => void,
  ) {}

  /**
   * Takes the longest phrase of some automata that starts at `at`. Within the last match only one of the
   * same term counts, which goes further.
   */
  tryAt(at: number, piece: number, roots: readonly State[]): void {
    const last = at < this.end ? this.findings.matches.at(-1) : undefined;
    const ends: End[] = [];
    for (const root of roots) ends.push(...this.reading.walker.endsFrom(root, at));
    if (!ends.length) return;
    ends.sort((a, b) => b.end - a.end);
    for (let i = 0; i < ends.length;) {
      const end = ends[i]?.end ?? at;
      if (last && end <= last.end) return;
      const ended = new Set<number>();
      for (; ends[i]?.end === end; i++) for (const one of ends[i]?.accepts ?? []) ended.add(one);
      const accepts = [...ended].sort((a, b) => a - b);
      if (this.reading.borders.isOneSegment(at, end, piece) && this.accept(at, end, piece, accepts, last))
        return;
    }
  }

  /** Takes what is accepted. True if a variant was matched. */
  private accept(
    start: number,
    end: number,
    piece: number,
    accepts: readonly number[],
    last: Match | undefined,
  ): boolean {
    const { variants } = this.reading.tables;
    for (const number of accepts) {
      if (!last && number >= variants.length && this.reading.borders.wordEnd(end, piece, true) !== NONE) {
        this.onCue(number - variants.length, start, end);
      }
    }
    for (const variant of accepts) {
      const row = variants.at(variant);
      if (!row || (last && variants.at(last.variant)?.term !== row.term)) continue;
      const to = this.reading.borders.wordEnd(end, piece, row.english);
      const match = { variant, start, end: to };
      if (to === NONE || !this.counts(row, match, piece)) continue;
      if (last) this.findings.matches.pop();
      const begin = row.english ? this.pastArticle(start) : start;
      const from = last?.start ?? begin;
      this.end = this.reading.borders.pastClosing(from, to, piece);
      this.findings.matches.push({ variant, start: from, end: this.end });
      return true;
    }
    return false;
  }

  /** An article helps to tell a phrase from ordinary words; it is not part of it. */
  private pastArticle(start: number): number {
    const article = /^the\s+(?=\S)/i.exec(this.reading.text.slice(start, start + 20));
    return start + (article?.[0].length ?? 0);
  }

  /** Whether the term's `not` bars the match. */
  private isBarred(term: number, match: Match, piece: number): boolean {
    const { tables, pieces, borders, walker } = this.reading;
    const bars = tables.bars.get(term);
    if (!bars) return false;
    const { around, after } = bars;
    if (walker.endsFrom(after, match.end).some(({ end }) => borders.isPhrase(match.start, end, piece)))
      return true;
    let first = piece;
    for (let from = match.start; from >= 0 && from > match.start - FARTHEST; from--) {
      while ((pieces.starts[first] ?? 0) > from) first--;
      if (borders.isMidWord(from) && pieces.starts[first] !== from) continue;
      const code = tables.units.codes[this.reading.text.charCodeAt(from)] ?? INVISIBLE;
      if (from < match.start && !around.mayTake(code)) continue;
      const ends = walker.endsFrom(around, from, match);
      if (ends.some(({ end }) => borders.isPhrase(from, end, first, match.end))) return true;
    }
    return false;
  }

  /** Whether what was found is a match. */
  private counts(row: VariantRow, match: Match, piece: number): boolean {
    const isWanted = this.scope ? this.scope.tracked[match.variant] : row.on && row.needs === null;
    if (!isWanted) return false;
    if (row.capitals && !isCapital(this.reading.text.slice(match.start, match.end))) return false;
    if (row.script && !this.isIn(row.script, match)) return false;
    if (this.isBarred(row.term, match, piece)) return false;
    const isMet = this.isMet(row.needs, match, piece);
    if (!isMet) this.findings.waiting.push(match);
    return isMet;
  }

  /** Whether a phrase may be in a script: many characters are the same in both. */
  private isIn(script: Script, { start, end }: Match): boolean {
    const { kinds } = this.reading.tables.units;
    let seen = 0;
    for (let at = start; at < end; at++) seen |= kinds[this.reading.text.charCodeAt(at)] ?? 0;
    if (script === 'simplified') return (seen & TRADITIONAL) === 0;
    return (seen & TRADITIONAL) !== 0 || (seen & SIMPLIFIED) === 0;
  }

  private isMet(needs: Needs, match: Match, piece: number): boolean {
    if (needs === null) return true;
    if (!this.scope) return false;
    const { scope } = this;
    if (needs === 'expansion') return scope.met(match.variant, needs);
    return needs.every((context) => scope.met(match.variant, context) || this.isGiven(context, match, piece));
  }

  /** Whether the segment of a match says, outside of it, that the context is given. */
  private isGiven(context: number, { start, end }: Match, piece: number): boolean {
    return this.signsOf(piece).some(
      (sign) =>
        (sign.end <= start || sign.start >= end) && (sign.context === null || sign.context === context),
    );
  }

  /** The signs of contexts in the segment of a piece. */
  private signsOf(piece: number): readonly Sign[] {
    const { pieces } = this.reading;
    const count = pieces.starts.length - 1;
    let first = piece;
    while (first > 0 && !pieces.separated(first)) first--;
    const known = this.segments.get(first);
    if (known) return known;
    let last = piece + 1;
    while (last < count && !pieces.separated(last)) last++;

    const signs: Sign[] = [];
    const { tables } = this.reading;
    const findings: Findings = { matches: [], waiting: [], cues: new Set() };
    const run = new Run(this.reading, null, findings, (cue, start, end) =>
      signs.push({ context: tables.cues[cue] ?? NONE, start, end }),
    );
    this.reading.starts.visit(first, last, true, (at, where, roots) => run.tryAt(at, where, roots));
    signs.push(...findings.matches.map(({ start, end }) => ({ context: null, start, end })));
    this.segments.set(first, signs);
    return signs;
  }
}

/** BRI, and BRIs. */
function isCapital(text: string): boolean {
  const letters = text.replace(/s$/, '');
  return letters === letters.toUpperCase();
}
