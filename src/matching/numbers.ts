/**
 * Numbers and bytes as ASCII text: a script with other characters in its data is twice as large in
 * memory, and slower to read.
 */

/** Whole numbers below 2³², small ones as few characters. */
export function packNumbers(numbers: readonly number[]): string {
  const bytes: number[] = [];
  for (const number of numbers) {
    let rest = number;
    for (; rest >= MORE; rest = Math.floor(rest / MORE)) bytes.push(MORE + (rest % MORE));
    bytes.push(rest);
  }
  return base64Of(Uint8Array.from(bytes));
}

/** The inverse of {@link packNumbers}. */
export function unpackNumbers(packed: string): Uint32Array {
  const bytes = bytesFrom(packed);
  const numbers = new Uint32Array(bytes.length);
  let count = 0;
  let [number, place] = [0, 1];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    number += (byte % MORE) * place;
    place *= MORE;
    if (byte >= MORE) continue;
    numbers[count++] = number;
    [number, place] = [0, 1];
  }
  return numbers.subarray(0, count);
}

/** A byte from there on is followed by another one of the same number. */
const MORE = 128;

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
