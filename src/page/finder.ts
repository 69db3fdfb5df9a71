import { PageContext } from '../matching/context.ts';
import type { FoundVariant, Search } from '../matching/search.ts';
import { findIn } from './asking.ts';
import { textInView } from './in-view.ts';
import type { Turns } from './pace.ts';
import { type PageMatch, toPageMatch } from './page-match.ts';
import { type Batch, readText, type ReadingRules, type Root, type Stretch } from './reading.ts';
import type { TextFinder, Work } from './scanner.ts';
import { around, nodesAt, type Passage, type Survey } from './survey.ts';
import { Waiting } from './waiting.ts';

export interface FinderParts {
  readonly search: Search;
  /** Whether the search is asked first where it is worth to read. */
  readonly isSieved: boolean;
  readonly rules: ReadingRules;
  readonly turns: Turns;
  onFound(matches: readonly PageMatch[]): void;
  /** A text node whose segment must be read again, because more is known now. */
  onOutdated(node: Text): void;
  readonly signal: AbortSignal;
}

/** UTF-16 units of blocks and short stretches that are read together: a message each would cost more. */
const TOGETHER = 32_768;

/** Reads text by its nodes and reports what is found in it. */
export class Finder implements TextFinder {
  private readonly context: PageContext;
  private readonly waiting: Waiting;
  private found = false;

  constructor(private readonly parts: FinderParts) {
    this.context = new PageContext(parts.search.enough);
    this.waiting = new Waiting(this.context);
  }

  get lacksCues(): boolean {
    return this.waiting.lacksCues;
  }

  forgetGone(): void {
    this.waiting.forgetGone();
  }

  stretchesOf(root: Root): Stretch[] {
    const first = textInView(root, this.parts.rules);
    const rest: Stretch = { root, first, last: null };
    return first ? [rest, { root, first: null, last: first }] : [rest];
  }

  async readAt(
    places: readonly number[],
    passage: Passage,
    survey: Survey,
    { queue, sieved }: Work,
  ): Promise<boolean> {
    const { root, read } = survey;
    const { nodes, changed } = nodesAt(places, passage);
    if (changed.length) queue.push({ ...survey, parts: changed });
    let batches: Batch[] = [];
    let units = 0;
    for (const node of nodes) {
      if (read.has(node) || !node.isConnected) continue;
      for (const batch of around(node, root, this.parts.rules)) {
        for (const one of batch.nodes) read.add(one);
        batches.push(batch);
        units += batch.text.length;
      }
      if (units < TOGETHER) continue;
      if (!(await this.read(batches, root, sieved))) return false;
      [batches, units] = [[], 0];
    }
    return this.read(batches, root, sieved);
  }

  async readThrough(stretch: Stretch, { queue, sieved }: Work): Promise<boolean> {
    const { root, first, last } = stretch;
    if (first?.isConnected === false || last?.isConnected === false) {
      // What changed there is read for itself; the walk through a whole root begins again.
      if (!first || !last) queue.push({ root, first: null, last: null });
      return true;
    }
    if (first && last) return this.read(this.batchesOf(stretch, queue), root, sieved);
    const reading = readText(stretch, this.parts.rules);
    let step = reading.next();
    for (; !step.done; step = reading.next())
      if (!(await this.read([step.value], root, sieved))) return false;
    if (step.value) queue.push({ root, first: null, last: null });
    return true;
  }

  /** Of a stretch between two nodes, and of those like it that follow in the queue. */
  private batchesOf(stretch: Stretch, queue: Work['queue']): Batch[] {
    const batches: Batch[] = [];
    let units = 0;
    for (
      let next: Stretch | undefined = stretch;
      next;
      next = units < TOGETHER ? takeShort(stretch.root, queue) : undefined
    ) {
      for (const batch of readText(next, this.parts.rules)) {
        batches.push(batch);
        units += batch.text.length;
      }
    }
    return batches;
  }

  /** Has batches searched. False if all is over. */
  private async read(batches: readonly Batch[], root: Root, sieved: Set<Root>): Promise<boolean> {
    const { search, isSieved, turns, signal } = this.parts;
    if (!batches.length) return turns.rest();
    // Nothing asks for cues until something waits: what was read without them is read again then.
    const withoutCues = isSieved && this.waiting.isEmpty;
    if (withoutCues) sieved.add(root);
    const findings = await findIn(batches, search, { given: this.context.given, withoutCues });
    if (signal.aborted) return false;
    turns.had();
    const matches: PageMatch[] = [];
    let isMore = false;
    for (const { batch, found } of findings.all) {
      for (const match of found.waiting) {
        const variant = findings.variantOf(match.variant);
        const node = variant && toPageMatch(match, variant, batch)?.nodes[0];
        if (node) this.waiting.add(node, variant);
      }
    }
    for (const { batch, found } of findings.all) {
      const matched: FoundVariant[] = [];
      for (const match of found.matches) {
        const variant = findings.variantOf(match.variant);
        const onPage = variant && toPageMatch(match, variant, batch);
        if (variant) matched.push(variant);
        if (onPage) matches.push(onPage);
      }
      isMore = this.context.add(found.cues, matched) || isMore;
    }
    if (matches.length) this.parts.onFound(matches);
    if (isMore) for (const node of this.waiting.release()) this.parts.onOutdated(node);
    const isFirst = matches.length > 0 && !this.found;
    this.found ||= isFirst;
    return isFirst ? turns.paint() : turns.rest();
  }
}

function takeShort(root: Root, queue: Work['queue']): Stretch | undefined {
  const [next] = queue;
  if (!next || !('first' in next) || next.root !== root) return undefined;
  if (!next.first?.isConnected || !next.last?.isConnected) return undefined;
  queue.shift();
  return next;
}
