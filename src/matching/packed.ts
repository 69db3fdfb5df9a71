import { type PackedBars, UnpackedBars } from './bars.ts';
import { Machines } from './machines.ts';
import { base64Of, bytesFrom, NONE, pack16, unpack16 } from './numbers.ts';
import { type MatcherTables, type Needs, TooLarge, type VariantRow, type VariantRows } from './tables.ts';
import type { PackedTexts } from './texts.ts';
import { type PackedWindows, packWindows, unpackWindows } from './windows.ts';
import { type PackedUnits, packUnits, unpackUnits } from './units.ts';

/** A variant and the term it belongs to, by their numbers in the matcher. */
export interface VariantName {
  readonly id: string;
  readonly term: number;
}

/** The names behind the matcher's numbers. */
export interface MatcherNames {
  readonly terms: readonly { readonly id: string; readonly category: number }[];
  readonly variants: readonly VariantName[];
  /** How many different cues each context asks of a page. */
  readonly enough: readonly number[];
}

/**
 * A compiled glossary as JSON, without what bars its terms. Lists of numbers and bytes are strings,
 * because a page reads those fastest.
 */
export interface PackedMatcher {
  readonly units: PackedUnits;
  readonly texts: PackedTexts;
  readonly filter: string;
  readonly windows: PackedWindows;
  /** The variants that no window tells of. */
  readonly windowless: readonly number[];
  /** The ids of terms, with spaces between. */
  readonly terms: string;
  /** The category of each term. */
  readonly categories: readonly number[];
  /** The first variant of each term, 16 bits each. */
  readonly firsts: string;
  /** The ids that variants have, with spaces between, and the number of each one's, 16 bits each. */
  readonly ids: string;
  readonly variants: string;
  /** The flags of variants together with what they need, and the number of each one's, a byte each. */
  readonly flags: readonly number[];
  readonly rows: string;
  /** The variants that are not tracked by default. */
  readonly off: readonly number[];
  /** How many cues each context has. */
  readonly cues: readonly number[];
  readonly enough: readonly number[];
}

const ENGLISH = 1;
const CAPITALS = 2;
const OFF = 4;
const SIMPLE = 8;
const TRADITIONAL = 16;
/** What is needed, past the flags: nothing, or 1 for the long form, or a bit for each context. */
const NEEDS = 5;
/** Of contexts that a matcher can tell apart. */
export const MOST_CONTEXTS = 10;

export function pack(tables: MatcherTables, names: MatcherNames): PackedMatcher {
  const { units, machines, filter, windows, cues } = tables;
  const { texts, windowless, firsts } = machines.packed;
  const rows = Array.from({ length: tables.variants.length }, (_, i) => tables.variants.at(i)).filter(
    (row) => row !== undefined,
  );
  const flags = numbered(rows.map(flagsOf));
  if (flags.size > 0x100) throw new TooLarge('more than 256 ways of counting a rendering');
  const ids = numbered(names.variants.map(({ id }) => id));
  return {
    units: packUnits(units),
    texts,
    filter: base64Of(filter),
    windows: packWindows(windows),
    windowless,
    terms: names.terms.map(({ id }) => id).join(' '),
    categories: names.terms.map(({ category }) => category),
    firsts: pack16(Array.from(firsts)),
    ids: [...ids.keys()].join(' '),
    variants: pack16(names.variants.map(({ id }) => ids.get(id) ?? 0)),
    flags: [...flags.keys()],
    rows: base64Of(Uint8Array.from(rows, (row) => flags.get(flagsOf(row)) ?? 0)),
    off: [...rows.keys()].filter((variant) => !tables.defaults[variant]),
    cues: names.enough.map((_, context) => Array.from(cues).filter((one) => one === context).length),
    enough: names.enough,
  };
}

/** Different values, each with its number. */
function numbered<T>(values: readonly T[]): ReadonlyMap<T, number> {
  return new Map([...new Set(values)].map((value, i) => [value, i]));
}

/** The inverse of {@link pack}; most is done when it is needed. `bars` is what bars terms. */
export function unpack(
  packed: PackedMatcher,
  bars: PackedBars,
): { tables: MatcherTables; names: MatcherNames } {
  const firsts = unpack16(packed.firsts);
  const rows = new PackedRows(firsts, bytesFrom(packed.rows), packed.flags);
  const defaults = new Uint8Array(rows.length).fill(1);
  for (const variant of packed.off) defaults[variant] = 0;
  return {
    tables: {
      units: unpackUnits(packed.units),
      machines: new Machines({
        texts: packed.texts,
        firsts,
        variants: rows.length,
        windowless: packed.windowless,
      }),
      windows: unpackWindows(packed.windows),
      filter: bytesFrom(packed.filter),
      variants: rows,
      defaults,
      cues: cuesOf(packed.cues),
      bars: new UnpackedBars(bars),
    },
    names: new PackedNames(packed),
  };
}

/** The context of each cue. */
function cuesOf(counts: readonly number[]): Uint8Array {
  const cues = new Uint8Array(counts.reduce((sum, count) => sum + count, 0));
  let at = 0;
  for (const [context, count] of counts.entries()) cues.fill(context, at, (at += count));
  return cues;
}

class PackedRows implements VariantRows {
  /** `rows` tells for each variant which of the `flags` are its own. */
  constructor(
    private readonly firsts: Uint16Array,
    private readonly rows: Uint8Array,
    private readonly flags: readonly number[],
  ) {}

  get length(): number {
    return this.rows.length;
  }

  at(variant: number): VariantRow | undefined {
    const flags = this.flags[this.rows[variant] ?? NONE];
    if (flags === undefined) return undefined;
    return {
      term: this.termOf(variant),
      english: (flags & ENGLISH) > 0,
      capitals: (flags & CAPITALS) > 0,
      on: (flags & OFF) === 0,
      script: flags & SIMPLE ? 'simplified' : flags & TRADITIONAL ? 'traditional' : null,
      needs: needsOf(flags >> NEEDS),
    };
  }

  private termOf(variant: number): number {
    let [from, to] = [0, this.firsts.length];
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if ((this.firsts[middle] ?? 0) <= variant) from = middle;
      else to = middle;
    }
    return from;
  }
}

/** Names are made when they are asked for: on most pages they never are. */
class PackedNames implements MatcherNames {
  private known: Pick<MatcherNames, 'terms' | 'variants'> | null = null;

  constructor(private readonly packed: PackedMatcher) {}

  get enough(): readonly number[] {
    return this.packed.enough;
  }

  get terms(): MatcherNames['terms'] {
    return this.names.terms;
  }

  get variants(): MatcherNames['variants'] {
    return this.names.variants;
  }

  private get names(): Pick<MatcherNames, 'terms' | 'variants'> {
    this.known ??= this.make();
    return this.known;
  }

  private make(): Pick<MatcherNames, 'terms' | 'variants'> {
    const { terms, categories } = this.packed;
    const ids = this.packed.ids.split(' ');
    const firsts = unpack16(this.packed.firsts);
    let term = 0;
    return {
      terms: terms.split(' ').map((id, i) => ({ id, category: categories[i] ?? 0 })),
      variants: Array.from(unpack16(this.packed.variants), (id, variant) => {
        while (firsts[term + 1] === variant) term++;
        return { id: ids[id] ?? '', term };
      }),
    };
  }
}

function flagsOf({ english, capitals, on, script, needs }: VariantRow): number {
  const bits =
    needs === 'expansion' ? 1 : (needs ?? []).reduce((sum, context) => sum + 2 ** (context + 1), 0);
  const inScript = { simplified: SIMPLE, traditional: TRADITIONAL };
  return (
    (english ? ENGLISH : 0) +
    (capitals ? CAPITALS : 0) +
    (on ? 0 : OFF) +
    (script ? inScript[script] : 0) +
    (bits << NEEDS)
  );
}

function needsOf(bits: number): Needs {
  if (bits <= 1) return bits ? 'expansion' : null;
  return Array.from({ length: MOST_CONTEXTS }, (_, context) => context).filter(
    (context) => bits & (2 << context),
  );
}
