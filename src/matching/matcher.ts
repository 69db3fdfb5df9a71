import type { Automaton } from './compile.ts';
import { FREE, type Fold, INVISIBLE, QUOTE, SPACE, UNSEEN, WORD } from './fold.ts';

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

const STARTS = 4;
const CLASS = 3;
const NONE = -1;
const lineBreak = /[\n\r\u2028\u2029]/;

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
    const reading = new Reading(this.tables, text, scope, pieces, findings, (from, to, visit) =>
      this.visitStarts(text, pieces, from, to, visit),
    );
    this.visitStarts(text, pieces, 0, pieces.starts.length - 1, (at, piece) => {
      if (at < reading.end) return;
      const state = this.stateAfter(text.charCodeAt(at));
      if (state !== NONE) reading.tryAt(at, piece, state);
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

type Visit = (at: number, piece: number) => void;
type VisitStarts = (from: number, to: number, visit: Visit) => void;

/** One run over one text. */
class Reading {
  /** Where the last match ended. */
  end = 0;
  /** For each term, how far one of its `not` phrases reaches. */
  private readonly barred = new Map<number, number>();
  private readonly segments = new Map<number, Set<number>>();
  /** The accepting states on the way from the place being tried, and where they ended. */
  private readonly states: number[] = [];
  private readonly ends: number[] = [];

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
    this.walk(at, state);
    for (let i = this.states.length - 1; i >= 0; i--) {
      const end = this.ends[i] ?? at;
      if (!this.isOneSegment(at, end, piece)) continue;
      if (this.accept(at, end, piece, this.states[i] ?? 0)) return;
    }
  }

  /** Follows the automaton from `at` and notes each place where something is accepted. */
  private walk(at: number, state: number): void {
    const { automaton, fold } = this.tables;
    const { text } = this;
    this.states.length = this.ends.length = 0;
    let next = at + 1;
    let symbol = INVISIBLE;
    for (;;) {
      // What is accepted after white space was accepted before it.
      if (symbol !== SPACE && automaton.accepting[state] !== automaton.accepting[state + 1]) {
        this.states.push(state);
        this.ends.push(next);
      }
      symbol = INVISIBLE;
      for (; next < text.length; next++) {
        symbol = fold.symbols[text.charCodeAt(next)] ?? INVISIBLE;
        if (symbol !== INVISIBLE && symbol !== QUOTE) break;
      }
      if (next === text.length) return;
      const from = next++;
      if (symbol === SPACE) next = this.afterSpace(next);
      let target = step(automaton, state, symbol);
      if (target === NONE && symbol === SPACE && this.isBrokenLine(from, next)) {
        symbol = fold.symbols[text.charCodeAt(next)] ?? INVISIBLE;
        target = step(automaton, state, symbol);
        next++;
      }
      if (target === NONE) return;
      state = target;
    }
  }

  private afterSpace(at: number): number {
    const { symbols } = this.tables.fold;
    while (at < this.text.length) {
      const symbol = symbols[this.text.charCodeAt(at)];
      if (symbol !== SPACE && symbol !== INVISIBLE) break;
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
    if (start === starts[piece] && this.isInWord(start) && !this.pieces.separated(piece)) return false;
    for (let next = piece + 1; (starts[next] ?? Infinity) < end; next++) {
      if (this.pieces.separated(next)) return false;
    }
    return true;
  }

  /** Whether letters of one word stand on both sides of `at`, unseen characters left aside. */
  private isInWord(at: number): boolean {
    return this.classBefore(at) === WORD && this.classAfter(at) === WORD;
  }

  private classBefore(at: number): number | undefined {
    const { classes } = this.tables.fold;
    while (at > 0 && classes[this.text.charCodeAt(at - 1)] === UNSEEN) at--;
    return at > 0 ? classes[this.text.charCodeAt(at - 1)] : undefined;
  }

  private classAfter(at: number): number | undefined {
    at = this.seen(at);
    return at < this.text.length ? this.tables.fold.classes[this.text.charCodeAt(at)] : undefined;
  }

  private seen(at: number): number {
    const { classes } = this.tables.fold;
    while (at < this.text.length && classes[this.text.charCodeAt(at)] === UNSEEN) at++;
    return at;
  }

  /** Where the phrase ends if a word ends at `end`, or with its plural; -1 if in mid-word. */
  private wordEnd(end: number, piece: number, plural: boolean): number {
    if (!this.isInWord(end) || this.endsPiece(end, piece)) return end;
    const s = this.seen(end);
    if (!plural || this.tables.fold.symbols[this.text.charCodeAt(s)] !== 115) return NONE;
    return !this.isInWord(s + 1) || this.endsPiece(s + 1, piece) ? s + 1 : NONE;
  }

  /** Whether a segment ends at `end`. */
  private endsPiece(end: number, piece: number): boolean {
    const { starts } = this.pieces;
    let next = piece + 1;
    while ((starts[next] ?? Infinity) < end) next++;
    return starts[next] === end && next < starts.length - 1 && this.pieces.separated(next);
  }

  /** Takes what the state accepts. True if a variant was matched. */
  private accept(start: number, end: number, piece: number, state: number): boolean {
    const { automaton, variants, terms } = this.tables;
    const from = automaton.accepting[state] ?? 0;
    const to = automaton.accepting[state + 1] ?? 0;
    // Variants have the low numbers, so from the end a term's `not` comes before the term.
    for (let i = to - 1; i >= from; i--) {
      const number = automaton.accepts[i] ?? 0;
      const variant = variants[number];
      const last = this.wordEnd(end, piece, variant?.plural ?? true);
      if (last === NONE) continue;
      if (number >= variants.length + terms) this.findings.cues.add(number - variants.length - terms);
      else if (!variant) this.bar(number - variants.length, last);
      else if (this.take(variant, { variant: number, start, end: last }, piece)) return true;
    }
    return false;
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
    const cues = new Reading(this.tables, this.text, scope, pieces, findings, this.visitStarts);
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
function step({ edges, labels, targets }: Automaton, state: number, symbol: number): number {
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

function whole(text: string): Pieces {
  return { starts: [0, text.length], separated: () => false };
}
