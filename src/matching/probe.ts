import { Matcher } from './matcher.ts';
import { type PackedMatcher, unpack } from './packed.ts';
import type { Finder, Findings, Pieces, Scope, VariantRow } from './tables.ts';

/** A probe as the build makes it. */
export interface PackedProbe {
  /** The commonest signs, as a regular expression. */
  readonly common: string;
  /** All of them. */
  readonly matcher: PackedMatcher;
}

/** The one variant of a probe: any sign. */
export const SIGN: VariantRow = {
  term: 0,
  english: true,
  capitals: false,
  needs: null,
  script: null,
  on: true,
};

/**
 * Finds the first sign that a text may hold a phrase. The browser looks for the commonest ones, which
 * is faster than any code of ours that is new; the matcher is made only for a text without those.
 */
export class Probe implements Finder {
  readonly tables: Finder['tables'];
  private readonly common: RegExp;
  private matcher: Matcher | null = null;

  constructor(private readonly packed: PackedProbe) {
    this.common = new RegExp(packed.common);
    this.tables = { variants: [SIGN], cues: [] };
  }

  find(text: string, scope: Scope, pieces?: Pieces): Findings {
    const sign = this.common.exec(text);
    if (sign) {
      const match = { variant: 0, start: sign.index, end: sign.index + sign[0].length };
      return { matches: [match], waiting: [], unsure: [], cues: new Set() };
    }
    this.matcher ??= new Matcher(unpack(this.packed.matcher).tables);
    return this.matcher.find(text, scope, pieces);
  }
}
