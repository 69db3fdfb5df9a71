import type { Sieve } from '../matching/sieve.ts';
import type { Finder } from '../matching/tables.ts';
import { isElement, isText, textsOf } from './nodes.ts';
import type { Part, Parts } from './parts.ts';
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

/** Parts of a root that are looked through with a sieve. */
export interface Survey {
  readonly root: Root;
  readonly parts: Parts;
}

/** UTF-16 units that are sieved in one go, or a few more: at first few, for what is found to be seen soon. */
const PASSAGE = { first: 2048, most: 16_384 } as const;
/** Blocks from so many units on are not read whole, or not looked through for a change of a few words. */
const LARGE = { toRead: 250_000, toLookThrough: 8192 } as const;

/** Text of a root that is worth reading, by its nodes; null where a sieve has gone on without a find. */
export function* lookThrough(
  { root, parts: { all, mixed } }: Survey,
  sieve: Sieve,
  finder: Finder,
  rules: ReadingRules,
): Generator<Batch | null> {
  const read = new Set<Text>();
  for (const { parts, starts, text, after } of passages(all)) {
    const known = text + after;
    const places = finder.inPhrases(known, sieve.find(text)).map(({ at }) => at);
    for (const node of nodesAt(places, parts, starts)) {
      if (read.has(node)) continue;
      for (const batch of around(node, mixed, root, rules)) {
        for (const one of batch.nodes) read.add(one);
        yield batch;
      }
    }
    yield null;
  }
}

/** Parts that are sieved in one go. */
interface Passage {
  readonly parts: Part[];
  /** Where the text of each begins; and the end of the last. */
  readonly starts: number[];
  readonly text: string;
  /** Of the text that follows as much as a part holds; what comes behind the last is not known. */
  readonly after: string;
}

function* passages(all: Iterable<Part>): Generator<Passage> {
  let parts: Part[] = [];
  let starts = [0];
  let text = '';
  let most: number = PASSAGE.first;
  const iterator = all[Symbol.iterator]();
  for (let one = iterator.next(); !one.done;) {
    const part = one.value;
    one = iterator.next();
    if (part.isConnected) {
      parts.push(part);
      text += textOf(part);
      starts.push(text.length);
    }
    if (!text || (text.length < most && !one.done)) continue;
    yield { parts, starts, text, after: one.done ? '' : textOf(one.value) };
    most = Math.min(2 * most, PASSAGE.most);
    [parts, starts, text] = [[], [0], ''];
  }
}

function textOf(part: Part): string {
  return isText(part) ? part.data : (part.textContent ?? '');
}

/** The text nodes in which the places of a passage are. */
function* nodesAt(
  places: readonly number[],
  parts: readonly Part[],
  starts: readonly number[],
): Generator<Text> {
  let next = 0;
  for (const [i, part] of parts.entries()) {
    const after = starts[i + 1] ?? 0;
    if ((places[next] ?? Infinity) >= after) continue;
    let end = starts[i] ?? 0;
    for (const node of textsOf(part)) {
      end += node.length;
      if ((places[next] ?? Infinity) < end) yield node;
      while ((places[next] ?? Infinity) < end) next++;
      if ((places[next] ?? Infinity) >= after) break;
    }
  }
}

/** Reads at least the segment of a text node. */
function* around(node: Text, mixed: ReadonlySet<Node>, root: Root, rules: ReadingRules): Generator<Batch> {
  const block = blockOf(node);
  const isSmall = (block?.textContent?.length ?? 0) < LARGE.toRead;
  if (block && isSmall && !mixed.has(block)) yield batchOf([...textsOf(block)]);
  else yield* readText(segmentAround(node, root, rules), rules);
}

/** The element whose text holds the whole segment of a text node. */
export function blockOf(node: Text): Element | null {
  let block: Node | null = node.parentNode;
  while (isElement(block) && isInline(block)) block = block.parentNode;
  return isElement(block) ? block : null;
}

/** Whether a block may hold a phrase. */
export function isWorthReading(block: Element, sieve: Sieve, finder: Finder): boolean {
  if (block.firstElementChild && block.querySelector(LEFT_ALONE)) return true;
  const text = block.textContent ?? '';
  if (text.length > LARGE.toLookThrough) return true;
  sieve.begin();
  return finder.inPhrases(text, sieve.find(text), true).length > 0;
}
