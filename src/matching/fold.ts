/**
 * Folding maps every UTF-16 unit to the symbol that phrases are compared by: letter case, width,
 * diacritics, kinds of dash, quote and space all fall together. Offsets stay those of the text,
 * because one unit always folds to one symbol.
 *
 * The table is computed from Unicode data (about 20 ms), so that is done at build time; a page gets
 * what an automaton needs of it (see units.ts).
 */

/** Symbols with a role of their own; every other symbol is the folded unit itself. */
export const INVISIBLE = 0;
export const QUOTE = 1;
export const SPACE = 32;
export const DASH = 45;

/** What a unit is to the borders of a phrase. */
export const MARK = 0;
/** A letter or digit of a script that puts spaces between words. */
export const WORD = 1;
/** A letter of a script that does not: phrases begin and end anywhere. */
export const FREE = 2;
/** Soft hyphens, zero-width characters, combining marks: as if they were not there. */
export const UNSEEN = 3;

/** Written in traditional script only, or in simplified script only. */
export const TRADITIONAL = 8;
export const SIMPLIFIED = 16;

export interface Fold {
  /** The symbol of each of the 65,536 units. */
  readonly symbols: Uint16Array;
  /** MARK, WORD, FREE or UNSEEN for each unit. */
  readonly classes: Uint8Array;
  /** TRADITIONAL, SIMPLIFIED or 0 for each unit. */
  readonly scripts: Uint8Array;
}

const UNITS = 0x10000;
const invisible =
  /[\u00ad\u061c\u0640\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\p{Mn}\p{Me}]/u;
const quote = /["'`´ʹʺʻʼˈ‘’‚‛“”„‟′″‹›«»「」『』〝〞〟＂＇｢｣]/u;
const dash = /[-‐‑‒–—―−⁃﹘﹣－]/u;
const free =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}々〆ー]/u;
const withoutDecomposition: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ı: 'i' };

function symbolOf(unit: number): number {
  const character = String.fromCharCode(unit);
  if (invisible.test(character)) return INVISIBLE;
  if (quote.test(character)) return QUOTE;
  if (dash.test(character)) return DASH;
  if (/\s/.test(character)) return SPACE;
  if (/\p{Cs}/u.test(character) || /[\uac00-\ud7a3]/.test(character)) return unit;
  const plain = character
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mn}/gu, '');
  const folded = plain.length === 1 ? plain : character.toLowerCase();
  const symbol = withoutDecomposition[folded] ?? folded;
  return symbol.length === 1 ? symbol.charCodeAt(0) : unit;
}

function classOf(unit: number, symbol: number): number {
  const character = String.fromCharCode(unit);
  if (symbol === INVISIBLE) return UNSEEN;
  if (free.test(character)) return FREE;
  return /[\p{L}\p{N}]/u.test(character) ? WORD : MARK;
}

/** Computes the fold from the Unicode data of the running engine. Slow: for builds and tests. */
export function createFold(): Fold {
  const symbols = new Uint16Array(UNITS);
  const classes = new Uint8Array(UNITS);
  for (let unit = 0; unit < UNITS; unit++) {
    const symbol = symbolOf(unit);
    symbols[unit] = symbol;
    classes[unit] = classOf(unit, symbol);
  }
  return { symbols, classes, scripts: new Uint8Array(UNITS) };
}
