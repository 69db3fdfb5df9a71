import { Converter } from 'opencc-js';
import { createFold, type Fold, SIMPLIFIED, TRADITIONAL } from '../matching/fold.ts';

const [FIRST_HAN, LAST_HAN] = [0x3400, 0x9fff];

/** A fold by which traditional characters are the same as the simplified ones that stand for them. */
export function createChineseFold(): Fold {
  const { symbols, classes, scripts } = createFold();
  const [simplify, undo] = [Converter({ from: 't', to: 'cn' }), Converter({ from: 'cn', to: 't' })];
  for (let unit = FIRST_HAN; unit <= LAST_HAN; unit++) {
    const character = String.fromCharCode(unit);
    const simple = simplify(character);
    if (simple.length === 1 && simple !== character) {
      symbols[unit] = simple.charCodeAt(0);
      scripts[unit] = TRADITIONAL;
    } else if (undo(character) !== character) scripts[unit] = SIMPLIFIED;
  }
  return { symbols, classes, scripts };
}
