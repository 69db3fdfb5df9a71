import type { Report } from '../messages/messages.ts';
import type { ListedMatch } from '../messages/to-page.ts';
import { documentOf, isElement, composedParent, isShadowRoot } from '../page/nodes.ts';
import type { PageMatch } from '../page/page-match.ts';
import type { Session } from '../page/session.ts';
import { isShown } from '../page/visibility.ts';

const MOST_TEXTS = 5;

/** What a frame holds, by term, the most frequent first. Hidden text does not count. */
export function termsOf(session: Session): Report['terms'] {
  const terms = new Map<
    string,
    { count: number; texts: Map<string, Report['terms'][number]['texts'][number]> }
  >();
  for (const match of session.matches) {
    if (!isShown(match.nodes[0])) continue;
    const { term, id: variant } = match.variant;
    const known = terms.get(term) ?? { count: 0, texts: new Map() };
    terms.set(term, known);
    known.count++;
    const text = match.text.replace(/\s+/g, ' ');
    const key = text.toLowerCase();
    const { count = 0 } = known.texts.get(key) ?? {};
    known.texts.set(key, {
      text: known.texts.get(key)?.text ?? text.slice(0, 120),
      variant,
      count: count + 1,
    });
  }
  return [...terms]
    .map(([term, { count, texts }]) => ({
      term,
      count,
      texts: [...texts.values()].sort((a, b) => b.count - a.count).slice(0, MOST_TEXTS),
    }))
    .sort((a, b) => b.count - a.count);
}

/** Every match that a reader can see or scroll to, in order. */
export function listOf(session: Session): ListedMatch[] {
  return session.matches
    .inOrder()
    .filter(({ nodes: [node] }) => isShown(node))
    .map((match) => {
      const { term, id: variant } = match.variant;
      return { text: match.text, term, variant, ...placeOf(match, session) };
    });
}

/** Where a match stands in the text of its block. */
function placeOf(match: PageMatch, { highlighter }: Session): Pick<ListedMatch, 'start' | 'end' | 'block'> {
  let block: Node = match.nodes[0];
  let top: Node = block;
  for (let at: Node | null = block; at; at = composedParent(at)) {
    if (isShadowRoot(at) || at === documentOf(at).documentElement) top = at;
    if (!isElement(at) || !at.id) continue;
    block = at;
    break;
  }
  const id = isElement(block) ? block.id : null;
  const inside = isElement(block) && block.contains(match.nodes[0]) ? block : top;
  const range = highlighter.rangeOf(match);
  return {
    start: range ? offsetIn(inside, range.startContainer, range.startOffset) : 0,
    end: range ? offsetIn(inside, range.endContainer, range.endOffset) : 0,
    block: id,
  };
}

function offsetIn(block: Node, node: Node, offset: number): number {
  const range = documentOf(block).createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}
