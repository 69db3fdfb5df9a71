import { NONE } from './numbers.ts';
import type { Findings, MatcherTables } from './tables.ts';

/** What a page has shown so far of the contexts that some variants need. */
export class PageContext {
  private readonly cues = new Set<number>();
  /** The terms whose long form was found. */
  private readonly terms = new Set<number>();
  private readonly unmistakable = new Set<number>();
  private readonly weights: number[];

  constructor(
    private readonly tables: Pick<MatcherTables, 'variants' | 'cues'>,
    private readonly enough: readonly number[],
  ) {
    this.weights = enough.map(() => 0);
  }

  /** Takes in what was found. True if something may now be met that was not. */
  add({ cues, matches }: Findings): boolean {
    let changed = false;
    for (const cue of cues) {
      const context = this.tables.cues[cue];
      if (context === undefined || this.cues.has(cue)) continue;
      this.cues.add(cue);
      changed = this.raise(context) || changed;
    }
    for (const { variant } of matches) {
      const row = this.tables.variants.at(variant);
      if (!row || row.needs === 'expansion') continue;
      if (!this.terms.has(row.term)) changed = true;
      this.terms.add(row.term);
      // A phrase that is unmistakable says as much of the page as a cue.
      if (row.needs !== null || !row.on || this.unmistakable.has(row.term)) continue;
      this.unmistakable.add(row.term);
      for (const context of this.weights.keys()) this.raise(context);
      changed = true;
    }
    return changed;
  }

  /** Whether the page as a whole gives the variant the context with that number, or its long form. */
  met(variant: number, need: number | 'expansion'): boolean {
    if (need === 'expansion') return this.terms.has(this.tables.variants.at(variant)?.term ?? NONE);
    return (this.weights[need] ?? 0) >= (this.enough[need] ?? Infinity);
  }

  /** How many of the variant's needs the page as a whole gives. */
  countMet(variant: number): number {
    const needs = this.tables.variants.at(variant)?.needs ?? [];
    return (needs === 'expansion' ? [needs] : needs).filter((need) => this.met(variant, need)).length;
  }

  private raise(context: number): boolean {
    const weight = (this.weights[context] ?? 0) + 1;
    this.weights[context] = weight;
    return weight === this.enough[context];
  }
}
