import { Op, TWO_BYTES } from './automaton.ts';
import { DASH, SPACE } from './fold.ts';

/** No way on. */
export const NONE = -1;

/** Where an operation that takes a symbol leads with that one, or -1. */
export function step(bytes: Uint8Array, at: number, code: number): number {
  const op = bytes[at] ?? 0;
  if (op === code) return at + 1;
  if (op >= 128) return ((op << 8) | (bytes[at + 1] ?? 0)) === code ? at + 2 : NONE;
  if (op === Op.joint) return code === SPACE || code === DASH ? at + 1 : NONE;
  if (op >= Op.few2 + 2 && op < Op.few2 + 16) return stepLow(bytes, at + 1, op - Op.few2, code, 2);
  if (op >= Op.few1 + 2 && op < Op.few1 + 16) return stepLow(bytes, at + 1, op - Op.few1, code, 1);
  if (op < Op.branch1 || op > Op.branch3) return NONE;
  const width = op - Op.branch1 + 1;
  const low = bytes[at + 1] ?? 0;
  const wide = op === Op.branch3;
  const high = wide ? ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0) : (bytes[at + 2] ?? 0);
  return stepAny(bytes, at + (wide ? 4 : 3), low, high, code, width);
}

/** Among `count` symbols of one byte from `at` on, which the distances of all but the last follow. */
function stepLow(bytes: Uint8Array, at: number, count: number, code: number, width: number): number {
  for (let i = 0; i < count; i++) {
    if (bytes[at + i] !== code) continue;
    const end = at + count + (count - 1) * width;
    return i === count - 1 ? end : end + numberAt(bytes, at + count + i * width, width);
  }
  return NONE;
}

/** Among `low` symbols of one byte and `high` of two. */
function stepAny(
  bytes: Uint8Array,
  at: number,
  low: number,
  high: number,
  code: number,
  width: number,
): number {
  const count = low + high;
  const distances = at + low + 2 * high;
  if (code < TWO_BYTES) {
    for (let i = 0; i < low; i++) {
      if (bytes[at + i] === code) return target(bytes, distances, count, i, width);
    }
    return NONE;
  }
  let [from, to] = [0, high];
  while (from < to) {
    const middle = (from + to) >> 1;
    const place = at + low + 2 * middle;
    const found = ((bytes[place] ?? 0) << 8) | (bytes[place + 1] ?? 0);
    if (found === code) return target(bytes, distances, count, low + middle, width);
    if (found < code) from = middle + 1;
    else to = middle;
  }
  return NONE;
}

/** Where the `i`th of `count` distances leads. */
function target(bytes: Uint8Array, distances: number, count: number, i: number, width: number): number {
  return distances + count * width + numberAt(bytes, distances + i * width, width);
}

/** A number of 1 to 3 bytes. */
export function numberAt(bytes: Uint8Array, at: number, width: number): number {
  let number = 0;
  for (let i = at; i < at + width; i++) number = (number << 8) | (bytes[i] ?? 0);
  return number;
}
