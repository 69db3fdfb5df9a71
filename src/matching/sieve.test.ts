import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlossary } from '../build/compile-glossary.ts';
import { createChineseFold } from '../build/chinese-fold.ts';
import { readGlossary } from '../build/read-glossary.ts';
import { GLOSSARY_FOLDER } from '../build/vite-plugin.ts';
import { parsePattern, phrasesOf } from '../glossary/pattern.ts';
import { Matcher } from './matcher.ts';
import { hintsIn } from './sieve.ts';
import { matcherFor } from './testing/brackets.ts';

const runs = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 10_000) };

/** Whether windows tell of all variants that are on by default. */
function isSieved({ tables: { machines, defaults } }: Matcher): boolean {
  return !machines.windowless.some((variant) => defaults[variant]);
}

/** The matches that no window told of, or whose window was not taken for a part of them. */
function missed(matcher: Matcher, text: string): string[] {
  if (!isSieved(matcher)) return [];
  const hints = matcher.inPhrases(text, hintsIn(text, matcher.tables), true);
  const tracked = new Uint8Array(matcher.tables.variants.length).fill(1);
  return matcher
    .find(text, { tracked, met: () => true })
    .matches.filter(({ start, end }) => !hints.some(({ at }) => at >= start && at < end))
    .map(({ start, end }) => text.slice(start, end));
}

const word = fc
  .array(fc.constantFrom('a', 'b', 'k', 'é', 'ø', '1', 'Ж', 'o'), { minLength: 2, maxLength: 7 })
  .map((letters) => letters.join(''));
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((some) => some.join(' '));
const characters = fc
  .array(fc.constantFrom('命', '运', '共', '同', '网', 'の', '한', '·'), { minLength: 2, maxLength: 6 })
  .map((some) => some.join(''));
const part = fc.oneof(
  words,
  characters,
  fc.tuple(characters, word).map((both) => both.join('')),
);
const pattern = fc.oneof(
  part,
  fc.tuple(part, part, part).map(([a, b, c]) => `${a} (${b}|${c})`),
  fc.tuple(part, part, part).map(([a, b, c]) => `[${a}-]${b} ${c}`),
  fc.tuple(part, part).map(([a, b]) => `${a} {place} ${b}`),
  fc.tuple(part, part, part).map(([a, b, c]) => `(${a}|${b} ${c}|${c} [${a}] ${b})`),
);
const abbreviation = fc
  .array(fc.constantFrom('A', 'B', 'K', '2', '&'), { minLength: 2, maxLength: 4 })
  .map((letters) => `${letters.join('')}R`);
/** What may stand in a phrase besides its letters, or instead of a space. */
const dirt = fc.constantFrom('', '', '', '\u00ad', '\u200b', '“', '’', '\u0301', '\n', '  ', ' – ', '\u00a0');

/** A phrase as a page may write it. */
function written(phrase: string, dirts: readonly string[], capitals: boolean): string {
  return phrase
    .split('')
    .map((unit, i) => {
      const other = dirts[i % dirts.length] ?? '';
      if (/[ -]/.test(unit)) return /[\s–]/.test(other) ? other : unit + other;
      return (capitals ? unit.toUpperCase() : unit) + (/[\s–]/.test(other) ? '' : other);
    })
    .join('');
}

describe('the windows of phrases', () => {
  it('are in whatever the matcher finds', { timeout: 600_000 }, () => {
    const scene = fc.record({
      patterns: fc.array(pattern, { minLength: 1, maxLength: 4 }),
      short: fc.array(abbreviation, { maxLength: 2 }),
      dirts: fc.array(dirt, { minLength: 1, maxLength: 9 }),
      noise: fc.array(fc.oneof(part, fc.constantFrom('. ', ' ', '\n', 'x', ', “')), { maxLength: 6 }),
      capitals: fc.boolean(),
      seed: fc.nat(),
    });
    let sieved = 0;
    fc.assert(
      fc.property(scene, ({ patterns, short, dirts, noise, capitals, seed }) => {
        const matcher = matcherFor([
          ...patterns.map((one) => ({ variants: [{ pattern: one }] })),
          ...short.map((one) => ({ variants: [{ pattern: one, status: 'abbreviation' as const }] })),
        ]);
        if (isSieved(matcher)) sieved++;
        const phrases = [...patterns, ...short].map((one) => {
          const all = [...phrasesOf(parsePattern(one), { place: ['Laos', 'Côte d’Ivoire'] })];
          return written(all[seed % all.length] ?? '', dirts, capitals);
        });
        const pieces = phrases.flatMap((phrase, i) => [noise[i] ?? ' ', phrase]);
        for (const gap of ['', ' ']) expect(missed(matcher, pieces.join(gap))).toEqual([]);
      }),
      runs,
    );
    expect(sieved).toBeGreaterThan(runs.numRuns / 2);
  });

  it('are few on pages that hold no phrase', () => {
    const matcher = matcherFor(['community with a shared future', 'cyber sovereignty', '网络主权']);
    const text =
      'A shared kitchen in the future community centre, sovereign and cyber. 网络安全，主权。'.repeat(40);
    const hints = hintsIn(text, matcher.tables);
    expect(matcher.inPhrases(text, hints, true)).toEqual([]);
  });

  it('may stand in a phrase that goes on past a text, unless that is whole', () => {
    const matcher = matcherFor(['community with a shared future']);
    const text = 'A community with a sh';
    const hints = hintsIn(text, matcher.tables);
    expect(hints).not.toEqual([]);
    expect(matcher.inPhrases(text, hints)).toEqual(hints);
    expect(matcher.inPhrases(text, hints, true)).toEqual([]);
  });

  it('do not exist for phrases that are too short', () => {
    expect(matcherFor(['tifa', 'tifas of the day', 'day']).tables.machines.windowless).toEqual([0, 2]);
  });

  it('are in every phrase of the bundled glossary that is on by default', { timeout: 60_000 }, () => {
    const glossary = readGlossary(GLOSSARY_FOLDER);
    const matcher = new Matcher(compileGlossary(glossary, createChineseFold()).tables);
    const without: string[] = [];
    for (const { pattern: source, status, on } of glossary.terms.flatMap((term) => term.variants)) {
      if (on === false) continue;
      let count = 0;
      for (const phrase of phrasesOf(parsePattern(source), glossary.lists ?? {})) {
        if (++count > 500) break;
        const text =
          status === 'abbreviation' ? phrase.replace(/.+?(?=s?$)/, (all) => all.toUpperCase()) : phrase;
        const hints = hintsIn(text, matcher.tables);
        if (!matcher.inPhrases(text, hints, true).length) without.push(phrase);
      }
    }
    expect(without).toEqual([]);
  });
});
