import { Op, type Steps } from './automaton.ts';
import { NONE, numberAt, step } from './follow.ts';
import { DASH, FREE, INVISIBLE, QUOTE, SPACE } from './fold.ts';
import type { Match } from './tables.ts';
import { CLASS, type Units } from './units.ts';

const lineBreak = /[\n\r\u2028\u2029]/;

/** A set of accept numbers, and where it ends. */
export interface End {
  readonly set: number;
  readonly end: number;
}

/** Follows automata through a text. */
export class Walker {
  private ends: End[] = [];
  private around: Match | null = null;
  private bytes: Uint8Array = new Uint8Array();
  private lists: readonly number[] = [];

  constructor(
    private readonly units: Units,
    private readonly text: string,
  ) {}

  /**
   * Where the ways of `steps` end that go on at `place`, reading from `next`; several where there are
   * slots and broken lines. `around` is the match that is looked around, if any.
   */
  endsFrom(steps: Steps, next: number, place: number, around: Match | null = null): End[] {
    if (this.ends.length) this.ends = [];
    this.bytes = steps.bytes;
    this.lists = steps.lists;
    this.around = around;
    this.walk(next, place, INVISIBLE, NONE, NONE);
    return this.ends;
  }

  /**
   * Follows the automaton on from `at`, reading from `next`, and notes each place where something is
   * accepted. `symbol` was the last one; `output` is what was told on the way. Within a slot `rest` is
   * where the phrase goes on after it.
   */
  private walk(next: number, at: number, symbol: number, rest: number, output: number): void {
    const { text, bytes } = this;
    const { codes } = this.units;
    for (;;) {
      for (let op = bytes[at] ?? 0; op < Op.branch1 || op >= Op.shortOutput; op = bytes[at] ?? 0) {
        if (op === Op.end) return;
        else if (op >= Op.shortNear) at += 2 + (numberAt(bytes, at, 2) & 0x1fff);
        else if (op >= Op.shortOutput) {
          if (rest === NONE) output = numberAt(bytes, at, 2) & 0x1fff;
          at += 2;
        } else if (op >= Op.near && op < Op.far)
          at += 3 + (op - Op.near) * 0x10000 + numberAt(bytes, at + 1, 2);
        else if (op === Op.far) at += 4 + numberAt(bytes, at + 1, 3);
        else if (op === Op.output) {
          if (rest === NONE) output = numberAt(bytes, at + 1, 2);
          at += 3;
        } else if (op === Op.also) {
          this.walk(next, at + 4 + numberAt(bytes, at + 1, 3), symbol, rest, output);
          at += 4;
        } else if (op === Op.self) {
          next = this.pastUncounted(next);
          if (next !== this.around?.start) return;
          [next, symbol] = [this.around.end, INVISIBLE];
          at++;
        } else if (op === Op.slot) {
          this.walk(next, this.lists[bytes[at + 1] ?? 0] ?? 0, symbol, at + 2, output);
          return;
        } else {
          const set = op === Op.acceptSet ? numberAt(bytes, at + 1, 2) : output;
          if (rest !== NONE) this.walk(next, rest, symbol, NONE, output);
          // What is accepted after white space was accepted before it.
          else if (symbol !== SPACE && symbol !== DASH) this.ends.push({ set, end: next });
          if (op === Op.acceptEnd) return;
          at += op === Op.acceptSet ? 3 : 1;
        }
      }
      next = this.pastUncounted(next);
      if (next === text.length) return;
      symbol = codes[text.charCodeAt(next)] ?? INVISIBLE;
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

  /** Past quotes and what is not seen. */
  private pastUncounted(at: number): number {
    const { codes } = this.units;
    while (at < this.text.length && (codes[this.text.charCodeAt(at)] ?? INVISIBLE) <= QUOTE) at++;
    return at;
  }

  /** Goes on as if there were no white space before `next`. */
  private walkOver(next: number, at: number, rest: number, output: number): void {
    const symbol = this.units.codes[this.text.charCodeAt(next)] ?? INVISIBLE;
    const target = step(this.bytes, at, symbol);
    if (target !== NONE) this.walk(next + 1, target, symbol, rest, output);
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
