import { contextsOf } from '../glossary/needs.ts';
import { parsePattern, phrasesOf } from '../glossary/pattern.ts';
import type { Glossary } from '../glossary/schema.ts';
import { compile } from '../matching/compile.ts';
import { type Fold, FREE, MARK, WORD } from '../matching/fold.ts';
import { createChineseFold } from './chinese-fold.ts';
import { Matcher } from '../matching/matcher.ts';
import { pack } from '../matching/packed.ts';
import { type PackedProbe, SIGN } from '../matching/probe.ts';
import type { MatcherTables } from '../matching/tables.ts';
import { unitsFor } from '../matching/units.ts';

/** How many letters of a phrase a probe knows at least: of words, and of writing without spaces. */
const OF_WORDS = 9;
const OF_OTHERS = 3;
const LONG = 5;
/** So many cues of each kind, the first of the list, are the commonest signs. */
const COMMON = 40;
const EVERYTHING = { tracked: Uint8Array.of(1), met: () => false };

/**
 * A small matcher that finds something in every page in which the whole one does, and in few others:
 * the cues of the context that most variants need, and the beginnings of the phrases that need it not
 * and do not hold a cue themselves. Variants that are off by default are not in it.
 */
export function compileProbe(glossary: Glossary, fold: Fold = createChineseFold()): PackedProbe {
  const lists = glossary.lists ?? {};
  const variants = glossary.terms.flatMap((term) => term.variants.filter(({ on }) => on !== false));
  const context = commonest(variants.flatMap(({ needs }) => contextsOf(needs)));
  const cues = (glossary.contexts?.[context]?.cues ?? []).map(parsePattern);
  const withCue = new Matcher(tablesFor(cues));

  const beginnings = new Set<string>();
  for (const { pattern, needs } of variants) {
    // An abbreviation counts beside its long form only, which is here itself.
    if (needs === 'expansion' || contextsOf(needs).includes(context)) continue;
    for (const phrase of phrasesOf(parsePattern(pattern), lists)) {
      if (withCue.find(phrase, EVERYTHING).matches.length === 0) beginnings.add(beginningOf(phrase));
    }
  }
  const tables = tablesFor([...cues, ...[...beginnings].map((text) => [{ kind: 'text' as const, text }])]);
  const names = { terms: [], variants: [{ id: '', term: 0 }], enough: [] };
  return {
    common: commonSigns(cues.flatMap((cue) => [...phrasesOf(cue, lists)])),
    matcher: pack(tables, names),
  };

  function tablesFor(patterns: Parameters<typeof compile>[1][number]): MatcherTables {
    const entries = patterns.map((pattern) => ({ pattern, accept: 0 }));
    const { automaton, codes } = compile(entries, [], lists, fold);
    return {
      units: unitsFor(automaton, codes, fold),
      automaton,
      variants: [SIGN],
      defaults: Uint8Array.of(1),
      unmistakable: Uint8Array.of(1),
      cues: [],
      barred: Uint8Array.of(0),
      bars: new Map(),
    };
  }

  /** The first words, up to the end of a long one past the first: “community with a shared”. */
  function beginningOf(phrase: string): string {
    let [length, wordLength, words] = [0, 0, 0];
    for (let at = 0; at < phrase.length; at++) {
      const kind = fold.classes[phrase.charCodeAt(at)];
      if (kind === FREE && length + 1 >= OF_OTHERS) return phrase.slice(0, at + 1);
      if (kind === WORD || kind === FREE) length++;
      if (kind === WORD) wordLength++;
      else if (kind === MARK) {
        if (wordLength) words++;
        if (length >= OF_WORDS && wordLength >= LONG && words > 1) return phrase.slice(0, at);
        wordLength = 0;
      }
    }
    return phrase;
  }
}

/** An expression for signs as they are mostly written. */
function commonSigns(signs: readonly string[]): string {
  const words = signs.filter((sign) => /^[A-Za-z ]+$/.test(sign)).slice(0, COMMON);
  const others = signs.filter((sign) => /^\p{Script=Han}+$/u.test(sign)).slice(0, COMMON);
  return [`\\b(?:${words.join('|')})\\b`, ...others].join('|');
}

function commonest(ids: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}
