import { Borders } from './borders.ts';
import { mayBegin } from './filter.ts';
import { NONE } from './numbers.ts';
import { Run } from './run.ts';
import type { Hint } from './windows.ts';
import { Starts, startsBefore } from './starts.ts';
import type { Findings, MatcherTables, Pieces, Scope } from './tables.ts';
import { STARTS } from './units.ts';
import { Walker } from './walker.ts';

/** Units that a phrase takes up at most, white space in abundance included. */
export const LONGEST = 400;

/**
 * Finds phrases in text: one pass, leftmost first, the longest tracked one wins. Where another phrase
 * of the same term begins inside and goes further, both are one match.
 */
export class Matcher {
  constructor(readonly tables: MatcherTables) {}

  /** All phrases of `text`, which stands in one segment unless `pieces` says otherwise. */
  find(text: string, scope: Scope, pieces: Pieces = whole(text)): Findings {
    const { tables } = this;
    tables.units.prepareFor(text);
    const findings: Findings = { matches: [], waiting: [], cues: new Set() };
    const borders = new Borders(tables.units, text, pieces);
    const starts = new Starts(tables, text, pieces);
    const reading = { tables, text, pieces, borders, starts, walker: this.walkerFor(text) };
    const run = new Run(reading, scope, findings, (cue) => findings.cues.add(cue));
    const all = !scope.withoutCues || tables.machines.windowless.some((variant) => scope.tracked[variant]);
    starts.visit(0, pieces.starts.length - 1, all, (at, piece, roots) => run.tryAt(at, piece, roots));
    return findings;
  }

  /**
   * Those of the windows in a text that stand in a phrase; where that one's edges are is not asked. Of a
   * whole text none goes on past it.
   */
  inPhrases(text: string, hints: readonly Hint[], isWhole = false): Hint[] {
    const { units, machines } = this.tables;
    units.prepareFor(text);
    const walker = this.walkerFor(text);
    return hints.filter((hint) => {
      const { at, term } = hint;
      const { first, last } = startsBefore(units, text, hint);
      // A phrase that begins before the text, or goes on past it, is not known.
      if (!isWhole && (first === NONE || text.length - at < LONGEST)) return true;
      for (let start = last; start >= Math.max(0, first); start--) {
        const kind = units.kinds[text.charCodeAt(start)] ?? 0;
        if ((kind & STARTS) === 0 || !mayBegin(this.tables, text, start, text.length, term)) continue;
        if (walker.endsFrom(machines.ofTerm(term), start).some(({ end }) => end > at)) return true;
      }
      return false;
    });
  }

  private walkerFor(text: string): Walker {
    return new Walker(this.tables.units, text, (list) => this.tables.machines.ofList(list));
  }
}

function whole(text: string): Pieces {
  return { starts: [0, text.length], separated: () => false };
}
