const MILLION = 1e6;
/** How many letters that the prose does not have there may follow any two. */
const UNSEEN_LETTERS = 30;

/** Text of the kind that will be read, and what is common in it. */
export class Prose {
  /** How often strings stand in it. */
  private readonly counts = new Map<string, number>();
  private readonly known = new Map<string, number>();
  private readonly units: number;

  /** Strings of other `lengths` than two and three are only estimated, unless they are given. */
  constructor(texts: readonly string[], lengths: readonly number[]) {
    for (const text of texts) for (const length of [2, 3, ...lengths]) this.count(text, length);
    this.units = texts.reduce((sum, { length }) => sum + length, 1);
  }

  private count(text: string, length: number): void {
    for (let at = 0; at + length <= text.length; at++) {
      const string = text.slice(at, at + length);
      this.counts.set(string, (this.counts.get(string) ?? 0) + 1);
    }
  }

  /** How often a string stands in it, and how often, going by its letters, it does in a million units. */
  commonnessOf(string: string): number {
    const known = this.known.get(string);
    if (known !== undefined) return known;
    const commonness = (this.counts.get(string) ?? 0) + MILLION * this.likelihoodOf(string);
    this.known.set(string, commonness);
    return commonness;
  }

  /** How likely prose goes on like that at any place, by which two letters come before which. */
  private likelihoodOf(string: string): number {
    let likelihood = this.countOf(string.slice(0, 2)) / this.units;
    for (let at = 2; at < string.length; at++) {
      const before = this.countOf(string.slice(at - 2, at));
      likelihood *= this.countOf(string.slice(at - 2, at + 1)) / (before + UNSEEN_LETTERS);
    }
    return likelihood;
  }

  private countOf(letters: string): number {
    return (this.counts.get(letters) ?? 0) + 1;
  }
}
