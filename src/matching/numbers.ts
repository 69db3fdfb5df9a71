/**
 * Numbers and bytes as ASCII text: a script with other characters in its data is twice as large in
 * memory, and slower to read.
 */

/** No place, no number. */
export const NONE = -1;

/** Numbers of 16 bits. */
export function pack16(numbers: readonly number[]): string {
  return base64Of(Uint8Array.from(numbers.flatMap((number) => [number & 0xff, number >> 8])));
}

/** The inverse of {@link pack16}, without a loop of ours. */
export function unpack16(packed: string): Uint16Array {
  const bytes = bytesFrom(packed);
  // All that browsers run on has the low byte first.
  return new Uint16Array(bytes.buffer, 0, bytes.length >> 1);
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
export function bytesFrom(base64: string): Uint8Array<ArrayBuffer> {
  // Ten times as fast, where the browser has it (Chromium 140, Firefox 133).
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
