import { bytesFrom, unpack16 } from './numbers.ts';

/**
 * Texts of numbers below 2¹⁶ in few bytes: what recurs in them is written once. They are written with
 * names; a name stands for a number, or, by a rule, for two other names. See `packTexts`.
 */
export interface PackedTexts {
  /** The numbers that the first names stand for, 16 bits each. */
  readonly numbers: string;
  /** The two names that each of the other names stands for, 16 bits each. */
  readonly rules: string;
  /** The names written most, 16 bits each. A byte below their count is one of them, others begin a name. */
  readonly frequent: string;
  /** All texts, one after another, */
  readonly bytes: string;
  /** and how many bytes each has. */
  readonly lengths: readonly number[];
}

/** Reads packed texts, one at a time. */
export class Texts {
  private readonly numbers: Uint16Array;
  private readonly rules: Uint16Array;
  private readonly frequent: Uint16Array;
  private readonly bytes: Uint8Array;
  /** The text that is being read, and how much of it is. */
  private spelt = new Uint16Array(2048);
  private written = 0;

  constructor(private readonly packed: PackedTexts) {
    this.numbers = unpack16(packed.numbers);
    this.rules = unpack16(packed.rules);
    this.frequent = unpack16(packed.frequent);
    this.bytes = bytesFrom(packed.bytes);
  }

  /** A text, by its place among them; empty if there is none. */
  at(text: number): Uint16Array {
    const { bytes, frequent } = this;
    const { lengths } = this.packed;
    let at = 0;
    for (let i = 0; i < text; i++) at += lengths[i] ?? 0;
    const end = at + (lengths[text] ?? 0);
    this.written = 0;
    while (at < end) {
      const byte = bytes[at++] ?? 0;
      this.spell(frequent[byte] ?? ((byte - frequent.length) << 8) | (bytes[at++] ?? 0));
    }
    return this.spelt.slice(0, this.written);
  }

  private spell(name: number): void {
    const { numbers, rules } = this;
    while (name >= numbers.length) {
      const rule = 2 * (name - numbers.length);
      this.spell(rules[rule] ?? 0);
      name = rules[rule + 1] ?? 0;
    }
    if (this.written === this.spelt.length) {
      const longer = new Uint16Array(2 * this.spelt.length);
      longer.set(this.spelt);
      this.spelt = longer;
    }
    this.spelt[this.written++] = numbers[name] ?? 0;
  }
}
