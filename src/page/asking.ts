import { Border, type Found, type FoundVariant, type Question, type Search } from '../matching/search.ts';
import type { Batch } from './reading.ts';
import { isSeparated } from './separation.ts';

/** What was found in a batch. */
export interface Finding {
  readonly batch: Batch;
  readonly found: Found;
}

export interface Findings {
  readonly all: readonly Finding[];
  readonly variantOf: (number: number) => FoundVariant | undefined;
}

/** Of a batch with more text nodes only those borders are told that are asked for. */
const ALL_TOLD = 32;

/** Asks what stands in batches. */
export async function findIn(
  batches: readonly Batch[],
  search: Search,
  question: Omit<Question, 'texts'>,
): Promise<Findings> {
  const all: Finding[] = [];
  const variants = new Map<number, FoundVariant>();
  let open = batches.map((batch) => ({ batch, borders: bordersOf(batch) }));
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

function bordersOf(batch: Batch): string[] {
  const isTold = batch.nodes.length <= ALL_TOLD;
  return batch.nodes.map((_, i) => (isTold ? borderAt(batch, i) : Border.unknown));
}

function borderAt({ nodes }: Batch, index: number): string {
  const [before, after] = [nodes[index - 1], nodes[index]];
  return before && after && !isSeparated(before, after) ? Border.joined : Border.separated;
}
