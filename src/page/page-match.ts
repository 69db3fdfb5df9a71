import type { FoundVariant } from '../matching/search.ts';
import type { Match } from '../matching/tables.ts';
import { documentOf, isShadowRoot, isText } from './nodes.ts';
import type { Batch } from './reading.ts';

/** A match on the page: which variant, and from where in its first text node to where in its last. */
export interface PageMatch {
  readonly variant: FoundVariant;
  readonly nodes: readonly [Text, ...Text[]];
  readonly start: number;
  readonly end: number;
  /** The phrase as it stands on the page. */
  readonly text: string;
}

/** Gives a match of a batch its text nodes. Null if the page has changed them since, or taken them out. */
export function toPageMatch(
  { start, end }: Match,
  variant: FoundVariant,
  { nodes, starts, text }: Batch,
): PageMatch | null {
  const first = pieceAt(starts, start);
  const last = pieceAt(starts, end - 1);
  const [head, ...tail] = nodes.slice(first, last + 1);
  if (!head) return null;
  const found: PageMatch = {
    variant,
    nodes: [head, ...tail],
    start: start - (starts[first] ?? 0),
    end: end - (starts[last] ?? 0),
    text: text.slice(start, end),
  };
  return found.nodes.every((node) => node.isConnected) && isCurrent(found) ? found : null;
}

/** Whether the text nodes still say what was matched. */
export function isCurrent({ nodes, start, end, text }: PageMatch): boolean {
  const last = nodes.length - 1;
  return text === nodes.map(({ data }, i) => data.slice(i ? 0 : start, i < last ? undefined : end)).join('');
}

/** The index of the piece that holds the offset `at`. */
function pieceAt(starts: ArrayLike<number>, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}

export function lastNode({ nodes }: PageMatch): Text {
  return nodes[nodes.length - 1] ?? nodes[0];
}

/** A live range costs the page dear on each of its edits: make one only to measure, and drop it. */
export function liveRange(match: PageMatch): Range | null {
  const range = documentOf(match.nodes[0]).createRange();
  try {
    range.setStart(match.nodes[0], match.start);
    range.setEnd(lastNode(match), match.end);
    return range;
  } catch {
    return null; // The text became shorter and the observer has not told us yet.
  }
}

/** The rectangles of a range that are not empty: one a line. */
export function rectanglesIn(range: Range | null): DOMRect[] {
  return [...(range?.getClientRects() ?? [])].filter(({ width, height }) => width > 0 && height > 0);
}

export function staticRange(match: PageMatch): StaticRange {
  return new StaticRange({
    startContainer: match.nodes[0],
    startOffset: match.start,
    endContainer: lastNode(match),
    endOffset: match.end,
  });
}

/** The matches known on a page, and which text nodes they stand on. */
export class PageMatches {
  private readonly all = new Set<PageMatch>();
  private readonly byNode = new Map<Text, PageMatch[]>();

  get size(): number {
    return this.all.size;
  }

  add(match: PageMatch): void {
    this.all.add(match);
    for (const node of match.nodes) {
      const known = this.byNode.get(node);
      if (known) known.push(match);
      else this.byNode.set(node, [match]);
    }
  }

  on(node: Node): readonly PageMatch[] {
    return (isText(node) && this.byNode.get(node)) || [];
  }

  delete(match: PageMatch): void {
    this.all.delete(match);
    for (const node of match.nodes) {
      const left = this.byNode.get(node)?.filter((other) => other !== match) ?? [];
      if (left.length) this.byNode.set(node, left);
      else this.byNode.delete(node);
    }
  }

  clear(): void {
    this.all.clear();
    this.byNode.clear();
  }

  [Symbol.iterator](): IterableIterator<PageMatch> {
    return this.all.values();
  }

  has(match: PageMatch): boolean {
    return this.all.has(match);
  }

  /** All matches in the order of the text; those in shadow roots where their host stands. */
  inOrder(): PageMatch[] {
    return [...this.all].sort((a, b) => comparePositions(a.nodes[0], b.nodes[0]) || a.start - b.start);
  }
}

/** Negative if `a` comes before `b`, shadow roots counted as part of their host. */
function comparePositions(a: Node, b: Node): number {
  if (a === b) return 0;
  const [pathA, pathB] = [hostPath(a), hostPath(b)];
  for (let i = 0; ; i++) {
    const [x, y] = [pathA[i], pathB[i]];
    if (!x || !y) return pathA.length - pathB.length;
    if (x === y) continue;
    return x.compareDocumentPosition(y) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  }
}

/** The node preceded by the hosts around it, the outermost first. */
function hostPath(node: Node): Node[] {
  const path = [node];
  for (let root = node.getRootNode(); isShadowRoot(root); root = root.host.getRootNode()) {
    path.unshift(root.host);
  }
  return path;
}
