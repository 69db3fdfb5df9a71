import { isElement, isText } from './nodes.ts';
import { isLeftAlone, type ReadingRules } from './reading.ts';

/**
 * A page is looked through without a visit to each of its nodes, which is what costs a content script
 * the most: the browser gives the text of whole elements.
 */

export type Part = Element | Text;

/** Elements by which nothing is decided. The commonest come first, as the browser compares them in turn. */
const ORDINARY = [
  'a p div span li td b i em strong br img path h2 h3 h4 ul tr section article input button',
  'html body main aside header footer nav h1 h5 h6 ol dl dt dd table tbody thead tfoot th caption col colgroup',
  'figure figcaption picture source blockquote address form label fieldset legend hr link meta base wbr',
  'small u s sup sub time mark abbr cite q bdi bdo del ins dfn var ruby rb data font center big nobr acronym',
  'details summary dialog menu hgroup search map area track param strike',
  'g use circle rect line polygon polyline ellipse defs symbol stop linearGradient',
]
  .join(' ')
  .split(' ');

/** Those may have shadow roots, and then mostly have nothing else. */
const BARE = 'div:empty, span:empty, section:empty, article:empty, main:empty, aside:empty, header:empty';
const SPECIAL = `:not(${ORDINARY.join()}), [contenteditable], [role=textbox], [slot], ${BARE}`;

/** How many elements a part has at most, if it could be divided. */
const LARGE = 48;

/**
 * The elements and text nodes that make up what can be read below a node, in order, none of which holds
 * anything that is left alone. Calls `rules.onElement` for those elements that may have a shadow root.
 */
export function partsOf(top: Node, rules: ReadingRules): Iterable<Part> {
  const leftAlone = new Set<Node>();
  /** What holds something that is left alone. */
  const mixed = new Set<Node>();
  let last: Element | null = null;
  for (const element of specialsIn(top)) {
    if (last?.contains(element)) continue;
    if (isLeftAlone(element, rules)) {
      leftAlone.add((last = element));
      for (let at = element.parentNode; at && !mixed.has(at); at = at.parentNode) mixed.add(at);
      continue;
    }
    rules.onElement(element);
    const { parentElement } = element;
    if (parentElement && element.hasAttribute('slot')) rules.onElement(parentElement);
  }
  return divided(top, leftAlone, mixed);
}

/** Goes on where it was if the page changes meanwhile: what comes then is told by the observer. */
function* divided(top: Node, leftAlone: ReadonlySet<Node>, mixed: ReadonlySet<Node>): Generator<Part> {
  const open = [top];
  for (let node = open.pop(); node; node = open.pop()) {
    if (leftAlone.has(node)) continue;
    if (isText(node) || (isElement(node) && !isLarge(node, mixed))) {
      yield node;
      continue;
    }
    // Children as they are now, whatever the page does to them between two parts.
    for (let child = node.lastChild; child; child = child.previousSibling) open.push(child);
  }
}

function isLarge(element: Element, mixed: ReadonlySet<Node>): boolean {
  if (mixed.has(element)) return true;
  let count = 0;
  for (let child = element.firstElementChild; child; child = child.nextElementSibling) {
    // The browser counts fast, but keeps something for each element that it is asked to count in.
    if (child.firstElementChild || ++count > LARGE)
      return element.getElementsByTagName('*').item(LARGE) !== null;
  }
  return false;
}

function specialsIn(node: Node): Element[] {
  const specials = 'querySelectorAll' in node ? [...(node as ParentNode).querySelectorAll(SPECIAL)] : [];
  return isElement(node) ? [node, ...specials] : specials;
}
