import { DASH, FREE, INVISIBLE, QUOTE, SPACE } from './fold.ts';
import type { State } from './state.ts';
import { Token } from './patterns.ts';
import type { Match } from './tables.ts';
import { CLASS, type Units } from './units.ts';

const lineBreak = /[\n\r\u2028\u2029]/;

/** What is accepted, and where it ends. */
export interface End {
  readonly accepts: readonly number[];
  readonly end: number;
}

/** Follows automata through a text. */
export class Walker {
  private ends: End[] = [];
  private around: Match | null = null;

  /** `lists` gives the automaton of a word list. */
  constructor(
    private readonly units: Units,
    private readonly text: string,
    private readonly lists: (list: number) => State,
  ) {}

  /**
   * Where the phrases of an automaton end that start at `start`: several, where there are slots and
   * broken lines. `around` is the match that is looked around, if any.
   */
  endsFrom(root: State, start: number, around: Match | null = null): End[] {
    if (this.ends.length) this.ends = [];
    this.around = around;
    this.walk(start, root, INVISIBLE, null);
    return this.ends;
  }

  /**
   * Goes on from `state`, reading from `next`, and notes each place where something is accepted.
   * `symbol` was the last one. Within a slot `rest` is where the phrase goes on after it.
   */
  private walk(next: number, state: State, symbol: number, rest: State | null): void {
    const { text } = this;
    const { codes } = this.units;
    for (let at: State | null = state; at;) {
      if (!at.isPlain) this.walkAside(next, at, symbol, rest);
      symbol = codes[text.charCodeAt(next)] ?? INVISIBLE;
      if (symbol <= QUOTE) {
        next = this.pastUncounted(next);
        if (next === text.length) return;
        symbol = codes[text.charCodeAt(next)] ?? INVISIBLE;
      }
      const from = next++;
      if (symbol === SPACE) {
        next = this.afterSpace(next);
        if (this.isBrokenLine(from, next)) this.walkOver(next, at, rest);
        // Spaces around a dash are part of it.
        if (codes[text.charCodeAt(next)] === DASH) symbol = codes[text.charCodeAt(next++)] ?? DASH;
      }
      if (symbol === DASH) next = this.afterSpace(next);
      at = at.step(symbol);
    }
  }

  /** Notes what is accepted in a state, and goes all ways but over the next unit. */
  private walkAside(next: number, state: State, symbol: number, rest: State | null): void {
    if (state.accepts.length) {
      if (rest) this.walk(next, rest, symbol, null);
      // What is accepted after white space was accepted before it.
      else if (symbol !== SPACE && symbol !== DASH) this.ends.push({ accepts: state.accepts, end: next });
    }
    for (const list of state.lists) {
      this.walk(next, this.lists(list), symbol, state.step(Token.list + list));
    }
    const past = state.takesSelf ? state.step(Token.self) : null;
    if (past && this.around && this.pastUncounted(next) === this.around.start) {
      this.walk(this.around.end, past, INVISIBLE, rest);
    }
  }

  /** Past quotes and what is not seen. */
  private pastUncounted(at: number): number {
    const { codes } = this.units;
    while (at < this.text.length && (codes[this.text.charCodeAt(at)] ?? INVISIBLE) <= QUOTE) at++;
    return at;
  }

  /** Goes on as if there were no white space before `next`. */
  private walkOver(next: number, from: State, rest: State | null): void {
    const symbol = this.units.codes[this.text.charCodeAt(next)] ?? INVISIBLE;
    const state = from.step(symbol);
    if (state) this.walk(next + 1, state, symbol, rest);
  }

  private afterSpace(at: number): number {
    while (at < this.text.length) {
      const symbol = this.units.codes[this.text.charCodeAt(at)];
      // French sets spaces inside its quotation marks too.
      if (symbol !== SPACE && symbol !== INVISIBLE && symbol !== QUOTE) break;
      at++;
    }
    return at;
  }

  /** Source text often breaks lines inside Chinese, where no space is meant. */
  private isBrokenLine(from: number, to: number): boolean {
    const { kinds } = this.units;
    return (
      to < this.text.length &&
      ((kinds[this.text.charCodeAt(from - 1)] ?? 0) & CLASS) === FREE &&
      ((kinds[this.text.charCodeAt(to)] ?? 0) & CLASS) === FREE &&
      lineBreak.test(this.text.slice(from, to))
    );
  }
}
