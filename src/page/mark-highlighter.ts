import Mark from 'mark.js';
import type { StyleNames } from '../settings/appearance.ts';
import { isOnDark } from './css-highlighter.ts';
import type { Highlighter, HighlighterParts } from './highlighter.ts';
import { composedParent, isElement } from './nodes.ts';
import { liveRange, type PageMatch, rectanglesIn } from './page-match.ts';

/** A text node that mark.js has split, and how to put it together again. */
interface Wrapped {
  /** Where the parts stand, also when the page has taken the text node out. */
  readonly parent: Node | null;
  /** Its text now: what stood before the first mark. */
  readonly head: string;
  /** The marks and text nodes that hold the rest, in order. */
  readonly rest: readonly (Text | Element)[];
}

/**
 * Paints with real `<mark>` elements, made by mark.js from our matches: for screen readers,
 * printing and browsers without highlights. It changes the page, and undoes itself to the letter.
 */
export class MarkHighlighter implements Highlighter {
  readonly changesPage = true;
  private readonly painted = new Set<PageMatch>();
  private readonly wrapped = new Map<Text, Wrapped>();
  private readonly matchOf = new WeakMap<Element, PageMatch>();
  private readonly marks = new Map<PageMatch, Element[]>();
  private readonly originals = new WeakMap<Node, Text>();
  private active: PageMatch | null = null;

  constructor(
    private readonly names: StyleNames,
    private readonly parts: HighlighterParts,
    /** Runs a change of ours so that the observer does not take it for one of the page's. */
    private readonly unobserved: (change: () => void) => void,
  ) {}

  paint(matches: readonly PageMatch[]): void {
    const fresh = matches.filter((match) => !this.painted.has(match));
    if (!fresh.length) return;
    for (const match of fresh) this.painted.add(match);
    this.unobserved(() => {
      const groups = this.groupsAround(fresh);
      for (const group of groups) this.unwrap(group.flatMap(({ nodes }) => nodes));
      for (const group of groups) this.wrap(group);
    });
  }

  unpaint(matches: readonly PageMatch[]): void {
    const gone = matches.filter((match) => this.painted.delete(match));
    if (!gone.length) return;
    this.unobserved(() => {
      const groups = this.groupsAround(gone);
      for (const match of gone) this.marks.delete(match);
      this.unwrap(groups.flat().flatMap(({ nodes }) => nodes));
      for (const group of groups) this.wrap(group.filter((match) => this.painted.has(match)));
    });
  }

  activate(match: PageMatch | null): void {
    const { activeOnDark, activeOnLight } = this.names;
    this.unobserved(() => {
      for (const mark of this.marksOf(this.active)) mark.classList.remove(activeOnDark, activeOnLight);
      this.active = match;
      for (const mark of this.marksOf(match)) {
        mark.classList.add(isOnDark(mark.parentNode ?? mark) ? activeOnDark : activeOnLight);
      }
    });
  }

  matchAt(x: number, y: number): PageMatch | null {
    let at: Node | null = this.parts.document.elementFromPoint(x, y);
    for (const root of this.parts.shadowRoots()) {
      if (root.host === at) at = root.elementFromPoint(x, y);
    }
    for (; at; at = composedParent(at)) {
      const match = isElement(at) && this.matchOf.get(at);
      if (match) return match;
    }
    return null;
  }

  rectanglesOf(match: PageMatch): DOMRect[] {
    const marks = this.marksOf(match);
    if (marks.length) return marks.flatMap((mark) => [...mark.getClientRects()]);
    return rectanglesIn(this.rangeOf(match));
  }

  rangeOf(match: PageMatch): Range | null {
    const marks = this.marksOf(match);
    const [first] = marks;
    const last = marks.at(-1);
    // Not painted, but its text node is split by another match: its element is near enough.
    const near = match.nodes.find((node) => this.wrapped.has(node))?.parentElement;
    if (!near) return liveRange(match);
    const range = this.parts.document.createRange();
    range.setStartBefore(first?.firstChild ?? near);
    range.setEndAfter(last?.lastChild ?? near);
    return range;
  }

  originalOf(node: Text): Text {
    const { parentNode } = node;
    return this.originals.get(node) ?? (parentNode && this.originals.get(parentNode)) ?? node;
  }

  clear(): void {
    this.painted.clear();
    this.marks.clear();
    this.active = null;
    this.unobserved(() => this.unwrap([...this.wrapped.keys()]));
  }

  /** The mark that has the focus belongs to this match. */
  matchOfElement(element: Element): PageMatch | null {
    return this.matchOf.get(element) ?? null;
  }

  private marksOf(match: PageMatch | null): Element[] {
    return (match && this.marks.get(match)) ?? [];
  }

  /** The painted matches that share text nodes with `matches`, in groups that share none. */
  private groupsAround(matches: readonly PageMatch[]): PageMatch[][] {
    const groups: PageMatch[][] = [];
    const seen = new Set<PageMatch>();
    for (const match of matches) {
      const group: PageMatch[] = [];
      const open = [match];
      for (let next = open.pop(); next; next = open.pop()) {
        if (seen.has(next)) continue;
        seen.add(next);
        group.push(next);
        for (const node of next.nodes) {
          open.push(...this.parts.matchesOn(node).filter((other) => this.painted.has(other)));
        }
      }
      if (group.length) groups.push(group);
    }
    return groups;
  }

  /** Wraps the matches of one group, whose text nodes are whole. */
  private wrap(group: readonly PageMatch[]): void {
    const nodes = [...new Set(group.flatMap((match) => match.nodes))]
      .filter((node) => node.parentNode)
      .sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const offsets = new Map<Text, number>();
    let length = 0;
    for (const node of nodes) {
      offsets.set(node, length);
      length += node.length;
    }
    const ranges = group
      .filter(({ nodes: [first] }) => offsets.has(first))
      .map((match) => {
        const start = (offsets.get(match.nodes[0]) ?? 0) + match.start;
        const end = (offsets.get(match.nodes[match.nodes.length - 1] ?? match.nodes[0]) ?? 0) + match.end;
        return { match, start, length: end - start };
      })
      .sort((a, b) => a.start - b.start);
    const before = nodes.map((node) => ({ node, next: node.nextSibling }));

    // mark.js takes elements or text nodes; its types know of elements only.
    const context: unknown = nodes;
    new Mark(context as HTMLElement[]).markRanges(ranges, {
      each: (mark: Element, range?: unknown) => {
        const { match } = range as { match: PageMatch };
        mark.removeAttribute('data-markjs');
        mark.className = this.nameOf(match);
        mark.setAttribute('tabindex', '0');
        this.matchOf.set(mark, match);
        this.marks.set(match, [...this.marksOf(match), mark]);
      },
    });
    for (const { node, next } of before) {
      const rest: (Text | Element)[] = [];
      for (let at = node.nextSibling; at && at !== next; at = at.nextSibling) rest.push(at as Text | Element);
      for (const part of rest) this.originals.set(part, node);
      this.wrapped.set(node, { parent: node.parentNode, head: node.data, rest });
    }
  }

  /** Puts text nodes together again. What the page has changed since, stays as the page wants it. */
  private unwrap(nodes: readonly Text[]): void {
    for (const node of new Set(nodes)) {
      const wrapped = this.wrapped.get(node);
      if (!wrapped) continue;
      this.wrapped.delete(node);
      for (const match of this.parts.matchesOn(node)) this.marks.delete(match);
      const left = wrapped.rest.filter((part) => part.parentNode === wrapped.parent);
      const text = left.map((part) => part.textContent ?? '').join('');
      for (const part of left) part.remove();
      if (node.parentNode) putBack(node, wrapped.head, text);
    }
  }

  private nameOf({ variant }: PageMatch): string {
    const { categories } = this.names;
    return categories[variant.category % categories.length] ?? '';
  }
}

/**
 * Gives a text node back what the marks held. A page that has set the text anew knows of no marks:
 * then what they held is out of date. An edit at either end of what was left is not that.
 */
function putBack(node: Text, head: string, text: string): void {
  const { data } = node;
  const edited = node.parentElement?.isContentEditable === true || (head !== '' && data.endsWith(head));
  if (data === head || edited) node.appendData(text);
  else if (head !== '' && data.startsWith(head)) node.insertData(head.length, text);
}
