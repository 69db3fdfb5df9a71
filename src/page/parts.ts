import { isElement, isText } from './nodes.ts';
import { isLeftAlone, type ReadingRules } from './reading.ts';

/**
 * A page is looked through without a visit to each of its nodes, which is what costs a content script
 * the most: the browser gives the text of whole elements.
 */

export type Part = Element | Text;

/** Elements by which nothing is decided. The commonest come first, as the browser compares them in turn. */
const ORDINARY = new Set(
  [
    'a p div span li td b i em strong br img path h2 h3 h4 ul tr section article input button',
    'html body main aside header footer nav h1 h5 h6 ol dl dt dd table tbody thead tfoot th caption col colgroup',
    'figure figcaption picture source blockquote address form label fieldset legend hr link meta base wbr',
    'small u s sup sub time mark abbr cite q bdi bdo del ins dfn var ruby rb data font center big nobr acronym',
    'details summary dialog menu hgroup search map area track param strike',
    'g use circle rect line polygon polyline ellipse defs symbol stop linearGradient',
  ]
    .join(' ')
    .split(' '),
);

/** Those may have shadow roots, and then mostly have nothing else. */
const BARE = 'div:empty, span:empty, section:empty, article:empty, main:empty, aside:empty, header:empty';
const SPECIAL = `:not(${[...ORDINARY].join()}), [contenteditable], [role=textbox], [slot], ${BARE}`;

/** How many elements a part has at most, if it could be divided. */
const LARGE = 48;

/**
 * The elements and text nodes that make up what can be read below a node, in order, none of which holds
 * anything that is left alone; each is looked up when it is asked for. Calls `rules.onElement` for those
 * elements that may have a shadow root. Goes on where it was if the page changes meanwhile: what comes
 * then is told by the observer.
 */
export function* partsOf(top: Node, rules: ReadingRules): Generator<Part> {
  const open = [top];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isText(node)) {
      yield node;
      continue;
    }
    if (isElement(node)) {
      if (isSpecial(node)) {
        if (isLeftAlone(node, rules)) continue;
        tell(node, rules);
      }
      if (!isLarge(node) && !(node.firstElementChild && node.querySelector(SPECIAL))) {
        yield node;
        continue;
      }
    }
    // Children as they are now, whatever the page does to them between two parts.
    for (let child = node.lastChild; child; child = child.previousSibling) open.push(child);
  }
}

function isSpecial(element: Element): boolean {
  const isPlain = element.firstChild && !element.hasAttributes() && ORDINARY.has(element.localName);
  return !isPlain && element.matches(SPECIAL);
}

function tell(element: Element, rules: ReadingRules): void {
  rules.onElement(element);
  const { parentElement } = element;
  if (parentElement && element.hasAttribute('slot')) rules.onElement(parentElement);
}

function isLarge(element: Element): boolean {
  let count = 0;
  for (let child = element.firstElementChild; child; child = child.nextElementSibling) {
    // The browser counts fast, but keeps something for each element that it is asked to count in.
    if (child.firstElementChild || ++count > LARGE)
      return element.getElementsByTagName('*').item(LARGE) !== null;
  }
  return false;
}
