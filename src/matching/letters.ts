import { DASH, FREE, type Fold, INVISIBLE, QUOTE, SPACE, WORD } from './fold.ts';
import { ASCII, type Codes } from './units.ts';

/** What compiling knows of the letters of patterns. */
export class Letters {
  constructor(
    private readonly fold: Fold,
    private readonly codes: Codes,
  ) {}

  /** Symbols as windows have them: without what does not count, a run of spaces and dashes as one space. */
  plain(text: string): string {
    let plain = '';
    for (let at = 0; at < text.length; at++) {
      const symbol = this.fold.symbols[text.charCodeAt(at)] ?? INVISIBLE;
      if (symbol === INVISIBLE || symbol === QUOTE) continue;
      if (symbol === SPACE || symbol === DASH) {
        if (!plain.endsWith(' ')) plain += ' ';
        continue;
      }
      plain += String.fromCharCode(symbol);
    }
    return plain.trimStart();
  }

  /** The code of a symbol. */
  codeOf(symbol: string): number {
    const unit = symbol.charCodeAt(0);
    return unit < ASCII ? unit : (this.codes.get(unit) ?? unit);
  }

  isFree(symbol: string): boolean {
    return this.fold.classes[symbol.charCodeAt(0)] === FREE;
  }

  isWord(symbol: string): boolean {
    return this.fold.classes[symbol.charCodeAt(0)] === WORD;
  }
}
