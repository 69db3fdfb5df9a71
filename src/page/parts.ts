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
/** How many elements are looked over in one go, for what is left alone: in about three milliseconds. */
const AT_ONCE = 16_384;
/** Where there are more than so many, the first nodes are looked over before all others, as they are wanted soon: */
const MANY = 4096;
/** so many of them, enough for a first passage. */
const FIRST = 64;

/**
 * The elements and text nodes that make up what can be read below a node, in order, none of which holds
 * anything that is left alone. Calls `rules.onElement` for those elements that may have a shadow root. Goes
 * on where it was if the page changes meanwhile: what comes then is told by the observer.
 */
export function* partsOf(
  top: Node,
  rules: ReadingRules,
  { many = MANY, atOnce = AT_ONCE } = {},
): Generator<Part> {
  const open = [top];
  if (hasMore(top, many)) yield* piecemeal(open, rules, LARGE, FIRST);
  if (hasMore(top, atOnce)) yield* piecemeal(open, rules, atOnce);
  else yield* divided(open, lookOver(top, rules));
}

/** The parts of at most `count` of the open nodes, each looked over by itself, or opened if it has more than `most` elements. */
function* piecemeal(open: Node[], rules: ReadingRules, most: number, count = Infinity): Generator<Part> {
  for (; count > 0; count--) {
    const node = open.pop();
    if (!node) return;
    if (!hasMore(node, most)) yield* divided([node], lookOver(node, rules));
    else if (!isElement(node) || mayHold(node, rules)) openUp(node, open);
  }
}

/** What is left alone below a node. */
interface LookedOver {
  readonly leftAlone: ReadonlySet<Node>;
  /** What holds something that is left alone. */
  readonly mixed: ReadonlySet<Node>;
}

function lookOver(top: Node, rules: ReadingRules): LookedOver {
  const leftAlone = new Set<Node>();
  const mixed = new Set<Node>();
  let last: Element | null = null;
  for (const element of specialsIn(top)) {
    if (last?.contains(element) || mayHold(element, rules)) continue;
    leftAlone.add((last = element));
    for (let at = element.parentNode; at && !mixed.has(at); at = at.parentNode) mixed.add(at);
  }
  return { leftAlone, mixed };
}

/** Whether text may be read in an element. If so, it is told, as is a parent that it is slotted into. */
function mayHold(element: Element, rules: ReadingRules): boolean {
  if (isLeftAlone(element, rules)) return false;
  rules.onElement(element);
  const { parentElement } = element;
  if (parentElement && element.hasAttribute('slot')) rules.onElement(parentElement);
  return true;
}

function* divided(open: Node[], { leftAlone, mixed }: LookedOver): Generator<Part> {
  for (let node = open.pop(); node; node = open.pop()) {
    if (leftAlone.has(node)) continue;
    if (isText(node) || (isElement(node) && !mixed.has(node) && !hasMore(node, LARGE))) yield node;
    else openUp(node, open);
  }
}

/** Children as they are now, whatever the page does to them between two parts. */
function openUp(node: Node, open: Node[]): void {
  for (let child = node.lastChild; child; child = child.previousSibling) open.push(child);
}

/** Whether so many elements are not all that a node has in it. */
function hasMore(node: Node, most: number): boolean {
  if (!('getElementsByTagName' in node)) return false;
  const parent = node as Document | Element;
  let count = 0;
  for (let child = parent.firstElementChild; child; child = child.nextElementSibling) {
    // The browser counts fast, but keeps something for each element that it is asked to count in.
    if (child.firstElementChild || ++count > most) {
      return parent.getElementsByTagName('*').item(most) !== null;
    }
  }
  return false;
}

function specialsIn(node: Node): Element[] {
  const specials = 'querySelectorAll' in node ? [...(node as ParentNode).querySelectorAll(SPECIAL)] : [];
  return isElement(node) ? [node, ...specials] : specials;
}
