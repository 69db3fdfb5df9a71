/** The pure part: numbers in, figures and verdicts out. */

export interface Aim {
  /** Whether less is better, which it mostly is. */
  readonly most?: number;
  readonly least?: number;
}

/** One line of the table. */
export interface Figure {
  readonly row: string;
  readonly value: number;
  readonly unit: '×' | 'ms' | '%' | 'MB';
  readonly aim: Aim;
  /** By what share it may be worse than the baseline; a tenth unless told otherwise. */
  readonly slack?: number;
  /** Where the figure comes from: times, counts, rounds. */
  readonly details: string;
}

/** The figures that are compared from run to run, by row. */
export type Baseline = Readonly<Record<string, number>>;

/** Throws without values: there is no median of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  if (low === undefined || high === undefined) throw new RangeError('A median needs values');
  return (low + high) / 2;
}

export function isMet({ value, aim: { most = Infinity, least = -Infinity } }: Figure): boolean {
  return value <= most && value >= least;
}

/** Only ratios hold from one machine to another. */
export function baselineOf(figures: readonly Figure[]): Baseline {
  const ratios = figures.filter(({ unit }) => unit === '×');
  return Object.fromEntries(ratios.map(({ row, value }) => [row, Number(value.toPrecision(3))]));
}

/** By what share a ratio is worse than it was; 0.1 is a tenth, less than 0 is better. Null if unknown. */
function worseBy({ row, value, unit, aim }: Figure, baseline: Baseline): number | null {
  const before = baseline[row];
  if (before === undefined || unit !== '×') return null;
  return (aim.least === undefined ? value / before : before / value) - 1;
}

/** Whether a figure is worse than it was by more than noise. */
export function isWorse(figure: Figure, baseline: Baseline): boolean {
  return (worseBy(figure, baseline) ?? 0) > (figure.slack ?? 0.1);
}

/** The one of two figures of a row that is nearer to its aim. */
export function better(a: Figure, b: Figure): Figure {
  return (a.aim.least === undefined ? a.value <= b.value : a.value >= b.value) ? a : b;
}

export function shown(value: number, unit: Figure['unit']): string {
  const size = Math.abs(value);
  const number = size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toPrecision(3);
  return unit === '×' ? `${number}×` : `${number} ${unit}`;
}

export function aimShown({ most, least }: Aim, unit: Figure['unit']): string {
  const numbers = [most === undefined ? '' : `≤ ${most}`, least === undefined ? '' : `≥ ${least}`];
  const text = numbers.filter(Boolean).join(', ');
  return text ? text + (unit === '×' ? '×' : ` ${unit}`) : '';
}

/** A table for a terminal; it is Markdown as well. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.row,
    shown(figure.value, figure.unit),
    aimShown(figure.aim, figure.unit),
    isMet(figure) ? '' : 'MISSED',
    figure.details,
  ]);
  const head = ['what', 'figure', 'aim', '', 'from'];
  const widths = head.map((name, i) => Math.max(3, name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n');
}
