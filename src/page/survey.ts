import { LONGEST } from '../matching/matcher.ts';
import type { Search } from '../matching/search.ts';
import { isElement, isText, textsOf } from './nodes.ts';
import type { Part, Parts } from './parts.ts';
import { type Batch, batchOf, type ReadingRules, readText, type Root, segmentAround } from './reading.ts';
import { isInline } from './separation.ts';

/** Parts of a root that are looked through for places that are worth reading. */
export interface Survey {
  readonly root: Root;
  /** If not given, those of the whole root. */
  readonly parts?: Parts;
  /** No phrase goes on from one of them into what is not. */
  readonly areWhole: boolean;
}

/** UTF-16 units that are looked through in one go, or a few more: at first fewer, for what is found to be seen soon. */
const PASSAGE = { first: 8192, most: 65_536 } as const;
/** A block from so many units on is not read whole. */
const LARGE = 250_000;

/** What a passage has that is worth reading. */
export interface Worthwhile {
  readonly batches: readonly Batch[];
  /** Parts that have changed since they were looked through. */
  readonly changed: readonly Part[];
}

/** Looks through a survey, passage by passage. */
export async function* lookThrough(
  { root, parts: { all, mixed }, areWhole }: Required<Survey>,
  search: Search,
  rules: ReadingRules,
): AsyncGenerator<Worthwhile> {
  const read = new Set<Text>();
  for (const passage of passages(all)) {
    const { before, text, after } = passage;
    const from = before.length;
    const places = await search.places({
      text: before + text + after,
      from,
      to: from + text.length,
      isWhole: areWhole,
    });
    const found = nodesAt(
      places.map((place) => place - from),
      passage,
    );
    const batches: Batch[] = [];
    for (const node of found.nodes) {
      if (read.has(node)) continue;
      for (const batch of around(node, mixed, root, rules)) {
        for (const one of batch.nodes) read.add(one);
        batches.push(batch);
      }
    }
    yield { batches, changed: found.changed };
  }
}

/** Parts that are looked through in one go. */
interface Passage {
  readonly parts: readonly Part[];
  /** Where the text of each begins; and the end of the last. */
  readonly starts: readonly number[];
  readonly text: string;
  /** What stands around the text, as far as it is known. */
  readonly before: string;
  readonly after: string;
}

function* passages(all: Iterable<Part>): Generator<Passage> {
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
      most = Math.min(4 * most, PASSAGE.most);
      before = text.slice(-LONGEST);
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
function nodesAt(
  places: readonly number[],
  { parts, starts, text }: Passage,
): { nodes: Text[]; changed: Part[] } {
  const nodes: Text[] = [];
  const changed: Part[] = [];
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
function* around(node: Text, mixed: ReadonlySet<Node>, root: Root, rules: ReadingRules): Generator<Batch> {
  const block = blockOf(node);
  const isSmall = (block?.textContent?.length ?? 0) < LARGE;
  if (block && isSmall && !mixed.has(block)) yield batchOf([...textsOf(block)]);
  else yield* readText(segmentAround(node, root, rules), rules);
}

/** The element whose text holds the whole segment of a text node. */
export function blockOf(node: Text): Element | null {
  let block: Node | null = node.parentNode;
  while (isElement(block) && isInline(block)) block = block.parentNode;
  return isElement(block) ? block : null;
}
