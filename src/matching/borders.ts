import { NONE } from './numbers.ts';
import { UNSEEN, WORD } from './fold.ts';
import type { Pieces } from './tables.ts';
import { CLASS, type Units } from './units.ts';

const S = 115;
/** What each closing quotation mark was opened by. */
const opened: Readonly<Record<string, string>> = {
  '”': '“',
  '’': '‘',
  '"': '"',
  '»': '«',
  '」': '「',
  '』': '『',
};

/** Where words, segments and quotations begin and end in a text. */
export class Borders {
  constructor(
    private readonly units: Units,
    private readonly text: string,
    private readonly pieces: Pieces,
  ) {}

  /** Whether the phrase stays in its segment and, on its left, begins a word. */
  isOneSegment(start: number, end: number, piece: number): boolean {
    const { starts } = this.pieces;
    for (let next = piece + 1; (starts[next] ?? Infinity) < end; next++) {
      if (this.pieces.separated(next)) return false;
    }
    const before = this.seenBefore(start);
    return !this.isWord(before - 1) || !this.isWord(start) || this.segmentBegins(before, start, piece);
  }

  /** Where the phrase ends if a word ends at `end`, or with its plural; -1 if in mid-word. */
  wordEnd(end: number, piece: number, plural: boolean): number {
    const after = this.seenFrom(end);
    if (!this.isWord(this.seenBefore(end) - 1) || !this.isWord(after)) return end;
    if (this.segmentBegins(end, after, piece)) return end;
    if (!plural || this.units.codes[this.text.charCodeAt(after)] !== S) return NONE;
    const next = this.seenFrom(after + 1);
    return !this.isWord(next) || this.segmentBegins(after + 1, next, piece) ? after + 1 : NONE;
  }

  /** Whether a word goes on from the unit before `at`. */
  isMidWord(at: number): boolean {
    return this.isWord(at - 1) && this.isWord(at);
  }

  private isWord(at: number): boolean {
    return (
      at >= 0 && at < this.text.length && ((this.units.kinds[this.text.charCodeAt(at)] ?? 0) & CLASS) === WORD
    );
  }

  /** `at`, or the first place after it where a character is that can be seen. */
  private seenFrom(at: number): number {
    const { kinds } = this.units;
    while (at < this.text.length && kinds[this.text.charCodeAt(at)] === UNSEEN) at++;
    return at;
  }

  /** `at`, or the last place before it that comes right after a character that can be seen. */
  private seenBefore(at: number): number {
    const { kinds } = this.units;
    while (at > 0 && kinds[this.text.charCodeAt(at - 1)] === UNSEEN) at--;
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

  /** Whether those are whole words of one segment that reach as far as `least`. */
  isPhrase(start: number, end: number, piece: number, least = 0): boolean {
    const last = this.wordEnd(end, piece, true);
    return last !== NONE && last >= least && this.isOneSegment(start, end, piece);
  }

  /** A quotation that begins inside a match and ends right behind it is closed. */
  pastClosing(start: number, end: number, piece: number): number {
    const closing = this.text.charAt(end);
    const opening = opened[closing];
    if (!opening || this.segmentBegins(end, end, piece)) return end;
    const inside = this.text.slice(start, end).split('');
    const open = inside.filter((character) => character === opening).length;
    const closed = inside.filter((character) => character === closing).length;
    return (opening === closing ? open % 2 === 1 : open > closed) ? end + 1 : end;
  }
}
