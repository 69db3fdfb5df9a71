import type { StyleNames } from '../settings/appearance.ts';
import { isWithin, type Highlighter, type HighlighterParts } from './highlighter.ts';
import { composedParent, isElement } from './nodes.ts';
import { lastNode, liveRange, type PageMatch, rectanglesIn, staticRange } from './page-match.ts';

/**
 * Paints with the CSS Custom Highlight API: the page's DOM stays as it is. Static ranges only,
 * because live ones made the page's own edits 300 times slower.
 */
export class CssHighlighter implements Highlighter {
  readonly changesPage = false;
  private readonly ranges = new Map<PageMatch, StaticRange>();
  private readonly highlights = new Map<string, Highlight>();

  constructor(
    private readonly names: () => StyleNames,
    private readonly parts: HighlighterParts,
  ) {}

  paint(matches: readonly PageMatch[]): void {
    const fresh = matches.filter((match) => !this.ranges.has(match));
    this.parts.styleFor(fresh);
    for (const match of fresh) {
      const range = staticRange(match);
      this.ranges.set(match, range);
      this.highlight(this.nameOf(match)).add(range);
    }
  }

  unpaint(matches: readonly PageMatch[]): void {
    for (const match of matches) {
      const range = this.ranges.get(match);
      if (!range) continue;
      this.ranges.delete(match);
      this.highlights.get(this.nameOf(match))?.delete(range);
    }
  }

  activate(match: PageMatch | null): void {
    const { activeOnLight, activeOnDark } = this.names();
    for (const name of [activeOnLight, activeOnDark]) {
      this.highlights.get(name)?.clear();
    }
    if (!match) return;
    const name = isOnDark(match.nodes[0]) ? activeOnDark : activeOnLight;
    const highlight = this.highlight(name);
    highlight.priority = 1;
    highlight.add(staticRange(match));
  }

  matchAt(x: number, y: number): PageMatch | null {
    const position = caretAt(this.parts, x, y);
    if (!position) return null;
    const { node, offset } = position;
    for (const match of this.parts.matchesOn(node)) {
      if (!this.ranges.has(match)) continue;
      const start = node === match.nodes[0] ? match.start : 0;
      const end = node === lastNode(match) ? match.end : Infinity;
      // The caret snaps to the nearest text, so the rectangles have the last word.
      if (offset >= start && offset <= end && isWithin(this.rectanglesOf(match), x, y)) return match;
    }
    return null;
  }

  rectanglesOf(match: PageMatch): DOMRect[] {
    return rectanglesIn(liveRange(match));
  }

  rangeOf(match: PageMatch): Range | null {
    return liveRange(match);
  }

  matchOfElement(): null {
    return null;
  }

  originalOf(node: Text): Text {
    return node;
  }

  clear(): void {
    this.ranges.clear();
    for (const [name, highlight] of this.highlights) {
      highlight.clear();
      CSS.highlights.delete(name);
    }
    this.highlights.clear();
  }

  private nameOf({ variant }: PageMatch): string {
    const { categories } = this.names();
    return categories[variant.category % categories.length] ?? '';
  }

  private highlight(name: string): Highlight {
    const highlight = this.highlights.get(name) ?? new Highlight();
    this.highlights.set(name, highlight);
    CSS.highlights.set(name, highlight); // Again each time: the page may have emptied the registry.
    return highlight;
  }
}

function caretAt({ document, shadowRoots }: HighlighterParts, x: number, y: number) {
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(x, y, { shadowRoots: shadowRoots() });
    return caret && { node: caret.offsetNode, offset: caret.offset };
  }
  const range = document.caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

/** Whether the first opaque background behind a node is dark, or, where there is none, the text of the page light. */
export function isOnDark(node: Node): boolean {
  const root = node.ownerDocument?.documentElement;
  const view = node.ownerDocument?.defaultView;
  if (!root || !view) return false;
  for (let at: Node | null = node; at; at = composedParent(at)) {
    if (!isElement(at)) continue;
    const ground = channels(view.getComputedStyle(at).backgroundColor);
    if (ground && ground.alpha >= 0.5) return ground.brightness < 110;
  }
  // The ground is the browser's own then, light or dark, and the page's text is to be read on it.
  return (channels(view.getComputedStyle(root).color)?.brightness ?? 0) > 145;
}

function channels(colour: string): { brightness: number; alpha: number } | null {
  if (!colour) return null;
  const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return { brightness: 0.299 * red + 0.587 * green + 0.114 * blue, alpha };
}
