import { Borders } from './borders.ts';
import { mayBegin } from './filter.ts';
import { step } from './follow.ts';
import { DASH, QUOTE, SPACE, UNSEEN, WORD } from './fold.ts';
import { FARTHEST } from './sieve.ts';
import { type Reading, Run, type Visit } from './run.ts';
import type { Finder, Findings, MatcherTables, Pieces, Scope } from './tables.ts';
import { CLASS, STARTS } from './units.ts';
import { Walker } from './walker.ts';

/** Units that a phrase takes up at most, white space in abundance included. */
const LONGEST = 400;

/**
 * Finds phrases in text: one pass, leftmost first, the longest tracked one wins. Where another phrase
 * of the same term begins inside and goes further, both are one match.
 */
export class Matcher implements Finder {
  constructor(readonly tables: MatcherTables) {}

  find(text: string, scope: Scope, pieces: Pieces = whole(text)): Findings {
    const { tables } = this;
    tables.units.prepareFor(text);
    const findings: Findings = { matches: [], waiting: [], unsure: [], cues: new Set() };
    const reading: Reading = {
      tables,
      text,
      pieces,
      borders: new Borders(tables.units, text, pieces),
      walker: new Walker(tables.units, text),
      visitStarts: (from, to, visit) => this.visitStarts(text, pieces, from, to, visit),
    };
    const run = new Run(reading, scope, findings, (cue) => findings.cues.add(cue));
    reading.visitStarts(0, pieces.starts.length - 1, (at, piece, place) => run.tryAt(at, piece, place));
    return findings;
  }

  isInPhrase(text: string, at: number, isWhole = false): boolean {
    const { automaton, units } = this.tables;
    // A phrase that goes on past the text is not known.
    if (!isWhole && text.length - at < LONGEST) return true;
    units.prepareFor(text);
    const walker = new Walker(units, text);
    let wasSpace = false;
    for (let start = at, passed = 0; passed < FARTHEST; start--) {
      if (start < 0) return !isWhole;
      const code = units.codes[text.charCodeAt(start)] ?? 0;
      const isSpace = code === SPACE || code === DASH;
      if (code > QUOTE && !(isSpace && wasSpace)) passed++;
      wasSpace = isSpace;
      const mayStart = ((units.kinds[text.charCodeAt(start)] ?? 0) & STARTS) !== 0;
      if (!mayStart || !mayBegin(automaton.filter, units, text, start, text.length)) continue;
      const place = step(automaton.bytes, 0, code);
      if (walker.endsFrom(automaton, start + 1, place).some(({ end }) => end > at)) return true;
    }
    return false;
  }

  private visitStarts(text: string, pieces: Pieces, from: number, to: number, visit: Visit): void {
    const { units, automaton } = this.tables;
    const { kinds } = units;
    const { bytes, filter } = automaton;
    for (let piece = from; piece < to; piece++) {
      const end = pieces.starts[piece + 1] ?? 0;
      /** The class of the last unit that can be seen. */
      let last = 0;
      for (let at = pieces.starts[piece] ?? 0; at < end; at++) {
        const kind = kinds[text.charCodeAt(at)] ?? 0;
        if (
          (kind & STARTS) !== 0 &&
          (last !== WORD || (kind & CLASS) !== WORD) &&
          mayBegin(filter, units, text, at, end)
        ) {
          visit(at, piece, step(bytes, 0, units.codes[text.charCodeAt(at)] ?? 0));
        }
        if (kind !== UNSEEN) last = kind & CLASS;
      }
    }
  }
}

function whole(text: string): Pieces {
  return { starts: [0, text.length], separated: () => false };
}
