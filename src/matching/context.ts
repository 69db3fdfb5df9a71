import type { Found, FoundVariant } from './search.ts';

/** What a page has shown of what some variants need. */
export interface Given {
  /** The numbers of contexts, */
  readonly contexts: readonly number[];
  /** and the ids of terms whose long form was found. */
  readonly terms: readonly string[];
}

/** Gathers what a page shows of the contexts that some variants need. */
export class PageContext {
  private readonly cues = new Set<number>();
  /** The terms whose long form was found. */
  private readonly terms = new Set<string>();
  private readonly unmistakable = new Set<string>();
  private readonly weights: number[];

  /** `enough` is how many cues each context asks of a page. */
  constructor(private readonly enough: readonly number[]) {
    this.weights = enough.map(() => 0);
  }

  get given(): Given {
    const contexts = [...this.enough.keys()].filter((context) => this.isGiven(context));
    return { contexts, terms: [...this.terms] };
  }

  /** Takes in what was found. True if something may now be met that was not. */
  add(cues: Found['cues'], matched: readonly FoundVariant[]): boolean {
    let changed = false;
    for (const [cue, context] of cues) {
      if (this.cues.has(cue)) continue;
      this.cues.add(cue);
      changed = this.raise(context) || changed;
    }
    for (const { term, needs, on } of matched) {
      if (needs === 'expansion') continue;
      if (!this.terms.has(term)) changed = true;
      this.terms.add(term);
      // A phrase that is unmistakable says as much of the page as a cue.
      if (needs !== null || !on || this.unmistakable.has(term)) continue;
      this.unmistakable.add(term);
      for (const context of this.weights.keys()) this.raise(context);
      changed = true;
    }
    return changed;
  }

  /** How many of the variant's needs the page as a whole gives. */
  countMet({ term, needs }: FoundVariant): number {
    if (needs === 'expansion') return this.terms.has(term) ? 1 : 0;
    return (needs ?? []).filter((context) => this.isGiven(context)).length;
  }

  private isGiven(context: number): boolean {
    return (this.weights[context] ?? 0) >= (this.enough[context] ?? Infinity);
  }

  private raise(context: number): boolean {
    const weight = (this.weights[context] ?? 0) + 1;
    this.weights[context] = weight;
    return weight === this.enough[context];
  }
}
