import { Op } from './automaton.ts';
import { Borders } from './borders.ts';
import { NONE, numberAt, step } from './follow.ts';
import { DASH, FREE, INVISIBLE, QUOTE, SPACE } from './fold.ts';
import type { Findings, Match, MatcherTables, Needs, Pieces, Scope, VariantRow } from './tables.ts';
import { CLASS } from './units.ts';

/** How far before a match a phrase that bars it is looked for, in units. */
const FARTHEST = 160;
const lineBreak = /[\n\r\u2028\u2029]/;

/** Called where a phrase may start, with the piece that is in and the way on past its first unit. */
export type Visit = (at: number, piece: number, place: number) => void;
type VisitStarts = (from: number, to: number, visit: Visit) => void;

/** A set of accept numbers, and where it ends. */
interface End {
  readonly set: number;
  readonly end: number;
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
  private readonly borders: Borders;
  private ends: End[] = [];
  /** The match that is looked around. */
  private self: Match | null = null;

  constructor(
    private readonly tables: MatcherTables,
    private readonly text: string,
    private readonly scope: Scope,
    private readonly pieces: Pieces,
    private readonly findings: Findings,
    private readonly visitStarts: VisitStarts,
    private readonly onCue = (cue: number, _start: number, _end: number): void => void findings.cues.add(cue),
  ) {
    this.borders = new Borders(tables.units, text, pieces);
  }

  /**
   * Takes the longest phrase that starts at `at`; past its first unit it goes on at `place`. Within the
   * last match only one of the same term counts, which goes further.
   */
  tryAt(at: number, piece: number, place: number): void {
    const last = at < this.end ? this.findings.matches.at(-1) : undefined;
    const ends = this.endsFrom(at + 1, place);
    if (!ends.length) return;
    // Slots and broken lines give several ways.
    ends.sort((a, b) => b.end - a.end);
    for (let i = 0; i < ends.length;) {
      const end = ends[i]?.end ?? at;
      if (last && end <= last.end) return;
      const sets: number[] = [];
      for (; ends[i]?.end === end; i++) sets.push(ends[i]?.set ?? NONE);
      if (this.borders.isOneSegment(at, end, piece) && this.accept(at, end, piece, this.members(sets), last))
        return;
    }
  }

  /** Where the ways end that go on at `place`, reading from `next`. */
  private endsFrom(next: number, place: number): End[] {
    this.ends = [];
    this.walk(next, place, INVISIBLE, NONE, NONE);
    return this.ends;
  }

  /** The accept numbers in sets, ascending, each once. */
  private members(sets: readonly number[]): number[] {
    const { firstSet, sets: shared } = this.tables.automaton;
    const members = sets.flatMap((set) => (set < firstSet ? set : (shared[set - firstSet] ?? [])));
    return members.length === 1 ? members : [...new Set(members)].sort((a, b) => a - b);
  }

  /**
   * Follows the automaton on from `at`, reading from `next`, and notes each place where something is
   * accepted. `symbol` was the last one; `output` is what was told on the way. Within a slot `rest` is
   * where the phrase goes on after it.
   */
  private walk(next: number, at: number, symbol: number, rest: number, output: number): void {
    const { text } = this;
    const { codes } = this.tables.units;
    const { bytes } = this.tables.automaton;
    for (;;) {
      for (let op = bytes[at] ?? 0; op < Op.branch1 || op >= Op.shortOutput; op = bytes[at] ?? 0) {
        if (op === Op.end) return;
        else if (op >= Op.shortNear) at += 2 + (numberAt(bytes, at, 2) & 0x1fff);
        else if (op >= Op.shortOutput) {
          if (rest === NONE) output = numberAt(bytes, at, 2) & 0x1fff;
          at += 2;
        } else if (op === Op.near) at += 3 + numberAt(bytes, at + 1, 2);
        else if (op === Op.far) at += 4 + numberAt(bytes, at + 1, 3);
        else if (op === Op.output) {
          if (rest === NONE) output = numberAt(bytes, at + 1, 2);
          at += 3;
        } else if (op === Op.also) {
          this.walk(next, at + 4 + numberAt(bytes, at + 1, 3), symbol, rest, output);
          at += 4;
        } else if (op === Op.self) {
          if (next !== this.self?.start) return;
          [next, symbol] = [this.self.end, INVISIBLE];
          at++;
        } else if (op === Op.slot) {
          this.walk(next, this.tables.automaton.lists[bytes[at + 1] ?? 0] ?? 0, symbol, at + 2, output);
          return;
        } else {
          const set = op === Op.accept ? output : numberAt(bytes, at + 1, 2);
          if (rest !== NONE) this.walk(next, rest, symbol, NONE, output);
          // What is accepted after white space was accepted before it.
          else if (symbol !== SPACE && symbol !== DASH) this.ends.push({ set, end: next });
          at += op === Op.accept ? 1 : 3;
        }
      }
      symbol = INVISIBLE;
      for (; next < text.length; next++) {
        symbol = codes[text.charCodeAt(next)] ?? INVISIBLE;
        if (symbol !== INVISIBLE && symbol !== QUOTE) break;
      }
      if (next === text.length) return;
      const from = next++;
      if (symbol === SPACE) {
        next = this.afterSpace(next);
        if (this.isBrokenLine(from, next)) this.walkOver(next, at, rest, output);
        // Spaces around a dash are part of it.
        if (codes[text.charCodeAt(next)] === DASH) symbol = codes[text.charCodeAt(next++)] ?? DASH;
      }
      if (symbol === DASH) next = this.afterSpace(next);
      at = step(bytes, at, symbol);
      if (at === NONE) return;
    }
  }

  /** Goes on as if there were no white space before `next`. */
  private walkOver(next: number, at: number, rest: number, output: number): void {
    const symbol = this.tables.units.codes[this.text.charCodeAt(next)] ?? INVISIBLE;
    const target = step(this.tables.automaton.bytes, at, symbol);
    if (target !== NONE) this.walk(next + 1, target, symbol, rest, output);
  }

  private afterSpace(at: number): number {
    while (at < this.text.length) {
      const symbol = this.tables.units.codes[this.text.charCodeAt(at)];
      // French sets spaces inside its quotation marks too.
      if (symbol !== SPACE && symbol !== INVISIBLE && symbol !== QUOTE) break;
      at++;
    }
    return at;
  }

  /** Source text often breaks lines inside Chinese, where no space is meant. */
  private isBrokenLine(from: number, to: number): boolean {
    const { kinds } = this.tables.units;
    return (
      to < this.text.length &&
      ((kinds[this.text.charCodeAt(from - 1)] ?? 0) & CLASS) === FREE &&
      ((kinds[this.text.charCodeAt(to)] ?? 0) & CLASS) === FREE &&
      lineBreak.test(this.text.slice(from, to))
    );
  }

  /** Takes what is accepted. True if a variant was matched. */
  private accept(
    start: number,
    end: number,
    piece: number,
    accepts: readonly number[],
    last: Match | undefined,
  ): boolean {
    const { variants } = this.tables;
    for (const number of accepts) {
      if (!last && number >= variants.length && this.borders.wordEnd(end, piece, true) !== NONE) {
        this.onCue(number - variants.length, start, end);
      }
    }
    for (const variant of accepts) {
      const row = variants[variant];
      if (!row || (last && variants[last.variant]?.term !== row.term)) continue;
      const to = this.borders.wordEnd(end, piece, row.english);
      const match = { variant, start, end: to };
      if (to === NONE || !this.counts(row, match, piece)) continue;
      if (last) this.findings.matches.pop();
      const begin = row.english ? this.pastArticle(start) : start;
      const from = last?.start ?? begin;
      this.end = this.borders.pastClosing(from, to, piece);
      this.findings.matches.push({ variant, start: from, end: this.end });
      return true;
    }
    return false;
  }

  /** An article helps to tell a phrase from ordinary words; it is not part of it. */
  private pastArticle(start: number): number {
    const article = /^the\s+(?=\S)/i.exec(this.text.slice(start, start + 20));
    return start + (article?.[0].length ?? 0);
  }

  /** Whether a longer phrase that the term's `not` lists holds the match. */
  private isBarred(term: number, match: Match, piece: number): boolean {
    const { automaton } = this.tables;
    const { around = 0, after = 0 } = automaton.bars[term] ?? {};
    if (
      after &&
      this.endsFrom(match.end, after).some(({ end }) => this.borders.isPhrase(match.start, end, piece))
    )
      return true;
    if (!around) return false;
    this.self = match;
    for (let from = match.start; from >= 0 && from > match.start - FARTHEST; from--) {
      while ((this.pieces.starts[piece] ?? 0) > from) piece--;
      const ends = this.endsFrom(from, around);
      if (ends.some(({ end }) => this.borders.isPhrase(from, end, piece, match.end))) return true;
    }
    return false;
  }

  /** Whether what was found is a match. */
  private counts(row: VariantRow, match: Match, piece: number): boolean {
    if (!this.scope.tracked[match.variant]) return false;
    if (row.capitals && !isCapital(this.text.slice(match.start, match.end))) return false;
    if (this.isBarred(row.term, match, piece)) return false;
    if (this.isMet(row.needs, match, piece)) return true;
    this.findings.waiting.push(match);
    return false;
  }

  private isMet(needs: Needs, match: Match, piece: number): boolean {
    if (needs === null) return true;
    if (needs === 'expansion') return this.scope.met(match.variant, needs);
    return needs.every(
      (context) => this.scope.met(match.variant, context) || this.isGiven(context, match, piece),
    );
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
    const { pieces } = this;
    const count = pieces.starts.length - 1;
    let first = piece;
    while (first > 0 && !pieces.separated(first)) first--;
    const known = this.segments.get(first);
    if (known) return known;
    let last = piece + 1;
    while (last < count && !pieces.separated(last)) last++;

    const signs: Sign[] = [];
    const { variants, cues } = this.tables;
    const findings: Findings = { matches: [], waiting: [], cues: new Set() };
    // An unmistakable phrase says as much as a cue, tracked or not.
    const tracked = Uint8Array.from(variants, ({ needs, on }) => (needs === null && on ? 1 : 0));
    const scope: Scope = { tracked, met: () => false };
    const run = new Run(
      this.tables,
      this.text,
      scope,
      pieces,
      findings,
      this.visitStarts,
      (cue, start, end) => signs.push({ context: cues[cue] ?? NONE, start, end }),
    );
    this.visitStarts(first, last, (at, where, place) => run.tryAt(at, where, place));
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
