import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlossary } from '../build/compile-glossary.ts';
import { GLOSSARY_FOLDER } from '../build/vite-plugin.ts';
import { readGlossary } from '../build/read-glossary.ts';
import { LONGEST, Matcher } from './matcher.ts';
import { Border, LocalSearch, type Question } from './search.ts';

const { tables, names } = compileGlossary(readGlossary(GLOSSARY_FOLDER));
const matcher = new Matcher(tables);
const search = new LocalSearch(matcher, names, tables.defaults);
const nothing = { contexts: [], terms: [] };

/** A question about pieces, with the borders between them. */
function question(pieces: readonly string[], borders: string, given: Question['given'] = nothing): Question {
  const starts = [0];
  for (const piece of pieces) starts.push((starts.at(-1) ?? 0) + piece.length);
  const texts = [{ text: pieces.join(''), starts, borders: Border.separated + borders }];
  return { texts, given, withoutCues: false };
}

describe('places', () => {
  const text = 'They speak of cyber sovereignty, and of win-win cooperation again.';

  it('are where phrases stand, between two offsets', async () => {
    const all = await search.places({ text, from: 0, to: text.length, isWhole: true });
    const inPhrases = [text.indexOf('cyber'), text.indexOf('win-win')].map((start) =>
      all.filter((place) => place >= start && place < start + 23),
    );
    expect(inPhrases.map(({ length }) => length > 0)).toEqual([true, true]);
    expect(inPhrases.flat()).toEqual(all);
    expect(all).toEqual([...new Set(all)].sort((a, b) => a - b));
    const [from, to] = [20, text.indexOf(',')];
    expect(await search.places({ text, from, to, isWhole: true })).toEqual(
      all.filter((place) => place >= from && place < to),
    );
  });

  it('are told where a phrase may go on past the text, unless it cannot', async () => {
    const begun = 'They speak of a community with a shared fut';
    const passage = { text: begun, from: 0, to: begun.length };
    expect(await search.places({ ...passage, isWhole: true })).toEqual([]);
    expect((await search.places({ ...passage, isWhole: false })).length).toBeGreaterThan(0);
  });
});

it('tells of the same places however a text is divided, if what stands around is known', async () => {
  const phrases = [
    'Cyber  sovereignty',
    '人类命运\n共同体',
    '“wolf-\u00adwarrior” diplomacy',
    'win-win cooperation',
  ];
  const filler = 'The ministers of both sides met again, and said what they had said before. ';
  const text = phrases.map((phrase) => filler.repeat(6) + phrase + filler.repeat(6)).join('');
  const whole = await search.places({ text, from: 0, to: text.length, isWhole: true });
  expect(whole.length).toBeGreaterThanOrEqual(phrases.length);
  await fc.assert(
    fc.asyncProperty(fc.nat(text.length), fc.nat(text.length), async (a, b) => {
      const cuts = [0, Math.min(a, b), Math.max(a, b), text.length];
      const parts = cuts.slice(1).map(async (to, i) => {
        const from = cuts[i] ?? 0;
        const first = Math.max(0, from - LONGEST);
        const part = text.slice(first, to + LONGEST);
        const isWhole = false;
        const places = await search.places({ text: part, from: from - first, to: to - first, isWhole });
        return places.map((place) => place + first);
      });
      // At the edges of the text it is not known whether phrases go on.
      const inside = (place: number) => place > LONGEST && place < text.length - LONGEST;
      expect((await Promise.all(parts)).flat().filter(inside)).toEqual(whole.filter(inside));
    }),
    { numRuns: 300 },
  );
});

describe('what is found', () => {
  it('goes over borders that join, and asks for those that are not known', async () => {
    const pieces = ['of cyber ', 'sovereignty again'];
    const [joined, separated, unknown] = await Promise.all(
      [Border.joined, Border.separated, Border.unknown].map((border) =>
        search.find(question(pieces, border)),
      ),
    );
    expect(joined?.found).toMatchObject([{ matches: [{ start: 3, end: 20 }], unknown: [] }]);
    expect(joined?.variants).toMatchObject([{ term: 'cyber-sovereignty', needs: null, on: true }]);
    expect(separated?.found).toMatchObject([{ matches: [], unknown: [] }]);
    expect(unknown?.found).toMatchObject([{ unknown: [1] }]);
  });

  it('waits for what the page must give', async () => {
    const text = ['The BRI again'];
    const before = await search.find(question(text, ''));
    expect(before.found[0]?.matches).toEqual([]);
    expect(before.found[0]?.waiting.map(({ end }) => end)).toContain(7);
    const term = before.variants.find(({ needs }) => needs === 'expansion')?.term ?? '';
    const after = await search.find(question(text, '', { contexts: [], terms: [term] }));
    expect(after.found[0]?.matches).toMatchObject([{ start: 4, end: 7 }]);
  });

  it('holds the cues of contexts', async () => {
    const { found } = await search.find(question(['Beijing said so.'], ''));
    expect(found[0]?.cues.length).toBeGreaterThan(0);
  });

  it('is what the matcher finds, and survives a message', async () => {
    const asked = question(['It defends “cyber sovereignty” and a community with a shared future.'], '');
    const { found } = JSON.parse(JSON.stringify(await search.find(asked)));
    const scope = { tracked: tables.defaults, met: () => false };
    const { matches } = matcher.find(asked.texts[0]?.text ?? '', scope);
    expect(matches.length).toBe(2);
    expect(found[0].matches).toEqual(matches);
  });
});

it('does not tell of places where what is tracked has none', () => {
  const all = new Uint8Array(names.variants.length).fill(1);
  expect([search.isSieved, new LocalSearch(matcher, names, all).isSieved]).toEqual([true, false]);
});
