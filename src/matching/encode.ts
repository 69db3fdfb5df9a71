import {
  AFTER_SYMBOLS,
  type Automaton,
  type Bars,
  type Codes,
  Op,
  type Steps,
  TWO_BYTES,
} from './automaton.ts';
import { filterFor } from './filter-for.ts';
import { DASH, type Fold, SPACE } from './fold.ts';
import { FIRST_SLOT, SELF } from './nodes.ts';
import { type Edge, type State, TooLarge, type Unencoded } from './states.ts';
import { isCommon } from './units.ts';

/** The numbers below this fit into 5 bits and a byte. */
const SHORT = 0x2000;
/** Those below it into an operation of the kind `near` and two bytes. */
const MOST_NEAR = (Op.far - Op.near) * 0x10000;
const ASCII = 128;
const MOST_FEW = 15;

export interface Encoded {
  readonly automaton: Automaton;
  readonly codes: Codes;
  /** In the order of the terms. */
  readonly bars: readonly Bars[];
}

/** Encodes automata that end with their root. Throws {@link TooLarge}. */
export function encode(unencoded: Unencoded): Encoded {
  const { states, lists, bars, sets, firstSet } = unencoded;
  const { fold } = unencoded;
  const codes = codesFor(
    [states, ...lists, ...bars.flatMap(({ around, after }) => [around, after])].flat(),
    fold,
  );
  const encoder = new Encoder(codes);
  const listPlaces = lists.map((list) => encoder.add(list));
  encoder.add(states);
  const alone = (bar: readonly State[]): Steps => {
    const one = new Encoder(codes);
    if (bar.length > 1) one.add(bar);
    return { bytes: one.bytes(), lists: [] };
  };
  return {
    automaton: {
      bytes: encoder.bytes(),
      filter: filterFor(unencoded, (symbol) => codes.get(symbol) ?? symbol),
      lists: listPlaces.map((place) => encoder.written - place),
      sets,
      firstSet,
    },
    codes,
    bars: bars.map(({ around, after }) => ({ around: alone(around), after: alone(after) })),
  };
}

/**
 * The codes of the symbols from 128 on. Those of two bytes are in the order in which uncommon units first
 * need them, as {@link packUnits} would have it.
 */
function codesFor(states: readonly State[], fold: Fold): Codes {
  const counts = new Map<number, number>();
  for (const { edges } of states) {
    for (const { symbol } of edges) {
      if (symbol >= ASCII && symbol < FIRST_SLOT) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
    }
  }
  // The first bytes of those that take two come first.
  const leads = Math.max(0, Math.ceil((counts.size - (AFTER_SYMBOLS - ASCII)) / 255));
  const single = ASCII + leads;
  if (single > AFTER_SYMBOLS) throw new TooLarge('more than 16,384 different characters');
  const ofOneByte = AFTER_SYMBOLS - single;
  const byCount = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b);
  const ofTwo = new Set(byCount.slice(ofOneByte));
  const inOrder = Array.from(fold.symbols).filter((symbol, unit) => !isCommon(unit) && ofTwo.has(symbol));
  return new Map([
    ...byCount.slice(0, ofOneByte).map((symbol, i): [number, number] => [symbol, single + i]),
    ...[...new Set([...inOrder, ...ofTwo])].map((symbol, i): [number, number] => [symbol, TWO_BYTES + i]),
  ]);
}

/** Writes from the end to the beginning, so that every distance is known when it is written. */
class Encoder {
  /** The last byte first. A state is known by how many bytes there were when it was written. */
  private readonly reversed: number[] = [];
  /** Where a phrase ends and nothing follows. */
  private end = 0;

  /** `codes`: those of the symbols from 128 on. */
  constructor(private readonly codes: Codes) {}

  get written(): number {
    return this.reversed.length;
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.reversed.toReversed());
  }

  /** Writes an automaton. Returns where its root is. */
  add(states: readonly State[]): number {
    const places = new Map<number, number>();
    const open = [states.length - 1];
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      const state = states[at];
      // The last target comes right behind the state, as long as it is not in use before.
      const missing =
        state && !places.has(at) ? state.edges.find(({ target }) => !places.has(target)) : undefined;
      if (missing) {
        open.push(missing.target);
        continue;
      }
      open.pop();
      if (state && !places.has(at)) places.set(at, this.state(state, places));
    }
    return this.written;
  }

  private state({ accept, edges }: State, places: ReadonlyMap<number, number>): number {
    const place = (edge: Edge) => this.reached(edge, places.get(edge.target) ?? 0);
    const slots = edges.filter(({ symbol }) => symbol >= FIRST_SLOT);
    const others = edges.filter(({ symbol }) => symbol < FIRST_SLOT);
    // Those with the nearest targets are written last.
    const slotPlaces = slots.map((edge) => {
      this.goTo(place(edge));
      if (edge.symbol === SELF) this.write(Op.self);
      else this.write(Op.slot, edge.symbol - FIRST_SLOT);
      return this.written;
    });
    const [only, second] = others;
    if (only && second && isJoint(others)) {
      this.goTo(place(only));
      this.write(Op.joint);
    } else if (others.length > 1) this.branch(others, place);
    else if (only) {
      this.goTo(place(only));
      this.write(...this.symbol(only.symbol));
    } else if (!slotPlaces.length && accept === 'output') {
      this.write(Op.acceptEnd);
      this.end = this.written;
      return this.end;
    } else {
      const last = slotPlaces.pop();
      if (last === undefined) this.write(Op.end);
    }
    for (const slot of slotPlaces) this.write(Op.also, ...bytesOf(this.written - slot, 3));
    if (accept === 'output') this.write(Op.accept);
    else if (accept !== null) this.write(Op.acceptSet, ...bytesOf(accept, 2));
    return this.written;
  }

  /** Where the way past an edge goes on. */
  private reached({ output }: Edge, target: number): number {
    if (output === null) return target;
    this.goTo(target);
    if (output < SHORT) this.write(...bytesOf(Op.shortOutput * 256 + output, 2));
    else this.write(Op.output, ...bytesOf(output, 2));
    return this.written;
  }

  private goTo(place: number): void {
    const distance = this.written - place;
    if (distance > 0 && place === this.end) this.write(Op.acceptEnd);
    else if (distance >= MOST_NEAR) this.write(Op.far, ...bytesOf(distance, 3));
    else if (distance >= SHORT) this.write(Op.near + (distance >> 16), ...bytesOf(distance & 0xffff, 2));
    else if (distance > 0) this.write(...bytesOf(Op.shortNear * 256 + distance, 2));
  }

  private branch(edges: readonly Edge[], placeOf: (edge: Edge) => number): void {
    edges = edges.toSorted((a, b) => this.code(a.symbol) - this.code(b.symbol));
    const places = edges.map(placeOf);
    const low = edges.filter(({ symbol }) => this.code(symbol) < TWO_BYTES).length;
    if (low === edges.length && low <= MOST_FEW && this.written - Math.min(...places) < 0xfff0)
      return this.few(edges, places);
    const distances = places.map((place) => this.written - place);
    const farthest = Math.max(...distances);
    const others = edges.length - low;
    const width = farthest < 0x100 && others < 0x100 ? 1 : farthest < 0x10000 && others < 0x100 ? 2 : 3;
    this.write(
      Op.branch1 + width - 1,
      low,
      ...bytesOf(others, width === 3 ? 2 : 1),
      ...edges.flatMap(({ symbol }) => this.symbol(symbol)),
      ...distances.flatMap((distance) => bytesOf(distance, width)),
    );
  }

  /** The nearest target comes right behind, so its edge, the last one, needs no distance. */
  private few(edges: readonly Edge[], places: readonly number[]): void {
    const sorted = edges
      .map(({ symbol }, i) => ({ symbol, place: places[i] ?? 0 }))
      .sort((a, b) => a.place - b.place);
    this.goTo(Math.max(...places));
    const distances = sorted.slice(0, -1).map(({ place }) => this.written - place);
    const width = Math.max(...distances) < 0x100 ? 1 : 2;
    this.write(
      (width === 1 ? Op.few1 : Op.few2) + edges.length,
      ...sorted.map(({ symbol }) => this.code(symbol)),
      ...distances.flatMap((distance) => bytesOf(distance, width)),
    );
  }

  private code(symbol: number): number {
    return this.codes.get(symbol) ?? symbol;
  }

  private symbol(symbol: number): number[] {
    const code = this.code(symbol);
    return bytesOf(code, code < TWO_BYTES ? 1 : 2);
  }

  private write(...bytes: readonly number[]): void {
    this.reversed.push(...bytes.toReversed());
  }
}

function isJoint([first, second, third]: readonly Edge[]): boolean {
  return (
    third === undefined &&
    first?.symbol === SPACE &&
    second?.symbol === DASH &&
    first.target === second.target &&
    first.output === second.output
  );
}

function bytesOf(number: number, width: number): number[] {
  return Array.from({ length: width }, (_, i) => (number >> (8 * (width - 1 - i))) & 0xff);
}
