import { type Pattern, phrasesOf } from '../../glossary/pattern.ts';
import { DASH, FREE, type Fold, INVISIBLE, MARK, QUOTE, SPACE, UNSEEN, WORD } from '../fold.ts';
import type { Match } from '../tables.ts';

/** A pattern to look for; its number is its place in the list. */
export interface OraclePattern {
  readonly pattern: Pattern;
  readonly plural: boolean;
  /** Phrases that must not count where they hold a match of the pattern. */
  readonly not?: readonly string[];
}

/**
 * The slow matcher that the fast one is held to: every phrase of every pattern is compared at every
 * place of the text, one after another. Each pattern is a term. No slots, no needs.
 */
export function findSlowly(
  text: string,
  patterns: readonly OraclePattern[],
  tracked: Uint8Array,
  fold: Fold,
): Match[] {
  const phrases = patterns.flatMap(({ pattern, plural }, variant) =>
    tracked[variant] ? [...phrasesOf(pattern, {})].map((phrase) => ({ phrase, plural, variant })) : [],
  );
  const isBarred = (variant: number, start: number, end: number): boolean =>
    (patterns[variant]?.not ?? []).some((phrase) =>
      Array.from({ length: start + 1 }, (_, from) => from).some((from) =>
        endsOf(text, from, phrase, fold).some((to) => (wordEnd(text, from, to, true, fold) ?? -1) >= end),
      ),
    );
  const longestAt = (start: number, only: number | null): Match | null => {
    let best: (Match & { bare: number }) | null = null;
    for (const { phrase, plural, variant } of phrases) {
      if (only !== null && only !== variant) continue;
      for (const end of endsOf(text, start, phrase, fold)) {
        const last = wordEnd(text, start, end, plural, fold);
        if (last === null || isBarred(variant, start, last)) continue;
        // At the same length the match that was longer before its plural wins, then the lower number.
        const order = best ? last - best.end || end - best.bare || best.variant - variant : 1;
        if (order > 0) best = { variant, start, end: last, bare: end };
      }
    }
    return best && { variant: best.variant, start, end: best.end };
  };
  const matches: Match[] = [];
  for (let start = 0; start < text.length;) {
    const match = longestAt(start, null);
    if (!match) {
      start++;
      continue;
    }
    let end = closed(text, start, match.end);
    for (let inside = start + 1; inside < end; inside++) {
      const further = longestAt(inside, match.variant)?.end ?? 0;
      if (further > end) end = closed(text, start, further);
    }
    matches.push({ ...match, end });
    start = end;
  }
  return matches;
}

/** With the quotation mark right behind, if it closes one that was opened inside. */
function closed(text: string, start: number, end: number): number {
  const inside = text.slice(start, end);
  const isOpen = ['“”', '‘’', '«»', '「」', '『』'].some(
    ([open = '', close = '']) =>
      text[end] === close && inside.split(open).length > inside.split(close).length,
  );
  return isOpen || (text[end] === '"' && inside.split('"').length % 2 === 0) ? end + 1 : end;
}

/** Where `phrase` may end if it starts at `start`. */
function endsOf(text: string, start: number, phrase: string, fold: Fold): number[] {
  const symbols = symbolsOf(phrase, fold);
  const symbolAt = (at: number) => fold.symbols[text.charCodeAt(at)];
  if (start >= text.length || [INVISIBLE, QUOTE, SPACE].includes(symbolAt(start) ?? 0)) return [];

  const pastQuotes = (at: number) => {
    while (at < text.length && [INVISIBLE, QUOTE].includes(symbolAt(at) ?? 0)) at++;
    return at;
  };
  const pastSpaces = (at: number) => {
    while (at < text.length && [INVISIBLE, SPACE, QUOTE].includes(symbolAt(at) ?? -1)) at++;
    return at;
  };
  /** All places where the rest of the phrase, from symbol `i`, can end. */
  const rest = (at: number, i: number, previous: number): number[] => {
    if (i === symbols.length) return [previous];
    const symbol = symbols[i] ?? 0;
    const here = i === 0 ? at : pastQuotes(at);
    if (here >= text.length) return [];
    const found = symbolAt(here);
    if (symbol === DASH) {
      const dash = found === SPACE ? pastSpaces(here + 1) : here;
      if (symbolAt(dash) === DASH) return rest(pastSpaces(dash + 1), i + 1, dash + 1);
      return found === SPACE ? rest(dash, i + 1, here + 1) : [];
    }
    if (symbol === SPACE) {
      const after = pastSpaces(here + 1);
      return found === SPACE && symbolAt(after) !== DASH ? rest(after, i + 1, here + 1) : [];
    }
    if (found === symbol) return rest(here + 1, i + 1, here + 1);
    // A line broken inside Chinese.
    if (found === SPACE && i > 0) {
      const after = pastSpaces(here + 1);
      const broken =
        /[\n\r\u2028\u2029]/.test(text.slice(here, after)) &&
        fold.classes[text.charCodeAt(here - 1)] === FREE &&
        fold.classes[text.charCodeAt(after)] === FREE;
      if (broken && symbolAt(after) === symbol) return rest(after + 1, i + 1, after + 1);
    }
    return [];
  };
  return rest(start, 0, start);
}

/** The symbols of a phrase: no quotes, white space single and not at its ends. */
function symbolsOf(phrase: string, fold: Fold): number[] {
  const symbols: number[] = [];
  for (let i = 0; i < phrase.length; i++) {
    const symbol = fold.symbols[phrase.charCodeAt(i)] ?? 0;
    if (symbol === INVISIBLE || symbol === QUOTE) continue;
    if (symbol === SPACE && (symbols.length === 0 || symbols.at(-1) === SPACE)) continue;
    symbols.push(symbol);
  }
  if (symbols.at(-1) === SPACE) symbols.pop();
  return symbols;
}

/** Where the match ends if it stands at word borders, null if it does not. */
function wordEnd(text: string, start: number, end: number, plural: boolean, fold: Fold): number | null {
  const classAt = (at: number, way: 1 | -1): number => {
    let i = way === 1 ? at : at - 1;
    while (i >= 0 && i < text.length && fold.classes[text.charCodeAt(i)] === UNSEEN) i += way;
    return i >= 0 && i < text.length ? (fold.classes[text.charCodeAt(i)] ?? MARK) : MARK;
  };
  const inWord = (at: number) => classAt(at, -1) === WORD && classAt(at, 1) === WORD;
  if (inWord(start)) return null;
  if (!inWord(end)) return end;
  let s = end;
  while (fold.classes[text.charCodeAt(s)] === UNSEEN) s++;
  const isS = fold.symbols[text.charCodeAt(s)] === 115;
  return plural && isS && !inWord(s + 1) ? s + 1 : null;
}
