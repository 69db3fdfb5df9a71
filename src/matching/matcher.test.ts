import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parsePattern } from '../glossary/pattern.ts';
import { findSlowly } from './testing/oracle.ts';
import { acceptedTogether } from './testing/together.ts';
import { bracketed, everything, FEW, fold, matcherFor } from './testing/brackets.ts';
import type { Pieces } from './tables.ts';

/** Each row: the patterns, then texts with the expected matches in brackets. */
const table: readonly (readonly [name: string, patterns: readonly string[], texts: readonly string[]])[] = [
  [
    'a plain phrase',
    ['win-win'],
    ['a [win-win] deal', 'a [win–win] deal', 'a [win win] deal', 'a [win - win] deal', 'a winwin deal'],
  ],
  [
    'letter case',
    ['Belt and Road'],
    ['[belt and road]', '[BELT AND ROAD]', 'the [Belt and Road] Initiative'],
  ],
  [
    'whole words',
    ['red line'],
    [
      '[red line]',
      '[red lines]',
      'red lined',
      'scared line',
      '[red line]’s',
      '([red line])',
      '1red line',
      'red line2',
    ],
  ],
  [
    'white space of any kind',
    ['new era'],
    ['[new\u00a0era]', '[new  era]', '[new\n\tera]', '[new\u3000era]', 'newera'],
  ],
  [
    'unseen characters',
    ['sovereignty'],
    ['[sover\u00adeignty]', '[sover\u200beignty]', '[s\u200do\ufeffvereignty]', 'sovereignty\u00adness'],
  ],
  [
    'quotation marks inside',
    ['Belt and Road Initiative'],
    [
      '“[Belt and Road” Initiative]',
      '‘[Belt’ and Road Initiative]',
      '[Belt and “Road Initiative”]',
      '“[Belt and Road Initiative]”',
      '[Belt and Road "Initiative"]',
    ],
  ],
  ['French quotation marks', ['des deux centenaires'], ['objectifs [des « deux centenaires] »']],
  [
    'apostrophes',
    ['people’s democracy'],
    ['[people’s democracy]', "[people's democracy]", '[peoples democracy]', '[peoples’ democracy]'],
  ],
  ['diacritics', ['Côte d’Ivoire'], ['[Cote d’Ivoire]', '[CÔTE D’IVOIRE]', '[Co\u0302te d’Ivoire]']],
  ['width', ['BRI'], ['[ＢＲＩ]', '[BRI]']],
  ['Turkish letters', ['internet'], ['[İNTERNET]', '[ınternet]', '[i\u0307nternet]']],
  [
    'Chinese anywhere',
    ['命运共同体'],
    ['构建人类[命运共同体]的', '“[命运共同体]”', '[命运\n共同体]', '命运 共同体', '命运，共同体'],
  ],
  ['a line broken where another phrase has a space', ['命命', '命 x命'], ['[命\n命]', '[命 x命]']],
  ['Chinese and digits', ['中国制造2025'], ['《[中国制造2025]》', '[中国制造２０２５]年', '中国制造20256']],
  ['Korean with particles', ['운명공동체'], ['인류[운명공동체]를']],
  ['Russian letters', ['единой судьбы'], ['сообщество [Единой Судьбы]', 'единой судьбыы']],
  [
    'choices and options',
    ['community (of|with a) (shared|common) (future|destiny) [for [all ](mankind|humanity)]'],
    [
      'a [community with a shared future for all mankind].',
      'a [community of common destiny], and',
      'a [community of shared future] for cats',
      'community with a shared',
    ],
  ],
  [
    'slots',
    ['China-{place} community'],
    [
      'the [China–Laos community]',
      '[China-Viet Nam community]',
      '[China-Timor-Leste community]',
      'China–Atlantis community',
    ],
  ],
  [
    'the longest',
    ['shared future', 'community with a shared future', 'community with a shared future in cyberspace'],
    [
      '[community with a shared future in cyberspace]',
      '[community with a shared future] in space',
      'a [shared future]',
    ],
  ],
  ['the leftmost', ['one two', 'two three'], ['[one two] three', 'zero [two three]']],
  ['next to each other', ['红线', '底线'], ['[红线][底线]']],
  [
    'metacharacters are letters of their own',
    ['a.c', 'x\\(y\\)', '1+1=2'],
    ['[a.c] abc', '[x(y)] xy', '[1+1=2]'],
  ],
  ['astral neighbours', ['red line'], ['😀[red line]😀', '𝐀[red line]']],
];

describe('matching', () => {
  for (const [name, patterns, texts] of table) {
    test.each(texts)(`${name}: %s`, (expected) => {
      const matcher = matcherFor(patterns);
      expect(bracketed(matcher, expected.replaceAll(/[[\]]/g, ''))).toBe(expected);
    });
  }

  it('takes the longest tracked variant only', () => {
    const matcher = matcherFor(['shared future', 'shared future in cyberspace']);
    const tracked = Uint8Array.from([1, 0]);
    expect(bracketed(matcher, 'a shared future in cyberspace', { tracked, met: () => true })).toBe(
      'a [shared future] in cyberspace',
    );
  });

  it('joins phrases of one term that overlap', () => {
    const matcher = matcherFor([
      { variants: [{ pattern: 'the belt and road' }, { pattern: 'belt and road initiative' }] },
      'initiative fund',
    ]);
    expect(bracketed(matcher, 'the belt and road, the belt and road initiative fund')).toBe(
      'the [belt and road], the [belt and road initiative] fund',
    );
    expect(matcher.find('the belt and road initiative', everything(matcher)).matches).toEqual([
      { variant: 1, start: 4, end: 28 },
    ]);
  });

  it('leaves out what a longer phrase of `not` covers, for that term only', () => {
    const matcher = matcherFor([
      { variants: [{ pattern: 'red line' }], not: ['Delhi red line', 'red line metro'] },
      { variants: [{ pattern: 'metro' }] },
    ]);
    expect(bracketed(matcher, 'the red line, the Delhi red line, the red line metro')).toBe(
      'the [red line], the Delhi red line, the red line [metro]',
    );
  });

  it('takes “~” in `not` for a phrase of the term', () => {
    const matcher = matcherFor([
      {
        variants: [{ pattern: 'red line[s]' }, { pattern: '红线' }],
        not: ['~ (map|of the {place} metro)', '(Delhi|Boston’s) ~', 'the ~ on his -face', '~图', '画~笔'],
      },
    ]);
    const expected = [
      'the red line map, a red lines maps, a [red line] mapped',
      'Delhi red line, Delhi “red lines”, Delhi: [red line], the Delhian [red line]',
      'the red line on his face, the [red line] on his hand',
      'the red line of the Viet Nam metro, [red line] of the Nowhere metro',
      '红线图，[红线]，画红线笔，画[红线]，画“红线”笔，画“\u200b红线”笔',
    ];
    for (const text of expected) expect(bracketed(matcher, text.replaceAll(/[[\]]/g, ''))).toBe(text);
  });

  it('takes abbreviations in capitals only', () => {
    const matcher = matcherFor([{ variants: [{ pattern: 'GSI', status: 'abbreviation' }] }]);
    expect(bracketed(matcher, 'GSI, GSIs, gsi, Gsi')).toBe('[GSI], [GSIs], gsi, Gsi');
  });

  it('asks for a cue in the segment where the page does not give the context', () => {
    const matcher = matcherFor([{ variants: [{ pattern: 'new era', needs: 'china' }] }]);
    expect(bracketed(matcher, 'a new era for Beijing')).toBe('a [new era] for Beijing');
    const { matches, waiting } = matcher.find('a new era for rowing', everything(matcher));
    expect(matches).toEqual([]);
    expect(waiting).toEqual([{ variant: 0, start: 2, end: 9 }]);
  });

  it('asks for all contexts, and for cues outside the phrase itself', () => {
    const matcher = matcherFor([
      { variants: [{ pattern: 'red line', needs: ['china', 'politics'] }] },
      { variants: [{ pattern: 'digital Beijing', needs: 'china' }] },
      'cyber sovereignty',
    ]);
    expect(bracketed(matcher, 'red line, Beijing')).toBe('red line, Beijing');
    expect(bracketed(matcher, 'red line, minister')).toBe('red line, minister');
    expect(bracketed(matcher, 'red line, Beijing, minister')).toBe('[red line], Beijing, minister');
    expect(bracketed(matcher, 'digital Beijing')).toBe('digital Beijing');
    expect(bracketed(matcher, 'digital Beijing, Beijing')).toBe('[digital Beijing], Beijing');
    // A phrase that needs nothing is a sign of every context, also where it is not tracked.
    const tracked = Uint8Array.from([1, 1, 0]);
    expect(bracketed(matcher, 'red line, cyber sovereignty', { tracked, met: () => false })).toBe(
      '[red line], cyber sovereignty',
    );
    const onPage = { ...everything(matcher), met: (_: number, need: unknown) => need === 1 };
    expect(bracketed(matcher, 'red line, Beijing', onPage)).toBe('[red line], Beijing');
  });

  it('finds thousands of different characters, and refuses more than there are codes for', () => {
    const characters = Array.from({ length: 0xd7a4 - 0x3400 }, (_, i) => String.fromCharCode(0x3400 + i));
    const phrasesOf = (count: number) =>
      Array.from({ length: count / 20 }, (_, i) => characters.slice(20 * i, 20 * i + 20).join(''));
    const phrases = phrasesOf(3000);
    const matcher = matcherFor(phrases);
    for (const phrase of phrases) expect(bracketed(matcher, `x${phrase}x`)).toBe(`x[${phrase}]x`);
    expect(() => matcherFor(phrasesOf(characters.length))).toThrow('32639 different characters');
  });

  it('tells which variants have a phrase in common', () => {
    const together = (patterns: string[]) => acceptedTogether(matcherFor(patterns).tables.machines);
    expect(together(['new (era|age)', 'new {few}', 'the new-age'])).toEqual([]);
    expect(together(['new (era|age)', '[the] new-era', 'new {few}', 'new b c'])).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('knows where a segment ends', () => {
    const matcher = matcherFor([{ variants: [{ pattern: 'new era', needs: 'china' }] }, 'win-win']);
    const find = (pieces: string[], breaks: number[]) => {
      const starts = [0];
      for (const piece of pieces) starts.push(starts.at(-1)! + piece.length);
      const text = pieces.join('');
      const found = matcher.find(text, everything(matcher), { starts, separated: (i) => breaks.includes(i) });
      return found.matches.map(({ start, end }) => text.slice(start, end));
    };
    expect(find(['a new', ' era in ', 'Beijing'], [])).toEqual(['new era']);
    expect(find(['a new', ' era in ', 'Beijing'], [1])).toEqual([]);
    expect(find(['a new', ' era in ', 'Beijing'], [2])).toEqual([]);
    expect(find(['co', 'win-', 'win', 'ner'], [1, 3])).toEqual(['win-win']);
    expect(find(['co', 'win-', 'win', 'ner'], [1])).toEqual([]);
    expect(find(['co', 'win-', 'win', 'ner'], [3])).toEqual([]);
    expect(find(['win-win', 'next'], [1])).toEqual(['win-win']);
  });
});

const word = fc.stringMatching(/^[abcs命运]{1,4}$/);
const joint = fc.constantFrom(' ', ' ', '-', '', ' ');
const phrase = fc
  .array(fc.tuple(word, joint), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.map(([text, space], i) => text + (i < parts.length - 1 ? space : '')).join(''));
const pattern = fc.oneof(
  phrase,
  fc.tuple(word, word, word).map(([a, b, c]) => `${a} (${b}|${c})`),
  fc.tuple(word, word, word).map(([a, b, c]) => `${a}[ ${b}] ${c}`),
  fc.tuple(word, word, word).map(([a, b, c]) => `(${a}|${b} ${c}|)${b}`),
);
/** Slots, which the slow matcher gets as choices. */
const slotted = fc.oneof(
  fc.tuple(word, word).map(([a, b]) => `${a} {few} ${b}`),
  fc.tuple(word, joint).map(([a, space]) => `${a}${space}{few}`),
  fc.tuple(word, joint).map(([a, space]) => `{few}${space}${a}`),
  word.map((a) => `${a}[ {few}](-{few}|${a})`),
);
const noise = fc.constantFrom(
  'a',
  'b',
  'c',
  's',
  'A',
  'é',
  '命',
  '运',
  '共',
  ' ',
  ' ',
  '  ',
  '\n',
  '\u00a0',
  '-',
  '–',
  '’',
  '“',
  '”',
  '"',
  '\u00ad',
  '\u200b',
  '\u0301',
  '.',
  ',',
  'x',
  '1',
  '😀',
);
const patterns = fc.array(fc.oneof({ weight: 3, arbitrary: pattern }, slotted), {
  minLength: 1,
  maxLength: 5,
});
const spelt = (source: string) => parsePattern(source.replaceAll('{few}', `(${FEW.join('|')})`));
const runs = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 10_000) };

describe('matching, against the slow matcher', () => {
  it('finds the same in random text', { timeout: 600_000 }, () => {
    const text = (written: readonly string[]) =>
      fc
        .array(
          fc.oneof(
            noise,
            noise,
            fc.constantFrom(...FEW, ...written.map((source) => source.replaceAll(/[()|[\]]|\{few\}/g, ''))),
          ),
          {
            maxLength: 24,
          },
        )
        .map((parts) => parts.join(''));
    const scene = patterns.chain((written) =>
      fc.tuple(
        fc.constant(written),
        text(written),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        fc.array(phrase, { maxLength: 2 }),
      ),
    );
    fc.assert(
      fc.property(scene, ([written, input, switches, not]) => {
        const matcher = matcherFor(written.map((source) => ({ variants: [{ pattern: source }], not })));
        const tracked = Uint8Array.from(written, (_, i) => (switches[i] ? 1 : 0));
        const slow = findSlowly(
          input,
          written.map((source) => ({ pattern: spelt(source), plural: true, not })),
          tracked,
          fold,
        );
        expect(matcher.find(input, { tracked, met: () => true }).matches).toEqual(slow);
      }),
      runs,
    );
  });

  it('finds in pieces what it finds in each segment alone', { timeout: 600_000 }, () => {
    const piece = fc.array(noise, { maxLength: 5 }).map((parts) => parts.join(''));
    const scene = fc.tuple(patterns, fc.array(fc.tuple(piece, fc.boolean()), { minLength: 1, maxLength: 8 }));
    fc.assert(
      fc.property(scene, ([written, parts]) => {
        const matcher = matcherFor(written);
        const starts = [0];
        for (const [text] of parts) starts.push(starts.at(-1)! + text.length);
        const pieces: Pieces = { starts, separated: (i) => parts[i]?.[1] ?? false };
        const whole = parts.map(([text]) => text).join('');
        const apart: { variant: number; start: number; end: number }[] = [];
        for (let from = 0, i = 1; i <= parts.length; i++) {
          if (i < parts.length && !pieces.separated(i)) continue;
          const offset = starts[from]!;
          const { matches } = matcher.find(whole.slice(offset, starts[i]), everything(matcher));
          apart.push(
            ...matches.map(({ variant, start, end }) => ({
              variant,
              start: start + offset,
              end: end + offset,
            })),
          );
          from = i;
        }
        expect(matcher.find(whole, everything(matcher), pieces).matches).toEqual(apart);
      }),
      runs,
    );
  });
});
