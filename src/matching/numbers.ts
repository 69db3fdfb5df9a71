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

declare global {
  interface Uint8ArrayConstructor {
    fromBase64?(base64: string): Uint8Array<ArrayBuffer>;
  }
}

export function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The inverse of {@link base64Of}. Throws a SyntaxError or DOMException if it is not base64. */
export function bytesFrom(base64: string): Uint8Array {
  // Ten times as fast, where the browser has it (Chromium 140, Firefox 133).
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
