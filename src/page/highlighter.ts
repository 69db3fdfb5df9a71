import type { PageMatch } from './page-match.ts';

/** Paints matches and takes the paint back without a trace. */
export interface Highlighter {
  /** Paints matches; those already painted stay as they are. */
  paint(matches: readonly PageMatch[]): void;
  unpaint(matches: readonly PageMatch[]): void;
  /** Shows which match the card speaks of; null for none. */
  activate(match: PageMatch | null): void;
  /** The painted match at a point of the viewport, in CSS pixels. */
  matchAt(x: number, y: number): PageMatch | null;
  /** Where a match stands in the viewport: a rectangle a line. */
  rectanglesOf(match: PageMatch): DOMRect[];
  /** Where a match stands in the document as it is now. A live range: use it and let it go. */
  rangeOf(match: PageMatch): Range | null;
  clear(): void;
  /** Whether painting changes the page's DOM. */
  readonly changesPage: boolean;
  /** The match that an element is painted for, if any. */
  matchOfElement(element: Element): PageMatch | null;
  /** The page's own text node that `node` is a part of, where painting has split it. */
  originalOf(node: Text): Text;
}

/** What a highlighter is given. */
export interface HighlighterParts {
  readonly document: Document;
  /** The painted matches that stand on a text node. */
  matchesOn(node: Node): readonly PageMatch[];
  /** The shadow roots that are being read. */
  shadowRoots(): ShadowRoot[];
  /** Sees to it that there are rules where matches are painted. */
  styleFor(matches: readonly PageMatch[]): void;
}

/** Whether a point lies in one of the rectangles, a pixel of slack included. */
export function isWithin(rectangles: readonly DOMRect[], x: number, y: number): boolean {
  return rectangles.some(
    ({ left, right, top, bottom }) => x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1,
  );
}
