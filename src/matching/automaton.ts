/** Where two automata begin, 0 for none. */
interface Bars {
  /** Of phrases that hold the match. */
  readonly around: number;
  /** Of what may not stand right behind it. */
  readonly after: number;
}

/**
 * A compiled automaton as bytes that are followed as they are, so that a page has nothing to unpack.
 * Symbols below 128 stand for themselves; the others, as two bytes, for their place in `alphabet`.
 * The root is at 0. See {@link Op} for the rest.
 */
export interface Automaton {
  readonly bytes: Uint8Array;
  /** How phrases may begin: see {@link mayBegin}. */
  readonly filter: Uint8Array;
  /** The symbols from 128 on, ascending. */
  readonly alphabet: string;
  /** Where the automaton of each word list begins. */
  readonly lists: readonly number[];
  /** For each term where the automata begin of what bars its matches. */
  readonly bars: readonly Bars[];
  /** The sets of two and more accept numbers; their numbers follow those of the accept numbers. */
  readonly sets: readonly (readonly number[])[];
  /** The first of their numbers. */
  readonly firstSet: number;
}

/**
 * What a byte says, and the operands after it, high byte first. Distances count from the end of the
 * operands, forward. Other bytes are symbols, from 128 on the first of two: if the text has it, go on
 * behind it.
 */
export const Op = {
  /** No way on. */
  end: 0,
  /** The set told on the way ends here. */
  accept: 1,
  /** Set (2 bytes) ends here. */
  acceptSet: 2,
  /** From here on only that set (2 bytes) is accepted. */
  output: 3,
  /** Distance (2 bytes). */
  near: 4,
  /** Distance (3 bytes). */
  far: 5,
  /** Besides what follows, go on there: distance (3 bytes). */
  also: 6,
  /** An item of that list (1 byte). */
  slot: 7,
  /** The match that is looked around. */
  self: 8,
  /**
   * The edges of a state: how many have symbols below 128 (1 byte) and how many others (1 byte, for
   * `branch3` 2), the symbols (1 and 2 bytes each), their distances (1 to 3 bytes each).
   */
  branch1: 9,
  branch2: 10,
  branch3: 11,
  /** A space or a dash. */
  joint: 12,
  /**
   * Two to fifteen edges, all below 128: the number is added. Distances of 1 byte, but for the last
   * edge, which goes on right behind.
   */
  few1: 16,
  /** The same with distances of 2 bytes, in the place of capital letters, which fold to small ones. */
  few2: 64,
  /** As `output`, the low 5 bits and the byte after it being the set. */
  shortOutput: 0xc0,
  /** As `near`, the low 5 bits and the byte after it being the distance. */
  shortNear: 0xe0,
} as const;
