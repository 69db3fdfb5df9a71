import { Border, type Found, type FoundVariant, type Question, type Search } from '../matching/search.ts';
import type { Batch } from './reading.ts';
import { isSeparated } from './separation.ts';

/** What was found in a batch. */
interface Finding {
  readonly batch: Batch;
  readonly found: Found;
}

export interface Findings {
  readonly all: readonly Finding[];
  readonly variantOf: (number: number) => FoundVariant | undefined;
}

/** Asks what stands in batches. What it takes computed style to know of their borders is told if it is asked for. */
export async function findIn(
  batches: readonly Batch[],
  search: Search,
  question: Omit<Question, 'texts'>,
): Promise<Findings> {
  const all: Finding[] = [];
  const variants = new Map<number, FoundVariant>();
  let open = batches.map((batch) => ({ batch, borders: batch.nodes.map(borderBefore) }));
  while (open.length) {
    const texts = open.map(({ batch: { text, starts }, borders }) => ({
      text,
      starts,
      borders: borders.join(''),
    }));
    const answer = await search.find({ ...question, texts });
    for (const variant of answer.variants) variants.set(variant.number, variant);
    open = open.filter(({ batch, borders }, i) => {
      const found = answer.found[i];
      if (!found) return false;
      for (const index of found.unknown) borders[index] = borderAt(batch, index);
      if (!found.unknown.length) all.push({ batch, found });
      return found.unknown.length > 0;
    });
  }
  return { all, variantOf: (number) => variants.get(number) };
}

function borderBefore(node: Text, i: number, nodes: readonly Text[]): string {
  const before = nodes[i - 1];
  if (!before) return Border.separated;
  return before.nextSibling === node ? Border.joined : Border.unknown;
}

function borderAt({ nodes }: Batch, index: number): string {
  const [before, after] = [nodes[index - 1], nodes[index]];
  return before && after && !isSeparated(before, after) ? Border.joined : Border.separated;
}
