import type { Pattern } from '../glossary/pattern.ts';
import { DASH, type Fold, INVISIBLE, QUOTE, SPACE } from './fold.ts';

/** A slot counts as one symbol, past those of text: its list has an automaton of its own. */
export const FIRST_SLOT = 0x10000;
/** Stands for the match itself in what bars it. */
export const SELF = 0x20000;

type Node =
  | { kind: 'symbol'; symbol: number; next: number }
  | { kind: 'split'; next: number[] }
  | { kind: 'accept'; accept: number };

/**
 * Patterns as nodes: Thompson's construction from the back, so that a choice shares all that
 * follows it.
 */
export class Nodes {
  readonly all: Node[] = [];

  /** `lists` in the order of their numbers. */
  constructor(
    private readonly lists: readonly (readonly [name: string, items: readonly string[]])[],
    private readonly fold: Fold,
  ) {}

  add(node: Node): number {
    return this.all.push(node) - 1;
  }

  pattern(pattern: Pattern, next: number): number {
    return pattern.reduceRight((after, part) => {
      if (part.kind === 'text') return this.text(part.text, after, true);
      if (part.kind === 'choice') {
        const options = part.options.map((option) => this.pattern(option, after));
        return this.add({ kind: 'split', next: options });
      }
      if (part.kind === 'self') return this.symbol(SELF, after);
      const list = this.lists.findIndex(([name]) => name === part.list);
      return list < 0 ? this.add({ kind: 'split', next: [] }) : this.symbol(FIRST_SLOT + list, after);
    }, next);
  }

  /** The items of the list with that number, one beside another. */
  list(list: number, next: number): number {
    const items = this.lists[list]?.[1] ?? [];
    return this.add({ kind: 'split', next: items.map((item) => this.text(item, next, false)) });
  }

  /** In a pattern a hyphen stands for a dash or a space; in an item of a list for a dash. */
  private text(text: string, next: number, dashIsSpace: boolean): number {
    for (let at = text.length - 1; at >= 0; at--) {
      const symbol = this.fold.symbols[text.charCodeAt(at)] ?? INVISIBLE;
      if (symbol === INVISIBLE || symbol === QUOTE) continue;
      // Spaces around a dash are part of it.
      if (symbol === SPACE && (this.isDash(text, at - 1) || this.isDash(text, at + 1))) continue;
      const here = this.symbol(symbol, next);
      next =
        symbol === DASH && dashIsSpace
          ? this.add({ kind: 'split', next: [here, this.symbol(SPACE, next)] })
          : here;
    }
    return next;
  }

  private isDash(text: string, at: number): boolean {
    return this.fold.symbols[text.charCodeAt(at)] === DASH;
  }

  private symbol(symbol: number, next: number): number {
    return this.add({ kind: 'symbol', symbol, next });
  }

  /** The symbol and accept nodes reached without a symbol; white space counts once, and not beside a dash. */
  closure(from: readonly number[], afterSpace: boolean): number[] {
    const seen = new Set<number>();
    const reached: number[] = [];
    const open = [...from];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const node = this.all[at];
      if (node?.kind === 'split') open.push(...node.next);
      else if (node?.kind === 'symbol' && node.symbol === SPACE && afterSpace) open.push(node.next);
      else reached.push(at);
    }
    return reached.sort((a, b) => a - b);
  }

  /** What is accepted here, white space at the end of a phrase left aside. */
  accepted(reached: readonly number[]): number[] {
    const found = new Set<number>();
    for (const at of this.closure(reached, true)) {
      const node = this.all[at];
      if (node?.kind === 'accept') found.add(node.accept);
    }
    return [...found].sort((a, b) => a - b);
  }
}
