import type { Sample } from './clock.ts';
import type { Aim } from './figures.ts';
import type { Side } from './inside.ts';
import { type Lab, type Measured, medians, type Row, told } from './lab.ts';
import type { PageSpec } from './pages.ts';
import type { Phrasing } from './supply.ts';

/** What is measured in a page without the extension, the code being the extension's own. */

const english = (kilobytes: number, matches: number): PageSpec => ({ language: 'en', kilobytes, matches });
const chinese = (kilobytes: number, matches: number): PageSpec => ({ language: 'zh', kilobytes, matches });

const MB = 1024;
const languages = { en: 'English', zh: 'Chinese', mixed: 'mixed' } as const;
const limit: Record<PageSpec['language'], number> = { en: 1.5, zh: 1.4, mixed: 1.5 };

function nameOf({ language, kilobytes, matches, shape = 'flat' }: PageSpec, phrasing: Phrasing): string {
  const size = kilobytes >= MB ? `${kilobytes / MB} MB` : `${kilobytes} KB`;
  const phrases = phrasing === 'bundled' ? 'bundled glossary' : `${phrasing.toLocaleString('en')} phrases`;
  const form = shape === 'flat' ? '' : `, ${shape}`;
  return `${languages[language]} ${size}${form}, ${matches.toLocaleString('en')} matches, ${phrases}`;
}

function side(lab: Lab, what: Side['what'], spec: PageSpec, phrasing: Phrasing = 'bundled'): Side {
  const page = lab.supply.body(spec, phrasing);
  if (what === 'walk' || what === 'nothing' || what === 'edits') return { what, page };
  if (what === 'markjs' || what === 'advanced') {
    return { what, page, phrases: lab.supply.phrases(phrasing, 'en') };
  }
  return { what, page, matcher: lab.supply.matcher(phrasing) };
}

/** Says so where what was found is not what was planted. */
function misfit(sample: Sample | undefined, spec: PageSpec): string {
  return sample && sample.found !== spec.matches ? `; found ${sample.found} of ${spec.matches}` : '';
}

/** The whole scan, or the least that can be, against the bare walk. */
function scanRow(
  spec: PageSpec,
  phrasing: Phrasing,
  aim: Aim,
  { slow = false, what = 'scan' }: { slow?: boolean; what?: 'scan' | 'least scan' } = {},
): Row<Lab> {
  return {
    row: `${what}: ${nameOf(spec, phrasing)}`,
    unit: '×',
    aim,
    slow,
    measure: async (lab, rounds) => {
      const sides = [side(lab, 'walk', spec, phrasing), side(lab, what, spec, phrasing)];
      const [walk, scan] = await lab.warm(sides, spec.kilobytes < MB ? rounds * 2 : rounds);
      const [bare = NaN, whole = NaN] = medians([walk, scan].filter((sample) => sample !== undefined));
      return {
        value: whole / bare,
        details: `${told(scan)} / walk ${told(walk)}${what === 'scan' ? misfit(scan, spec) : ''}`,
      };
    },
  };
}

function scanRows(): Row<Lab>[] {
  const rows: Row<Lab>[] = [];
  for (const spec of [english(200, 20), english(MB, 200), chinese(200, 20), chinese(MB, 200)]) {
    for (const phrasing of ['bundled', 1000] as const) {
      rows.push(scanRow(spec, phrasing, { most: limit[spec.language] }, { slow: spec.kilobytes === MB }));
    }
  }
  for (const spec of [
    english(20, 0),
    english(MB, 0),
    english(MB, 2000),
    { language: 'mixed', kilobytes: MB, matches: 200 } as const,
    { ...english(200, 20), shape: 'deep' } as const,
    { ...english(200, 20), shape: 'one block' } as const,
    { ...english(200, 20), shape: 'tiny blocks' } as const,
  ]) {
    rows.push(scanRow(spec, 'bundled', { most: limit[spec.language] }, { slow: spec.kilobytes === MB }));
  }
  for (const [phrasing, most] of [
    [10_000, 1.8],
    [50_000, 2.5],
  ] as const) {
    for (const spec of [english(MB, 200), chinese(MB, 200)]) {
      rows.push(scanRow(spec, phrasing, { most }, { slow: phrasing > 10_000 }));
    }
  }
  return rows;
}

const growth: Row<Lab>[] = [
  {
    row: 'growth: time per unit of text, 200 KB → 5 MB',
    unit: '×',
    aim: { most: 1.1 },
    slow: true,
    measure: async (lab, rounds) => {
      const [small, large] = [english(200, 40), english(5 * MB, 1024)];
      const samples = await lab.warm([side(lab, 'scan', small), side(lab, 'scan', large)], rounds);
      const [few = NaN, many = NaN] = medians(samples);
      const value = many / large.kilobytes / (few / small.kilobytes);
      return { value, details: `${told(samples[1])} at 5 MB, ${told(samples[0])} at 200 KB` };
    },
  },
  {
    row: 'growth: time per match, 20 → 20,000 on 1 MB',
    unit: '×',
    aim: { most: 1.1 },
    measure: async (lab, rounds) => {
      const counts = [20, 2000, 20_000] as const;
      const sides = counts.map((count) => side(lab, 'scan', english(MB, count)));
      const samples = await lab.warm(sides, rounds);
      const [few = NaN, some = NaN, many = NaN] = medians(samples);
      const value = (many - few) / 19_980 / ((some - few) / 1980);
      const times = samples.map((sample, i) => `${told(sample)} with ${counts[i]}`);
      return { value, details: times.join(', ') };
    },
  },
];

/** Two ways to highlight the same phrases on the same page; what an idle page costs is taken off. */
async function against(
  lab: Lab,
  rounds: number,
  [ours, rival]: readonly [Side['what'], Side['what']],
  phrasing: number,
): Promise<Measured> {
  const spec = english(200, 200);
  const what = ['nothing', ours, rival] as const;
  const samples = await lab.warm(
    what.map((each) => side(lab, each, spec, phrasing)),
    rounds,
  );
  const [idle = NaN, we = NaN, they = NaN] = medians(samples);
  const details = `${told(samples[2])} / ${told(samples[1])}, idle page ${told(samples[0])}`;
  const found = `; found ${samples[2]?.found} / ${samples[1]?.found}`;
  return { value: (they - idle) / (we - idle), details: details + found };
}

function rivalRow(
  what: string,
  pair: readonly [Side['what'], Side['what']],
  phrases: number,
  aim: Aim,
  slow = false,
): Row<Lab> {
  return {
    row: `${what}, ${phrases.toLocaleString('en')} phrases`,
    unit: '×',
    aim,
    slow,
    measure: (lab, rounds) => against(lab, rounds, pair, phrases),
  };
}

const rivals: Row<Lab>[] = (
  [
    ['scan and highlight, mark.js mark() against it', ['highlight', 'markjs'], 100, 300],
    ['scan and highlight, advanced-mark.js against it', ['highlight', 'advanced'], 100, 8],
    ['mark.js highlighter, mark.js mark() against it', ['marks', 'markjs'], 100, 25],
    ['scan and highlight, mark.js mark() against it', ['highlight', 'markjs'], 1000, 300],
    ['scan and highlight, advanced-mark.js against it', ['highlight', 'advanced'], 1000, 8],
  ] as const
).map(([what, pair, phrases, least]) => rivalRow(what, pair, phrases, { least }, phrases > 100));

/** A row of one side, the figure being its own. */
function single(
  row: string,
  what: Side['what'],
  spec: PageSpec,
  aim: Aim,
  { cold = false, slow = false } = {},
): Row<Lab> {
  return {
    row,
    unit: 'ms',
    aim,
    slow,
    measure: async (lab, rounds) => {
      const [sample] = await lab[cold ? 'cold' : 'warm']([side(lab, what, spec)], rounds);
      if (!sample) throw new Error('Nothing was measured');
      const [value = NaN] = medians([sample]);
      const { values } = sample;
      const range = `${Math.min(...values).toPrecision(3)} to ${Math.max(...values).toPrecision(3)} ms`;
      return { value, details: `${range}${sample.found ? `; ${sample.found} matches` : ''}` };
    },
  };
}

/** One side against another. */
function ratio(
  row: string,
  [what, other]: readonly [Side['what'], Side['what']],
  spec: PageSpec,
  aim: Aim,
  slow = false,
): Row<Lab> {
  return {
    row,
    unit: '×',
    aim,
    slow,
    measure: async (lab, rounds) => {
      const samples = await lab.warm([side(lab, other, spec), side(lab, what, spec)], rounds);
      const [before = NaN, value = NaN] = medians(samples);
      return { value: value / before, details: `${told(samples[1])} / ${told(samples[0])}` };
    },
  };
}

const EDITS = english(MB, 20_000);

const living: Row<Lab>[] = [
  ratio(
    'mutation of 100 text nodes on 1 MB, against the whole scan',
    ['mutation', 'scan'],
    english(MB, 200),
    { most: 1 / 50 },
  ),
  single('work before the first highlight, 1 MB', 'first', english(MB, 200), { most: 3 }, { cold: true }),
  single('longest slice, 5 MB', 'slice', english(5 * MB, 1024), { most: 8 }, { slow: true }),
  single('longest task over 50 ms, 5 MB', 'long task', english(5 * MB, 1024), { most: 0 }, { slow: true }),
  ratio('the page’s own 6,000 edits, 20,000 matches painted', ['watched edits', 'edits'], EDITS, {
    most: 1.1,
  }),
  single('our work after these edits', 'after edits', EDITS, {}),
  single('hover: one hit test among 2,000 matches', 'hover', english(200, 2000), { most: 0.1 }),
];

/** Where code runs for the first time: what the background does once, and a scan all on one thread. */
const parts: Row<Lab>[] = [
  single('part: unpack and prepare the matcher', 'load', english(200, 0), {}, { cold: true }),
  {
    row: 'part: scan of 200 KB without a match, code new',
    unit: '×',
    aim: {},
    measure: async (lab, rounds) => {
      const sides = (['walk', 'scan'] as const).map((what) => side(lab, what, english(200, 0)));
      const samples = await lab.cold(sides, rounds);
      const [walk = NaN, scan = NaN] = medians(samples);
      return { value: scan / walk, details: `${told(samples[1])} / walk ${told(samples[0])}` };
    },
  },
];

/** What the same takes at least, whoever does it: see least.ts. */
const least: Row<Lab>[] = [
  ...[english(200, 20), chinese(200, 20), english(MB, 200), chinese(MB, 200)].map((spec) =>
    scanRow(spec, 'bundled', {}, { slow: true, what: 'least scan' }),
  ),
  rivalRow('least highlight, mark.js mark() against it', ['least highlight', 'markjs'], 100, {}, true),
  rivalRow('least highlight, advanced-mark.js against it', ['least highlight', 'advanced'], 100, {}, true),
  rivalRow('least marks, mark.js mark() against it', ['least marks', 'markjs'], 100, {}, true),
  ratio('least mutation, against the whole scan', ['least mutation', 'scan'], english(MB, 200), {}, true),
  ratio('least of the page’s own 6,000 edits', ['least edits', 'edits'], EDITS, {}, true),
  single('least long task over 50 ms, 5 MB', 'least long task', english(5 * MB, 1024), {}, { slow: true }),
];

export const pageRows: readonly Row<Lab>[] = [
  ...scanRows(),
  ...growth,
  ...rivals,
  ...living,
  ...parts,
  ...least,
];
