import type { Automaton } from './compile.ts';
import { FREE, INVISIBLE, QUOTE, SPACE, UNSEEN, WORD } from './fold.ts';
import type { Findings, Match, MatcherTables, Pieces, Scope, VariantRow } from './tables.ts';

export const NONE = -1;
const S = 115;
const lineBreak = /[\n\r\u2028\u2029]/;

/** Called for a place where a phrase may start, and the piece it is in. */
export type Visit = (at: number, piece: number) => void;
type VisitStarts = (from: number, to: number, visit: Visit) => void;

/** One run over one text: tries the places it is given and keeps what it finds. */
export class Run {
  /** Where the last match ended. */
  end = 0;
  /** For each term, how far one of its `not` phrases reaches. */
  private readonly barred = new Map<number, number>();
  private readonly segments = new Map<number, Set<number>>();
  /** The accepting states on the way from the place being tried, and where each was reached. */
  private readonly ends: { state: number; end: number }[] = [];
  /** Whether there was more than one way, so that `ends` is out of order. */
  private branched = false;

  constructor(
    private readonly tables: MatcherTables,
    private readonly text: string,
    private readonly scope: Scope,
    private readonly pieces: Pieces,
    private readonly findings: Findings,
    private readonly visitStarts: VisitStarts,
  ) {}

  /** Takes the longest phrase that starts at `at`, `state` being the one after its first unit. */
  tryAt(at: number, piece: number, state: number): void {
    const { ends } = this;
    ends.length = 0;
    this.branched = false;
    this.walk(at + 1, state, INVISIBLE);
    if (this.branched) ends.sort((a, b) => a.end - b.end);
    for (let i = ends.length - 1; i >= 0; i--) {
      const { state: accepting, end } = ends[i] ?? { state: 0, end: at };
      if (this.isOneSegment(at, end, piece) && this.accept(at, end, piece, accepting)) return;
    }
  }

  /**
   * Follows the automaton on from `next` and notes each place where something is accepted.
   * `symbol` is the one that led to `state`.
   */
  private walk(next: number, state: number, symbol: number): void {
    const { automaton, fold } = this.tables;
    const { text } = this;
    for (;;) {
      // What is accepted after white space was accepted before it.
      if (symbol !== SPACE && automaton.accepting[state] !== automaton.accepting[state + 1]) {
        this.ends.push({ state, end: next });
      }
      symbol = INVISIBLE;
      for (; next < text.length; next++) {
        symbol = fold.symbols[text.charCodeAt(next)] ?? INVISIBLE;
        if (symbol !== INVISIBLE && symbol !== QUOTE) break;
      }
      if (next === text.length) return;
      const from = next++;
      if (symbol === SPACE) {
        next = this.afterSpace(next);
        if (this.isBrokenLine(from, next)) this.walkOver(next, state);
      }
      state = step(automaton, state, symbol);
      if (state === NONE) return;
    }
  }

  /** Goes on as if there were no white space before `next`. */
  private walkOver(next: number, state: number): void {
    const symbol = this.tables.fold.symbols[this.text.charCodeAt(next)] ?? INVISIBLE;
    const target = step(this.tables.automaton, state, symbol);
    if (target === NONE) return;
    this.walk(next + 1, target, symbol);
    this.branched = true;
  }

  private afterSpace(at: number): number {
    const { symbols } = this.tables.fold;
    while (at < this.text.length) {
      const symbol = symbols[this.text.charCodeAt(at)];
      // French sets spaces inside its quotation marks too.
      if (symbol !== SPACE && symbol !== INVISIBLE && symbol !== QUOTE) break;
      at++;
    }
    return at;
  }

  /** Source text often breaks lines inside Chinese, where no space is meant. */
  private isBrokenLine(from: number, to: number): boolean {
    const { classes } = this.tables.fold;
    return (
      to < this.text.length &&
      classes[this.text.charCodeAt(from - 1)] === FREE &&
      classes[this.text.charCodeAt(to)] === FREE &&
      lineBreak.test(this.text.slice(from, to))
    );
  }

  /** Whether the phrase stays in its segment and, on its left, begins a word. */
  private isOneSegment(start: number, end: number, piece: number): boolean {
    const { starts } = this.pieces;
    for (let next = piece + 1; (starts[next] ?? Infinity) < end; next++) {
      if (this.pieces.separated(next)) return false;
    }
    const before = this.seenBefore(start);
    return !this.isWord(before - 1) || !this.isWord(start) || this.segmentBegins(before, start, piece);
  }

  /** Where the phrase ends if a word ends at `end`, or with its plural; -1 if in mid-word. */
  private wordEnd(end: number, piece: number, plural: boolean): number {
    const after = this.seenFrom(end);
    if (!this.isWord(this.seenBefore(end) - 1) || !this.isWord(after)) return end;
    if (this.segmentBegins(end, after, piece)) return end;
    if (!plural || this.tables.fold.symbols[this.text.charCodeAt(after)] !== S) return NONE;
    const next = this.seenFrom(after + 1);
    return !this.isWord(next) || this.segmentBegins(after + 1, next, piece) ? after + 1 : NONE;
  }

  private isWord(at: number): boolean {
    return at >= 0 && at < this.text.length && this.tables.fold.classes[this.text.charCodeAt(at)] === WORD;
  }

  /** `at`, or the first place after it where a character is that can be seen. */
  private seenFrom(at: number): number {
    const { classes } = this.tables.fold;
    while (at < this.text.length && classes[this.text.charCodeAt(at)] === UNSEEN) at++;
    return at;
  }

  /** `at`, or the last place before it that comes right after a character that can be seen. */
  private seenBefore(at: number): number {
    const { classes } = this.tables.fold;
    while (at > 0 && classes[this.text.charCodeAt(at - 1)] === UNSEEN) at--;
    return at;
  }

  /** Whether a new segment begins at `from`, at `to` or between them. */
  private segmentBegins(from: number, to: number, piece: number): boolean {
    const { starts } = this.pieces;
    let index = piece;
    while (index > 0 && (starts[index] ?? 0) >= from) index--;
    for (index++; index < starts.length - 1 && (starts[index] ?? 0) <= to; index++) {
      if ((starts[index] ?? 0) >= from && this.pieces.separated(index)) return true;
    }
    return false;
  }

  /** Takes what the state accepts. True if a variant was matched. */
  private accept(start: number, end: number, piece: number, state: number): boolean {
    const { automaton, variants } = this.tables;
    const from = automaton.accepting[state] ?? 0;
    const to = automaton.accepting[state + 1] ?? 0;
    const variantAt = (i: number) => variants[automaton.accepts[i] ?? 0];
    // What bars a term, and the cues, have the high numbers and come first.
    let first = to;
    while (first > from && !variantAt(first - 1)) first--;
    for (let i = first; i < to; i++) this.note((automaton.accepts[i] ?? 0) - variants.length, end, piece);
    for (let i = from; i < first; i++) {
      const row = variantAt(i);
      const last = row ? this.wordEnd(end, piece, row.plural) : NONE;
      if (
        row &&
        last !== NONE &&
        this.take(row, { variant: automaton.accepts[i] ?? 0, start, end: last }, piece)
      ) {
        return true;
      }
    }
    return false;
  }

  /** A term's `not` phrase, or a cue: `number` counts the terms and then the cues. */
  private note(number: number, end: number, piece: number): void {
    const { terms } = this.tables;
    const last = this.wordEnd(end, piece, true);
    if (last === NONE) return;
    if (number < terms) this.bar(number, last);
    else this.findings.cues.add(number - terms);
  }

  private bar(term: number, end: number): void {
    this.barred.set(term, Math.max(end, this.barred.get(term) ?? 0));
  }

  private take(row: VariantRow, match: Match, piece: number): boolean {
    if (!this.scope.tracked[match.variant] || match.end <= (this.barred.get(row.term) ?? 0)) return false;
    if (row.capitals && !isCapital(this.text.slice(match.start, match.end))) return false;
    const met =
      row.needs === null ||
      this.scope.met(match.variant) ||
      (row.needs !== 'expansion' && this.segmentContexts(piece).has(row.needs));
    (met ? this.findings.matches : this.findings.waiting).push(match);
    if (met) this.end = match.end;
    return met;
  }

  /** The contexts whose cues stand in the segment of a piece. */
  private segmentContexts(piece: number): Set<number> {
    const { pieces } = this;
    const count = pieces.starts.length - 1;
    let first = piece;
    while (first > 0 && !pieces.separated(first)) first--;
    const known = this.segments.get(first);
    if (known) return known;
    let last = piece + 1;
    while (last < count && !pieces.separated(last)) last++;

    const findings: Findings = { matches: [], waiting: [], cues: new Set() };
    const scope: Scope = { tracked: new Uint8Array(0), met: () => false };
    const cues = new Run(this.tables, this.text, scope, pieces, findings, this.visitStarts);
    this.visitStarts(first, last, (at, where) => {
      const state = step(this.tables.automaton, 0, this.tables.fold.symbols[this.text.charCodeAt(at)] ?? 0);
      if (state !== NONE) cues.tryAt(at, where, state);
    });
    const contexts = new Set([...findings.cues].map((cue) => this.tables.cues[cue] ?? NONE));
    this.segments.set(first, contexts);
    return contexts;
  }
}

/** The state after `symbol`, or -1. Few states have many edges, so a search by halves is rare. */
export function step({ edges, labels, targets }: Automaton, state: number, symbol: number): number {
  let low = edges[state] ?? 0;
  let high = edges[state + 1] ?? 0;
  while (high - low > 8) {
    const middle = (low + high) >> 1;
    if ((labels[middle] ?? 0) <= symbol) low = middle;
    else high = middle;
  }
  for (; low < high; low++) {
    const label = labels[low] ?? 0;
    if (label >= symbol) return label === symbol ? (targets[low] ?? NONE) : NONE;
  }
  return NONE;
}

/** BRI, and BRIs. */
function isCapital(text: string): boolean {
  const letters = text.replace(/s$/, '');
  return letters === letters.toUpperCase();
}
