import type { Automaton, Codes } from './automaton.ts';
import { step, NONE } from './follow.ts';
import { type Fold, INVISIBLE, QUOTE, SPACE } from './fold.ts';
import { base64Of, bytesFrom, pack16, unpack16 } from './numbers.ts';

/** What matching knows of each of the 65,536 UTF-16 units. */
export class Units {
  constructor(
    /** The number by which the bytes of the automaton know the unit's symbol. */
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
    if (this.fill && uncommon.test(text)) this.prepare(this.fill);
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
const uncommon = /[^\0-\xff\u2000-\u206f]/;

export const STARTS = 4;
/** The bits of a kind that tell its class. */
export const CLASS = 3;
/** What no edge has: symbols that stand in no phrase. */
const FOREIGN = 0x7fff;
/** Symbols below it are codes themselves. */
export const ASCII = 128;
const UNITS = 0x10000;

/** Joins a fold and an automaton. Slow: for builds and tests. */
export function unitsFor({ bytes }: Automaton, codeBy: Codes, { symbols, classes, scripts }: Fold): Units {
  const codeOf = new Uint16Array(UNITS).fill(FOREIGN);
  for (let symbol = SPACE; symbol < ASCII; symbol++) codeOf[symbol] = symbol;
  for (const symbol of [INVISIBLE, QUOTE]) codeOf[symbol] = symbol;
  for (const [symbol, code] of codeBy) codeOf[symbol] = code;
  const codes = symbols.map((symbol) => codeOf[symbol] ?? FOREIGN);
  const starting = new Set([...new Set(codes)].filter((code) => step(bytes, 0, code) !== NONE));
  const kinds = classes.map((kind, unit) => {
    const code = codes[unit] ?? FOREIGN;
    return kind + (starting.has(code) ? STARTS : 0) + (code === FOREIGN ? 0 : (scripts[unit] ?? 0));
  });
  return new Units(codes, kinds);
}

/** Few numbers, and as the browser reads them fastest, since a page makes the tables anew. */
export interface PackedUnits {
  /** The codes, 16 bits each, and the kinds of the {@link common} units. */
  readonly codes: string;
  readonly kinds: string;
  /** The last units of runs of one class, 16 bits each; and their classes, a byte each. */
  readonly lasts: string;
  readonly classes: string;
  /** The other units that phrases have, 16 bits each; their codes; and what their kinds have besides. */
  readonly others: string;
  readonly otherCodes: string;
  readonly added: string;
}

export function packUnits({ codes, kinds }: Units): PackedUnits {
  const [lasts, classes, others]: [number[], number[], number[]] = [[], [], []];
  for (let unit = 0; unit < UNITS; unit++) {
    const kind = kinds[unit] ?? 0;
    if (((kinds[unit + 1] ?? ~kind) & CLASS) !== (kind & CLASS) || unit + 1 === UNITS) {
      lasts.push(unit);
      classes.push(kind & CLASS);
    }
    if (codes[unit] !== FOREIGN && !isCommon(unit)) others.push(unit);
  }
  const near = common.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
  const code = (unit: number) => codes[unit] ?? FOREIGN;
  const bytes = (units: readonly number[], mask: number) =>
    base64Of(Uint8Array.from(units, (unit) => (kinds[unit] ?? 0) & mask));
  return {
    codes: pack16(near.map(code)),
    kinds: bytes(near, 0xff),
    lasts: pack16(lasts),
    classes: base64Of(Uint8Array.from(classes)),
    others: pack16(others),
    otherCodes: pack16(others.map(code)),
    added: bytes(others, ~CLASS),
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
    kinds.fill(classes[i] ?? 0, at, end);
    at = end;
  }
  if (at !== UNITS) throw new Error(`Packed units cover ${at} instead of ${UNITS}`);

  const [others, otherCodes] = [unpack16(packed.others), unpack16(packed.otherCodes)];
  const added = bytesFrom(packed.added);
  others.forEach((unit, i) => {
    codes[unit] = otherCodes[i] ?? FOREIGN;
    kinds[unit] = (kinds[unit] ?? 0) | (added[i] ?? 0);
  });
}
