import { documentOf, isElement, isText } from './nodes.ts';
import { isSeparated } from './separation.ts';

/** Where text is read: a document, or a shadow root of it. */
export type Root = Document | ShadowRoot;

/** Text read in one go. */
export interface Batch {
  readonly text: string;
  readonly nodes: readonly Text[];
  /** Where the text of each begins, and the end of the last. */
  readonly starts: readonly number[];
}

/** What is read and what is left alone. */
export interface ReadingRules {
  /** Code and preformatted text are left alone unless the reader wants them read. */
  readonly code: boolean;
  /** Elements of ours. */
  isOurs(element: Element): boolean;
  /** Called for elements that may well have a shadow root: custom ones, empty ones, parents of slotted ones. */
  onElement(element: Element): void;
}

/** The part of a root from one text node to another, both included; null means to the edge. */
export interface Stretch {
  readonly root: Root;
  readonly first: Text | null;
  readonly last: Text | null;
}

/**
 * UTF-16 units: the first batch is soon read, for what is found first to be seen at once; the later
 * ones are few, and none takes long.
 */
const BATCH = { first: 8192, most: 65_536 } as const;

const leftAlone = new Set(
  [
    'script style noscript template textarea input select option datalist',
    'iframe frame object embed audio video canvas svg math rt rp title head',
  ].flatMap((names) => names.split(' ')),
);
const code = new Set(['code', 'pre', 'kbd', 'samp', 'tt']);

const EDITABLE = '[contenteditable], [role=textbox]';
/** Finds all that is left alone, and a little more. */
export const LEFT_ALONE = [...leftAlone, ...code, EDITABLE].join();

export function isLeftAlone(element: Element, rules: ReadingRules, mayEdit = true): boolean {
  const name = element.localName;
  if (leftAlone.has(name) || (!rules.code && code.has(name)) || rules.isOurs(element)) return true;
  return mayEdit && isEditable(element);
}

function isEditable(element: Element): boolean {
  const editable = element.getAttribute('contenteditable');
  if (editable !== null && editable !== 'false') return true;
  return element.getAttribute('role') === 'textbox';
}

/**
 * Whether text at `node` is read at all, as its ancestors within its root decide. `known` keeps what was
 * found out of them, for as long as nothing changes.
 */
export function isRead(node: Node, rules: ReadingRules, known?: Map<Node, boolean>): boolean {
  if (documentOf(node).designMode === 'on') return false;
  const passed: Node[] = [];
  let read: boolean | undefined;
  for (let at: Node | null = node; at && read === undefined; at = at.parentNode) {
    read = known?.get(at) ?? (isElement(at) && isLeftAlone(at, rules) ? false : undefined);
    passed.push(at);
  }
  read ??= true;
  if (known) for (const one of passed) known.set(one, read);
  return read;
}

/**
 * Reads a stretch of text in the order of the document, a batch at a time. Returns true if the page
 * took away the place that it had come to: then the rest is unread.
 */
export function* readText(
  { root, first, last }: Stretch,
  rules: ReadingRules,
  // Of a whole root the browser finds out in one go what it would be dear to ask of each element.
  mayEdit = (first && last) !== null || root.querySelector(EDITABLE) !== null,
): Generator<Batch, boolean> {
  if (documentOf(root).designMode === 'on') return false;
  const walker = documentOf(root).createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  let nodes: Text[] = [];
  let units = 0;
  let most: number = BATCH.first;
  let node: Node | null = first ? (walker.currentNode = first) : walker.nextNode();
  while (node) {
    if (isText(node)) {
      const previous = nodes[nodes.length - 1];
      if (units >= most && previous && isSeparated(previous, node)) {
        yield batchOf(nodes);
        if (!node.isConnected) return true;
        nodes = [];
        units = 0;
        most = Math.min(2 * most, BATCH.most);
      }
      if (node.length) nodes.push(node);
      units += node.length;
      if (node === last) break;
      node = walker.nextNode();
    } else if (isElement(node)) {
      if (isLeftAlone(node, rules, mayEdit)) node = afterSubtree(walker);
      else {
        // Others are asked when the page has nothing else to do.
        if (!node.firstChild || node.localName.includes('-')) rules.onElement(node);
        node = walker.nextNode();
      }
    } else node = walker.nextNode();
  }
  if (nodes.length) yield batchOf(nodes);
  return false;
}

function afterSubtree(walker: TreeWalker): Node | null {
  for (;;) {
    const sibling = walker.nextSibling();
    if (sibling) return sibling;
    if (!walker.parentNode()) return null;
  }
}

export function batchOf(nodes: readonly Text[]): Batch {
  const starts = [0];
  let text = '';
  for (const { data } of nodes) {
    text += data;
    starts.push(text.length);
  }
  return { text, nodes, starts };
}

/** The stretch of whole segments around a text node. */
export function segmentAround(node: Text, root: Root, rules: ReadingRules): Stretch {
  return {
    root,
    first: segmentEdge(node, root, rules, 'previousNode'),
    last: segmentEdge(node, root, rules, 'nextNode'),
  };
}

function segmentEdge(node: Text, root: Root, rules: ReadingRules, way: 'previousNode' | 'nextNode'): Text {
  const walker = documentOf(root).createTreeWalker(root, NodeFilter.SHOW_TEXT);
  walker.currentNode = node;
  let edge = node;
  for (let next = walker[way](); isText(next); next = walker[way]()) {
    if (!next.length || !isRead(next, rules)) continue;
    if (way === 'previousNode' ? isSeparated(next, edge) : isSeparated(edge, next)) break;
    edge = next;
  }
  return edge;
}
