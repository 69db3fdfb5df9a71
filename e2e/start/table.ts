import type { FramedMatch } from '../browser/matches.ts';

/** A table of matches in order: text, term, rendering, where. */
export function asTable(matches: readonly FramedMatch[]): string {
  const rows = [
    ['text', 'term', 'rendering', 'where'],
    ...matches.map(({ text, term, variant, frame, block, start, end }) => [
      text.replace(/\s+/g, ' '),
      term,
      variant,
      `${frame === 'top' ? '' : `${frame} `}${block ? `#${block}` : 'page'} ${start}–${end}`,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => width(row[i] ?? ''))));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Chinese characters take two columns. */
function width(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}
