/** The first character used for numbers: past quotes, backslash and all that JSON escapes. */
const FIRST = 0x5d;
/** Numbers from here on take two characters; none may come out as a surrogate. */
const LARGE = 0xc000;

/** Whole numbers below 250 million as a string, small ones as one character. */
export function packNumbers(numbers: readonly number[]): string {
  let packed = '';
  for (const number of numbers) {
    if (number >= LARGE) packed += String.fromCharCode(FIRST + LARGE + Math.floor(number / LARGE));
    packed += String.fromCharCode(FIRST + (number % LARGE));
  }
  return packed;
}

/** The inverse of {@link packNumbers}. */
export function unpackNumbers(packed: string): Uint32Array {
  const numbers = new Uint32Array(packed.length);
  let count = 0;
  let high = 0;
  for (let at = 0; at < packed.length; at++) {
    const value = packed.charCodeAt(at) - FIRST;
    if (value >= LARGE) high = (value - LARGE) * LARGE;
    else {
      numbers[count++] = high + value;
      high = 0;
    }
  }
  return numbers.subarray(0, count);
}
