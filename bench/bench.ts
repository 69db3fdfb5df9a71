import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserKind } from '../e2e/browser/find.ts';
import { Browsers } from './browsers.ts';
import { type Baseline, baselineOf, better, type Figure, isMet, isWorse, shown, table } from './figures.ts';
import { Lab, type Row } from './lab.ts';
import { pageRows } from './rows.ts';
import { wholeRows } from './whole.ts';

/** `npm run bench`: how fast it is, in ratios within one run. See docs/performance.md. */

const { values: options } = parseArgs({
  options: {
    firefox: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [''] },
    check: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
  },
});

const BASELINE = join(import.meta.dirname, 'baseline.json');
const kind: BrowserKind = options.firefox ? 'firefox' : 'chromium';
const rounds = options.quick ? 3 : 7;
const say = (text: string) => process.stderr.write(`${text}\n`);

type Baselines = Partial<Record<BrowserKind, Baseline>>;
const baselines: Baselines = existsSync(BASELINE)
  ? (JSON.parse(readFileSync(BASELINE, 'utf8')) as Baselines)
  : {};
const baseline = baselines[kind] ?? {};

const figures: Figure[] = [];
const faults: string[] = [];

/** Measures the rows that are asked for. The browsers are there only if there is one. */
async function measureAll<Place extends { close(): Promise<void> }>(
  all: readonly Row<Place>[],
  open: () => Promise<Place>,
): Promise<void> {
  const wanted = all.filter(
    ({ row, slow }) => options.only.some((part) => row.includes(part)) && !(slow && options.quick),
  );
  if (!wanted.length) return;
  let place: Place;
  try {
    place = await open();
  } catch (error) {
    for (const { row } of wanted) cannot(row, error);
    return;
  }
  try {
    for (const row of wanted) await measureOne(row, place);
  } finally {
    await place.close();
  }
}

/** A row that was measured before must be again. */
function cannot(row: string, error: unknown): void {
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  faults.push(`${row}: ${reason}`);
  say(`        ${row}: not measured: ${reason}`);
  if (options.check && row in baseline) process.exitCode = 1;
}

/** A figure that is worse than the baseline counts only if it is so with twice the rounds as well. */
async function measureOne<Place>({ measure, slow: _, ...row }: Row<Place>, place: Place): Promise<void> {
  const from = performance.now();
  const once = async (times: number): Promise<Figure> => ({ ...row, ...(await measure(place, times)) });
  try {
    let figure = await once(rounds);
    if (options.check && isWorse(figure, baseline)) figure = better(figure, await once(rounds * 2));
    figures.push(figure);
    const seconds = ((performance.now() - from) / 1000).toFixed(0);
    say(`${seconds.padStart(4)} s  ${row.row}: ${shown(figure.value, row.unit)}  ${figure.details}`);
  } catch (error) {
    cannot(row.row, error);
  }
}

const started = performance.now();
await measureAll(pageRows, () => Lab.open(kind));
if (kind === 'chromium') await measureAll(wholeRows, () => Browsers.open(!options['no-build']));

const missed = figures.filter((figure) => !isMet(figure)).length;
process.stdout.write(`\n${table(figures)}\n\n`);
for (const fault of faults) process.stdout.write(`Not measured: ${fault}\n`);
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
process.stdout.write(
  `${kind}, ${rounds} rounds, ${figures.length} figures, ${missed} aims missed, ${minutes} min\n`,
);

if (options.check) {
  const worse = figures.filter((figure) => isWorse(figure, baseline));
  for (const { row, value, unit } of worse) {
    const before = shown(baseline[row] ?? NaN, unit);
    process.stdout.write(`WORSE than the baseline: ${row}: ${shown(value, unit)}, was ${before}\n`);
  }
  if (worse.length) process.exitCode = 1;
}
if (options.save) {
  const ratios = { ...baseline, ...baselineOf(figures) };
  writeFileSync(BASELINE, `${JSON.stringify({ ...baselines, [kind]: ratios }, null, 2)}\n`);
}
