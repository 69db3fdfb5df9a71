import type { Automaton } from './automaton.ts';
import { step, NONE } from './follow.ts';
import { type Fold, INVISIBLE, QUOTE, SPACE } from './fold.ts';
import { packNumbers, unpackNumbers } from './numbers.ts';

/** What matching knows of each of the 65,536 UTF-16 units. */
export interface Units {
  /** The number by which the bytes of the automaton know the unit's symbol. */
  readonly codes: Uint16Array;
  /** MARK, WORD, FREE or UNSEEN; plus {@link STARTS} where a phrase may start with the unit. */
  readonly kinds: Uint8Array;
}

export const STARTS = 4;
/** The bits of a kind that tell its class. */
export const CLASS = 3;
/** What no edge has: symbols that stand in no phrase. */
const FOREIGN = 0x7fff;
/** The codes of the alphabet begin there; symbols below {@link ALPHABET_FROM} are codes themselves. */
const ALPHABET = 0x8000;
const ALPHABET_FROM = 128;
const UNITS = 0x10000;

/** Joins a fold and an automaton. Slow: for builds and tests. */
export function unitsFor({ bytes, alphabet }: Automaton, { symbols, classes }: Fold): Units {
  const places = new Uint16Array(UNITS).fill(FOREIGN);
  for (let symbol = SPACE; symbol < ALPHABET_FROM; symbol++) places[symbol] = symbol;
  for (const symbol of [INVISIBLE, QUOTE]) places[symbol] = symbol;
  for (let i = 0; i < alphabet.length; i++) places[alphabet.charCodeAt(i)] = ALPHABET + i;
  const codes = symbols.map((symbol) => places[symbol] ?? FOREIGN);
  const starting = new Set([...new Set(codes)].filter((code) => step(bytes, 0, code) !== NONE));
  const kinds = classes.map((kind, unit) => kind + (starting.has(codes[unit] ?? FOREIGN) ? STARTS : 0));
  return { codes, kinds };
}

/** As few numbers as possible, since a page makes the tables anew. */
export interface PackedUnits {
  /** Runs of units of one class: length, class. */
  readonly classes: string;
  /** The units that fold to another one of the alphabet: distance from the one before, code. */
  readonly folded: string;
  /** The codes that phrases may start with: distance from the one before. */
  readonly starting: string;
}

export function packUnits({ codes, kinds }: Units, alphabet: string): PackedUnits {
  const classes: number[] = [];
  const folded: number[] = [];
  const starting = new Set<number>();
  let [runStart, lastFolded] = [0, 0];
  for (let unit = 0; unit < UNITS; unit++) {
    const kind = kinds[unit] ?? 0;
    const code = codes[unit] ?? FOREIGN;
    if (((kinds[unit + 1] ?? ~kind) & CLASS) !== (kind & CLASS) || unit + 1 === UNITS) {
      classes.push(unit + 1 - runStart, kind & CLASS);
      runStart = unit + 1;
    }
    if (kind >= STARTS) starting.add(code);
    const isItself = code === unit ? unit >= SPACE : alphabet.charCodeAt(code - ALPHABET) === unit;
    if (code === FOREIGN || isItself) continue;
    folded.push(unit - lastFolded, code);
    lastFolded = unit;
  }
  const inOrder = [...starting].sort((a, b) => a - b);
  return {
    classes: packNumbers(classes),
    folded: packNumbers(folded),
    starting: packNumbers(inOrder.map((code, i) => code - (inOrder[i - 1] ?? 0))),
  };
}

/** The inverse of {@link packUnits}. Throws if the classes do not fill the table. */
export function unpackUnits(packed: PackedUnits, alphabet: string): Units {
  const codes = new Uint16Array(UNITS).fill(FOREIGN);
  const kinds = new Uint8Array(UNITS);
  const classes = unpackNumbers(packed.classes);
  let at = 0;
  for (let i = 0; i < classes.length; i += 2) {
    const end = at + (classes[i] ?? 0);
    kinds.fill(classes[i + 1] ?? 0, at, end);
    at = end;
  }
  if (at !== UNITS) throw new Error(`Packed units cover ${at} instead of ${UNITS}`);

  const starts = new Uint8Array(UNITS);
  let code = 0;
  for (const distance of unpackNumbers(packed.starting)) starts[(code += distance)] = STARTS;
  const set = (unit: number, to: number): void => {
    codes[unit] = to;
    kinds[unit] = (kinds[unit] ?? 0) | (starts[to] ?? 0);
  };
  for (let unit = SPACE; unit < ALPHABET_FROM; unit++) set(unit, unit);
  for (let i = 0; i < alphabet.length; i++) set(alphabet.charCodeAt(i), ALPHABET + i);
  const folded = unpackNumbers(packed.folded);
  let unit = 0;
  for (let i = 0; i < folded.length; i += 2) set((unit += folded[i] ?? 0), folded[i + 1] ?? 0);
  return { codes, kinds };
}
