import { DASH, FREE, QUOTE, SPACE } from './fold.ts';
import type { MatcherTables } from './tables.ts';
import { ASCII, CLASS } from './units.ts';
import {
  addHints,
  BITS,
  bitOfOther,
  type Hint,
  keyOfThree,
  keyOfTwo,
  mediumKey,
  moveOn,
  STEP,
} from './windows.ts';

/**
 * The windows that end in a text before `end`, in their order: a few thousand short strings, of which every
 * phrase holds one. One simple loop, faster than a matcher, that tells the few places where a matcher is
 * worth its time. Very few are told that are none.
 */
export function hintsIn(
  text: string,
  { windows, units }: Pick<MatcherTables, 'windows' | 'units'>,
  end = text.length,
): Hint[] {
  const found: Hint[] = [];
  const { bits } = windows;
  const { codes, kinds } = units;
  let window = 0;
  let inSpace = false;
  // The last codes that are no space.
  let last = 0;
  let lastButOne = 0;
  for (let at = 0; at < end; at++) {
    const unit = text.charCodeAt(at);
    const code = codes[unit] ?? 0;
    if (code <= DASH) {
      if (code <= QUOTE) {
        // It is read again where the table has only now been filled.
        if (unit > 0xff && units.prepareForUnit(unit)) at--;
        continue;
      }
      if (code === SPACE || code === DASH) {
        if (!inSpace) window = moveOn(window, SPACE);
        inSpace = true;
        continue;
      }
    }
    inSpace = false;
    // As in `moveOn` and `bitOfWords`: calls are dear in new code.
    window = ((window & 0x7ffffff) << STEP) ^ (code * 981);
    const bit = ((window & 0x1fffff) * 331) >>> (30 - BITS);
    if (((bits[bit >>> 3] ?? 0) >> (bit & 7)) & 1) {
      addHints(found, windows, at, window);
      addHints(found, windows, at, mediumKey(window));
    }
    if (code !== unit || code >= ASCII) {
      const three = bitOfOther(lastButOne, last, code);
      if (((bits[three >>> 3] ?? 0) >> (three & 7)) & 1) {
        addHints(found, windows, at, keyOfThree(lastButOne, last, code));
      }
      const two = bitOfOther(0, last, code);
      if (((bits[two >>> 3] ?? 0) >> (two & 7)) & 1 && ((kinds[unit] ?? 0) & CLASS) === FREE) {
        addHints(found, windows, at, keyOfTwo(last, code));
      }
    }
    lastButOne = last;
    last = code;
  }
  return found;
}
