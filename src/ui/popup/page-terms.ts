import type { Report } from '../../messages/messages.ts';

export interface PageTerm {
  readonly term: string;
  readonly count: number;
  readonly texts: readonly { readonly text: string; readonly variant: string; readonly count: number }[];
}

/** Joins the reports of a tab's frames, the most frequent term first. */
export function joinReports(reports: Iterable<Report>): PageTerm[] {
  const terms = new Map<string, PageTerm>();
  for (const { terms: reported } of reports) {
    for (const { term, count, texts } of reported) {
      const known = terms.get(term);
      terms.set(term, {
        term,
        count: count + (known?.count ?? 0),
        texts: joinTexts(known?.texts ?? [], texts),
      });
    }
  }
  return [...terms.values()].sort((a, b) => b.count - a.count);
}

function joinTexts(a: PageTerm['texts'], b: PageTerm['texts']): PageTerm['texts'] {
  const texts = new Map(a.map((one) => [one.text.toLowerCase(), one]));
  for (const one of b) {
    const known = texts.get(one.text.toLowerCase());
    texts.set(one.text.toLowerCase(), { ...one, count: one.count + (known?.count ?? 0) });
  }
  return [...texts.values()].sort((x, y) => y.count - x.count);
}

/**
 * The rows to show, the most frequent first: the terms on the page, and those that were there
 * until the reader switched them off, in the places that they had.
 */
export function rows(shown: readonly PageRow[], now: readonly PageTerm[]): PageRow[] {
  const current = new Map(now.map((one) => [one.term, one]));
  const gone = shown.filter(({ term }) => !current.has(term)).map((one) => ({ ...one, count: 0 }));
  const here = now.map((one) => ({ ...one, most: Math.max(one.count, mostOf(shown, one.term)) }));
  return [...here, ...gone].sort((a, b) => b.most - a.most);
}

/** A term, and the highest count that it had: what it is sorted by. */
export interface PageRow extends PageTerm {
  readonly most: number;
}

function mostOf(shown: readonly PageRow[], term: string): number {
  return shown.find((one) => one.term === term)?.most ?? 0;
}
