import { type Pattern, type WordLists } from '../glossary/pattern.ts';
import { DASH, type Fold, INVISIBLE, QUOTE, SPACE } from './fold.ts';
import { Token } from './patterns.ts';
import { type Codes } from './units.ts';

/** Writes patterns as texts of tokens: see {@link Token}. Slots must have a list among `lists`. */
export class Tokens {
  private readonly names: readonly string[];

  constructor(
    private readonly lists: WordLists,
    private readonly fold: Fold,
    private readonly codes: Codes,
  ) {
    this.names = Object.keys(lists);
  }

  /** The text of patterns. */
  of(patterns: readonly Pattern[]): number[] {
    return patterns.flatMap((pattern) => [...this.pattern(pattern), Token.end]);
  }

  /** The texts of the lists, in their order. */
  ofLists(): number[][] {
    return Object.values(this.lists).map((items) =>
      items.flatMap((item) => [...this.literal(item), Token.end]),
    );
  }

  private pattern(pattern: Pattern): number[] {
    return pattern.flatMap((part) => {
      // A hyphen stands for a dash or a space.
      if (part.kind === 'text')
        return this.literal(part.text).flatMap((code) => (code === DASH ? DASH_OR_SPACE : [code]));
      if (part.kind === 'self') return [Token.self];
      if (part.kind === 'slot') return [Token.list + this.names.indexOf(part.list)];
      const options = part.options.map((option) => [Token.or, ...this.pattern(option)]);
      return [Token.open, ...options.flat().slice(1), Token.close];
    });
  }

  /** Codes, without what does not count. Spaces around a dash are part of it. */
  private literal(text: string): number[] {
    const symbols = Array.from({ length: text.length }, (_, at) => this.fold.symbols[text.charCodeAt(at)]);
    return symbols
      .filter((symbol, at) => {
        const isBesideDash = symbols[at - 1] === DASH || symbols[at + 1] === DASH;
        return symbol !== INVISIBLE && symbol !== QUOTE && !(symbol === SPACE && isBesideDash);
      })
      .map((symbol = INVISIBLE) => this.codes.get(symbol) ?? symbol);
  }
}

const DASH_OR_SPACE = [Token.open, DASH, Token.or, SPACE, Token.close];
