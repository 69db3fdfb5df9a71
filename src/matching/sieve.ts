import { DASH, FREE, QUOTE, SPACE } from './fold.ts';
import type { MatcherTables } from './tables.ts';
import { ASCII, CLASS, type Units } from './units.ts';
import {
  addHints,
  BITS,
  bitOfTwo,
  type Hint,
  keyOfThree,
  keyOfTwo,
  mediumKey,
  moveOn,
  STEP,
  type Windows,
} from './windows.ts';

/**
 * A sieve knows a few thousand short strings, its windows, of which every phrase holds one. It goes
 * through text in one simple loop, faster than a matcher, and tells the few places where a matcher is
 * worth its time. The text may come in parts.
 */
export class Sieve {
  private window = 0;
  private inSpace = false;
  /** The last codes that are no space. */
  private last = 0;
  private lastButOne = 0;

  constructor(
    private readonly windows: Windows,
    private readonly units: Units,
  ) {}

  /** What comes next does not follow on what came last. */
  begin(): void {
    this.window = this.last = this.lastButOne = 0;
    this.inSpace = false;
  }

  /** The windows that end in the next part, in their order. Very few are told that are none. */
  find(text: string): Hint[] {
    const found: Hint[] = [];
    const { windows, units } = this;
    const { bits } = windows;
    const { codes, kinds } = units;
    let { window, inSpace, last, lastButOne } = this;
    for (let at = 0; at < text.length; at++) {
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
        const end = bitOfTwo(last, code);
        if (((bits[end >>> 3] ?? 0) >> (end & 7)) & 1) {
          addHints(found, windows, at, keyOfThree(lastButOne, last, code));
          const isFree = ((kinds[unit] ?? 0) & CLASS) === FREE;
          if (isFree) addHints(found, windows, at, keyOfTwo(last, code));
        }
      }
      lastButOne = last;
      last = code;
    }
    this.window = window;
    this.inSpace = inSpace;
    this.last = last;
    this.lastButOne = lastButOne;
    return found;
  }
}

/** What makes sieves, one for each text; null where a tracked variant has no window. */
export function sievesFor(
  { windows, units, machines }: Pick<MatcherTables, 'windows' | 'units' | 'machines'>,
  tracked: Uint8Array,
): (() => Sieve) | null {
  return machines.windowless.some((variant) => tracked[variant]) ? null : () => new Sieve(windows, units);
}
