/**
 * An automaton as bytes that are followed as they are, so that a page has nothing to unpack. The root
 * is at 0. See {@link Op} for the rest.
 */
export interface Steps {
  readonly bytes: Uint8Array;
  /** Where the automaton of each word list begins. */
  readonly lists: readonly number[];
}

/** What bars the matches of a term. Each may be empty. */
export interface Bars {
  /** Phrases that hold the match. */
  readonly around: Steps;
  /** What may not stand right behind it. */
  readonly after: Steps;
}

/** The automaton of all phrases. */
export interface Automaton extends Steps {
  /** How phrases may begin: see {@link mayBegin}. */
  readonly filter: Uint8Array;
  /** The sets of two and more accept numbers; their numbers follow those of the accept numbers. */
  readonly sets: readonly (readonly number[])[];
  /** The first of their numbers. */
  readonly firstSet: number;
}

/**
 * How symbols are written, by all automata of a glossary. Those below 128 are codes themselves; of the
 * others the most frequent ones have a byte each, up to {@link AFTER_SYMBOLS}, the rest two.
 */
export type Codes = ReadonlyMap<number, number>;

/** The bytes from there on are no symbols. */
export const AFTER_SYMBOLS = 0xc0;
/** Codes from there on take two bytes, the first of which is 128 or more. */
export const TWO_BYTES = 0x8000;

/**
 * What a byte says, and the operands after it, high byte first. Distances count from the end of the
 * operands, forward. Other bytes are symbols, or the first of two: if the text has it, go on behind it.
 */
export const Op = {
  /** No way on. */
  end: 0,
  /** The set told on the way ends here. */
  accept: 1,
  /** The same, and no way on. */
  acceptEnd: 2,
  /** Set (2 bytes) ends here. */
  acceptSet: 3,
  /** From here on only that set (2 bytes) is accepted. */
  output: 4,
  /** Distance (2 bytes), 65,536 more of it for each number up to {@link Op.far}. */
  near: 5,
  /** Distance (3 bytes). */
  far: 9,
  /** Besides what follows, go on there: distance (3 bytes). */
  also: 10,
  /** An item of that list (1 byte). */
  slot: 11,
  /** The match that is looked around. */
  self: 12,
  /**
   * The edges of a state: how many have symbols of one byte (1 byte) and how many of two (1 byte, for
   * `branch3` 2), the symbols, their distances (1 to 3 bytes each).
   */
  branch1: 13,
  branch2: 14,
  branch3: 15,
  /** A space or a dash; in the place of `few1` with a single edge. */
  joint: 17,
  /**
   * Two to fifteen edges, all of one byte: the number is added. Distances of 1 byte, but for the last
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
