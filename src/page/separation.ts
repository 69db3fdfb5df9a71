import { isElement } from './nodes.ts';

/**
 * Where one line of prose ends and another begins. Asked only where a phrase depends on it, so
 * it may look at computed style: a `span` can be a block and a `div` need not be one.
 */

/** Leave no trace in the line they stand in. */
const traceless = new Set(['script', 'style', 'template', 'noscript', 'link', 'meta', 'wbr', 'rt', 'rp']);
/** Stand in the line, but text does not run on across them. */
const solid = new Set(
  [
    'br hr img picture svg math canvas video audio iframe object embed',
    'input button select textarea meter progress code pre kbd samp',
  ].flatMap((names) => names.split(' ')),
);

/**
 * Whether text `b`, the next text read after `a` in the same tree, begins a new segment.
 */
export function isSeparated(a: Node, b: Node): boolean {
  if (a.nextSibling === b) return false;
  for (let from: Node = a; ;) {
    for (let next = from.nextSibling; next; next = next.nextSibling) {
      if (next === b) return false;
      if (next.contains(b)) return isSeparatedBelow(next, b);
      if (breaksLine(next)) return true;
    }
    const parent = from.parentNode;
    if (!isElement(parent) || !isInline(parent)) return true;
    from = parent;
  }
}

/** The same, for a `b` inside `outer`. */
function isSeparatedBelow(outer: Node, b: Node): boolean {
  for (let at = outer; at !== b;) {
    if (!isElement(at) || !isInline(at)) return true;
    let child = at.firstChild;
    for (; child && child !== b && !child.contains(b); child = child.nextSibling) {
      if (breaksLine(child)) return true;
    }
    if (!child) return true;
    at = child;
  }
  return false;
}

/** Whether a node that holds none of the text read ends the line it stands in. */
function breaksLine(node: Node): boolean {
  if (!isElement(node) || traceless.has(node.localName)) return false;
  if (solid.has(node.localName)) return true;
  const display = displayOf(node);
  if (display === 'none') return false;
  return !isInlineDisplay(display) || Array.from(node.children).some(breaksLine);
}

export function isInline(element: Element): boolean {
  return !solid.has(element.localName) && isInlineDisplay(displayOf(element));
}

function isInlineDisplay(display: string): boolean {
  return /^(inline|contents|ruby)/.test(display);
}

function displayOf(element: Element): string {
  return element.ownerDocument.defaultView?.getComputedStyle(element).display ?? 'block';
}
