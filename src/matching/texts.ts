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

  constructor(private readonly packed: PackedTexts) {
    this.numbers = unpack16(packed.numbers);
    this.rules = unpack16(packed.rules);
    this.frequent = unpack16(packed.frequent);
    this.bytes = bytesFrom(packed.bytes);
  }

  /** A text, by its place among them; empty if there is none. */
  at(text: number): readonly number[] {
    const { bytes, frequent } = this;
    const { lengths } = this.packed;
    let at = 0;
    for (let i = 0; i < text; i++) at += lengths[i] ?? 0;
    const end = at + (lengths[text] ?? 0);
    const spelt: number[] = [];
    while (at < end) {
      const byte = bytes[at++] ?? 0;
      const name = frequent[byte] ?? ((byte - frequent.length) << 8) | (bytes[at++] ?? 0);
      this.spell(name, spelt);
    }
    return spelt;
  }

  private spell(name: number, into: number[]): void {
    const { numbers, rules } = this;
    while (name >= numbers.length) {
      const rule = 2 * (name - numbers.length);
      this.spell(rules[rule] ?? 0, into);
      name = rules[rule + 1] ?? 0;
    }
    into.push(numbers[name] ?? 0);
  }
}
