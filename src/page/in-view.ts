import { documentOf, isText } from './nodes.ts';
import { isRead, type ReadingRules, type Root } from './reading.ts';

/** What stands at the top of the viewport, null where the root begins there anyway. */
export function elementInView(root: Root): Element | null {
  const document = documentOf(root);
  const view = document.defaultView;
  if (root !== document || !view || view.scrollY < view.innerHeight / 2) return null;
  return document.elementFromPoint(view.innerWidth / 2, 8);
}

/** The first text of that. */
export function textInView(root: Root, rules: ReadingRules): Text | null {
  const element = elementInView(root);
  if (!element) return null;
  const walker = documentOf(root).createTreeWalker(root, NodeFilter.SHOW_TEXT);
  walker.currentNode = element;
  const node = walker.nextNode();
  return isText(node) && isRead(node, rules) ? node : null;
}

/** Whether a node holds an element, or comes after its beginning. */
export function endsAfter(node: Node, element: Element): boolean {
  const position = element.compareDocumentPosition(node);
  return (
    position === 0 || (position & (Node.DOCUMENT_POSITION_CONTAINS | Node.DOCUMENT_POSITION_FOLLOWING)) > 0
  );
}
