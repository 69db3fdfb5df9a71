import { LONGEST } from '../matching/matcher.ts';
import { isElement, isText, textsOf } from './nodes.ts';
import type { Part } from './parts.ts';
import {
  type Batch,
  batchOf,
  LEFT_ALONE,
  type ReadingRules,
  readText,
  type Root,
  segmentAround,
} from './reading.ts';
import { isInline } from './separation.ts';

/** Parts of a root that are looked through for places that are worth reading. */
export interface Survey {
  readonly root: Root;
  /** If not given, those of the whole root. */
  readonly parts?: Iterable<Part>;
  /** No phrase goes on from one of them into what is not. Of the parts of an element: if it is a block. */
  readonly areWhole: boolean | Element;
  /** What has been read of them. */
  readonly read: Set<Text>;
}

/** UTF-16 units that are looked through in one go, or a few more: first few, for what is in view to be highlighted soon. */
const PASSAGE = { first: 16_384, most: 131_072 } as const;
/** A block from so many units on is not read whole. */
const LARGE = 250_000;

/** Parts that are looked through in one go. */
export interface Passage {
  readonly parts: readonly Part[];
  /** Where the text of each begins; and the end of the last. */
  readonly starts: readonly number[];
  readonly text: string;
  /** What stands around the text, as far as it is known. */
  readonly before: string;
  readonly after: string;
}

/** The passages of parts, each as it is asked for. */
export function* passages(all: Iterable<Part>): Generator<Passage> {
  let parts: Part[] = [];
  let starts = [0];
  let text = '';
  let before = '';
  let most: number = PASSAGE.first;
  for (const part of all) {
    if (!part.isConnected) continue;
    const own = textOf(part);
    if (text.length >= most) {
      yield { parts, starts, text, before, after: own.slice(0, LONGEST) };
      before = text.slice(-LONGEST);
      most = PASSAGE.most;
      [parts, starts, text] = [[], [0], ''];
    }
    parts.push(part);
    text += own;
    starts.push(text.length);
  }
  if (text) yield { parts, starts, text, before, after: '' };
}

function textOf(part: Part): string {
  return isText(part) ? part.data : (part.textContent ?? '');
}

/** The text nodes in which the places of a passage are, and the parts of it that the page has changed. */
export function nodesAt(
  places: readonly number[],
  { parts, starts, text }: Passage,
): { nodes: Text[]; changed: Part[] } {
  const nodes: Text[] = [];
  const changed: Part[] = [];
  if (!places.length) return { nodes, changed };
  let next = 0;
  for (const [i, part] of parts.entries()) {
    const [start = 0, after = 0] = [starts[i], starts[i + 1]];
    if ((places[next] ?? Infinity) >= after) continue;
    if (textOf(part) === text.slice(start, after)) {
      let end = start;
      for (const node of textsOf(part)) {
        end += node.length;
        if ((places[next] ?? Infinity) < end) nodes.push(node);
        while ((places[next] ?? Infinity) < end) next++;
      }
    } else changed.push(part);
    while ((places[next] ?? Infinity) < after) next++;
  }
  return { nodes, changed };
}

/** Reads at least the segment of a text node. */
export function* around(node: Text, root: Root, rules: ReadingRules): Generator<Batch> {
  const block = blockOf(node);
  const isMixed = block?.firstElementChild && block.querySelector(LEFT_ALONE);
  const batch = block && !isMixed ? batchOf(textsOf(block)) : null;
  if (batch && batch.text.length < LARGE) yield batch;
  else yield* readText(segmentAround(node, root, rules), rules);
}

/** The element whose text holds the whole segment of a text node. */
export function blockOf(node: Text): Element | null {
  let block: Node | null = node.parentNode;
  while (isElement(block) && isInline(block)) block = block.parentNode;
  return isElement(block) ? block : null;
}
