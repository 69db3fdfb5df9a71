/**
 * Kinds of nodes by their number: `instanceof` fails for nodes that came from another frame's
 * document.
 */

export function isText(node: Node | null | undefined): node is Text {
  return node?.nodeType === 3 || node?.nodeType === 4;
}

export function isElement(node: Node | null | undefined): node is Element {
  return node?.nodeType === 1;
}

export function isShadowRoot(node: Node | null | undefined): node is ShadowRoot {
  return node?.nodeType === 11 && 'host' in node;
}

/** The parent, stepping out of shadow roots to their host. */
export function composedParent(node: Node): Node | null {
  return node.parentNode ?? (isShadowRoot(node) ? node.host : null);
}

export function documentOf(node: Node): Document {
  const { ownerDocument } = node;
  if (ownerDocument) return ownerDocument;
  if (node.nodeType === 9) return node as Document;
  throw new TypeError('A node without a document');
}

/** The nearest element around a node that has a box of its own, shadow roots stepped out of. */
export function boxAround(node: Node): Element | null {
  for (let at = composedParent(node); at; at = composedParent(at)) {
    if (!isElement(at)) continue;
    const display = documentOf(at).defaultView?.getComputedStyle(at).display;
    if (display !== 'contents') return at;
  }
  return null;
}

/** The text nodes of a node and below it, in order. */
export function textsOf(node: Node): Text[] {
  if (isText(node)) return [node];
  const texts: Text[] = [];
  if (!node.hasChildNodes()) return texts;
  const walker = documentOf(node).createTreeWalker(node, NodeFilter.SHOW_TEXT);
  // It shows nothing else. In new code a question for each node, or a generator, is dear.
  for (let text = walker.nextNode(); text; text = walker.nextNode()) texts.push(text as Text);
  return texts;
}

/** The text nodes from one to another, both included; to the end of the root without the second. */
export function* textsBetween({
  root,
  first,
  last,
}: {
  readonly root: Node;
  readonly first: Text | null;
  readonly last: Text | null;
}): Generator<Text> {
  if (!first) return;
  yield first;
  const walker = documentOf(root).createTreeWalker(root, NodeFilter.SHOW_TEXT);
  walker.currentNode = first;
  for (let text: Node | null = first; text !== last;) {
    text = walker.nextNode();
    if (!isText(text)) return;
    yield text;
  }
}
