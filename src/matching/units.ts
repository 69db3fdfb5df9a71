import { type Fold, INVISIBLE, QUOTE, SPACE } from './fold.ts';
import { base64Of, bytesFrom, pack16, unpack16 } from './numbers.ts';
import { TooLarge } from './tables.ts';

/** What matching knows of each of the 65,536 UTF-16 units. */
export class Units {
  constructor(
    /** The number by which patterns know the unit's symbol. */
    readonly codes: Uint16Array,
    /**
     * MARK, WORD, FREE or UNSEEN; plus {@link STARTS} where a phrase may start with the unit; plus, where
     * phrases have the unit, TRADITIONAL or SIMPLIFIED.
     */
    readonly kinds: Uint8Array,
    /** Fills in all that is not {@link isCommon}; null once that is done. */
    private fill: (() => void) | null = null,
  ) {}

  /** Call for each text before units of it are looked up, */
  prepareFor(text: string): void {
    if (this.fill && uncommonUnit.test(text)) this.prepare(this.fill);
  }

  /** or for a unit with the code 0: true if its code is another now. */
  prepareForUnit(unit: number): boolean {
    if (!this.fill || isCommon(unit)) return false;
    this.prepare(this.fill);
    return this.codes[unit] !== 0;
  }

  private prepare(fill: () => void): void {
    this.fill = null;
    fill();
  }
}

/** Latin-1 and general punctuation: enough for most pages in English. */
const common = [
  { from: 0, to: 0x100 },
  { from: 0x2000, to: 0x2070 },
];
const uncommonUnit = /[^\0-\xff\u2000-\u206f]/;

export const STARTS = 4;
/** The bits of a kind that tell its class. */
export const CLASS = 3;
/** The code of symbols that stand in no phrase. */
const FOREIGN = 0x7fff;
/** Symbols below it are codes themselves. */
export const ASCII = 128;
const UNITS = 0x10000;

/** The codes of the symbols of phrases from {@link ASCII} on. */
export type Codes = ReadonlyMap<number, number>;

/**
 * Codes for the symbols of texts, in the order in which units that are not {@link isCommon} first need
 * them, as {@link packUnits} would have it. Throws {@link TooLarge}.
 */
export function codesFor(texts: Iterable<string>, { symbols }: Fold): Codes {
  const used = new Uint8Array(UNITS);
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) used[symbols[text.charCodeAt(at)] ?? INVISIBLE] = 1;
  }
  const codes = new Map<number, number>();
  for (const mustBeCommon of [false, true]) {
    for (let unit = 0; unit < UNITS; unit++) {
      const symbol = symbols[unit] ?? INVISIBLE;
      if (!used[symbol] || symbol < ASCII || isCommon(unit) !== mustBeCommon || codes.has(symbol)) continue;
      codes.set(symbol, ASCII + codes.size);
    }
  }
  if (ASCII + codes.size > FOREIGN) throw new TooLarge(`more than ${FOREIGN - ASCII} different characters`);
  return codes;
}

/** The table for phrases that start with the codes `starts`. Slow: for builds and tests. */
export function unitsFor(
  starts: ReadonlySet<number>,
  codeBy: Codes,
  { symbols, classes, scripts }: Fold,
): Units {
  const codeOf = new Uint16Array(UNITS).fill(FOREIGN);
  for (let symbol = SPACE; symbol < ASCII; symbol++) codeOf[symbol] = symbol;
  for (const symbol of [INVISIBLE, QUOTE]) codeOf[symbol] = symbol;
  for (const [symbol, code] of codeBy) codeOf[symbol] = code;
  const codes = symbols.map((symbol) => codeOf[symbol] ?? FOREIGN);
  const kinds = classes.map((kind, unit) => {
    const code = codes[unit] ?? FOREIGN;
    return kind + (starts.has(code) ? STARTS : 0) + (code === FOREIGN ? 0 : (scripts[unit] ?? 0));
  });
  return new Units(codes, kinds);
}

/** Few bytes, which a page makes the tables of. */
export interface PackedUnits {
  /** The codes, 16 bits each, and the kinds of the {@link common} units. */
  readonly codes: string;
  readonly kinds: string;
  /**
   * The last units of runs of one class, 16 bits each; and their classes, a byte each, with
   * {@link INVISIBLES} or {@link QUOTES} where all units of the run are that.
   */
  readonly lasts: string;
  readonly classes: string;
  /**
   * The other units that phrases have: a byte for how far each is from the one before, 0 for farther
   * than a byte tells; a byte with what its kind has besides, and {@link NEXT} where its code is the next
   * one.
   */
  readonly gaps: string;
  readonly added: string;
  /** 16 bits each: the far gaps, and the codes that are not the next ones. */
  readonly farGaps: string;
  readonly otherCodes: string;
}

const INVISIBLES = 4;
const QUOTES = 8;
const NEXT = 1;
/** What all units of a run have in common: their class, and whether they do not count in phrases. */
const runOf = (kind: number, code: number): number =>
  (kind & CLASS) + (code === INVISIBLE ? INVISIBLES : code === QUOTE ? QUOTES : 0);

export function packUnits({ codes, kinds }: Units): PackedUnits {
  const code = (unit: number) => codes[unit] ?? FOREIGN;
  const kind = (unit: number) => kinds[unit] ?? 0;
  const run = (unit: number) => runOf(kind(unit), code(unit));
  const all = Array.from({ length: UNITS }, (_, unit) => unit);
  const lasts = all.filter((unit) => unit + 1 === UNITS || run(unit + 1) !== run(unit));
  const others = all.filter((unit) => code(unit) !== FOREIGN && run(unit) <= CLASS && !isCommon(unit));
  const gaps = others.map((unit, i) => unit - (others[i - 1] ?? 0));
  let next = ASCII;
  const isNext = others.map((unit) => code(unit) === next && next++ > 0);
  const near = common.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
  const bytes = (numbers: readonly number[]) => base64Of(Uint8Array.from(numbers));
  return {
    codes: pack16(near.map(code)),
    kinds: bytes(near.map(kind)),
    lasts: pack16(lasts),
    classes: bytes(lasts.map(run)),
    gaps: bytes(gaps.map((gap) => (gap < 0x100 ? gap : 0))),
    farGaps: pack16(gaps.filter((gap) => gap >= 0x100)),
    added: bytes(others.map((unit, i) => (kind(unit) & ~CLASS) | (isNext[i] ? NEXT : 0))),
    otherCodes: pack16(others.filter((_, i) => !isNext[i]).map(code)),
  };
}

function isCommon(unit: number): boolean {
  return common.some(({ from, to }) => unit >= from && unit < to);
}

/** The inverse of {@link packUnits}. The most is done when it is needed: see {@link Units.prepareFor}. */
export function unpackUnits(packed: PackedUnits): Units {
  const codes = new Uint16Array(UNITS);
  const kinds = new Uint8Array(UNITS);
  setCommon(packed, codes, kinds);
  return new Units(codes, kinds, () => {
    setAll(packed, codes, kinds);
    setCommon(packed, codes, kinds);
  });
}

function setCommon(packed: PackedUnits, codes: Uint16Array, kinds: Uint8Array): void {
  const [nearCodes, nearKinds] = [unpack16(packed.codes), bytesFrom(packed.kinds)];
  let read = 0;
  for (const { from, to } of common) {
    codes.set(nearCodes.subarray(read, read + to - from), from);
    kinds.set(nearKinds.subarray(read, read + to - from), from);
    read += to - from;
  }
}

/** Throws if the classes do not fill the table. */
function setAll(packed: PackedUnits, codes: Uint16Array, kinds: Uint8Array): void {
  codes.fill(FOREIGN);
  const [lasts, classes] = [unpack16(packed.lasts), bytesFrom(packed.classes)];
  let at = 0;
  for (let i = 0; i < lasts.length; i++) {
    const end = (lasts[i] ?? 0) + 1;
    const run = classes[i] ?? 0;
    kinds.fill(run & CLASS, at, end);
    if (run > CLASS) codes.fill(run < QUOTES ? INVISIBLE : QUOTE, at, end);
    at = end;
  }
  if (at !== UNITS) throw new Error(`Packed units cover ${at} instead of ${UNITS}`);

  const [gaps, added] = [bytesFrom(packed.gaps), bytesFrom(packed.added)];
  const [farGaps, otherCodes] = [unpack16(packed.farGaps), unpack16(packed.otherCodes)];
  let [unit, next, far, other] = [0, ASCII, 0, 0];
  for (let i = 0; i < gaps.length; i++) {
    unit += gaps[i] || (farGaps[far++] ?? 0);
    const adds = added[i] ?? 0;
    codes[unit] = adds & NEXT ? next++ : (otherCodes[other++] ?? FOREIGN);
    kinds[unit] = (kinds[unit] ?? 0) | (adds & ~NEXT);
  }
}
