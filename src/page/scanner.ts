import { PageContext } from '../matching/context.ts';
import type { FoundVariant, Search } from '../matching/search.ts';
import { findIn } from './asking.ts';
import { elementInView, endsAfter, textInView } from './in-view.ts';
import { documentOf } from './nodes.ts';
import { type Part, partsOf } from './parts.ts';
import { type Pace, SLICE, withPage } from './pace.ts';
import { type PageMatch, toPageMatch } from './page-match.ts';
import { type Batch, readText, type ReadingRules, type Root, type Stretch } from './reading.ts';
import { around, nodesAt, passages, type Survey } from './survey.ts';
import { Waiting } from './waiting.ts';

export interface ScannerParts {
  readonly search: Search;
  /** Whether the search is asked first where it is worth to read. */
  readonly isSieved: boolean;
  readonly rules: ReadingRules;
  onFound(matches: readonly PageMatch[]): void;
  /** A text node whose segment must be read again, because more is known now. */
  onOutdated(node: Text): void;
  /** All that was queued has been read. */
  onIdle(): void;
  readonly signal: AbortSignal;
}

/** UTF-16 units of blocks and short stretches that are read together: a message each would cost more. */
const TOGETHER = 32_768;

/** Reads queued stretches of text in slices and reports what it finds. */
export class Scanner {
  private readonly queue: (Stretch | Survey)[] = [];
  /** Where text was left out, or read without looking for cues. */
  private readonly sieved = new Set<Root>();
  private readonly context: PageContext;
  private readonly waiting: Waiting;
  private running = false;
  private found = false;
  /** When the page gets its turn. */
  private end = 0;

  constructor(
    private readonly parts: ScannerParts,
    private readonly pace: Pace = withPage,
  ) {
    this.context = new PageContext(parts.search.enough);
    this.waiting = new Waiting(this.context);
  }

  get isIdle(): boolean {
    return !this.running;
  }

  /** Reads a whole root, what the reader is looking at first. */
  scan(root: Root): void {
    if (this.parts.isSieved) this.queue.push({ root, areWhole: false, read: new Set() });
    else this.readAll(root);
    void this.run();
  }

  private readAll(root: Root): void {
    const first = textInView(root, this.parts.rules);
    this.queue.push({ root, first, last: null });
    if (first) this.queue.push({ root, first: null, last: first });
  }

  /** Reads an element that came late, ahead of what is queued. */
  add(root: Root, element: Element): void {
    this.queue.unshift({ root, parts: partsOf(element, this.parts.rules), areWhole: false, read: new Set() });
    void this.run();
  }

  /** Looks through blocks that hold nothing that is left alone, ahead of what is queued. */
  look(root: Root, blocks: readonly Part[]): void {
    this.queue.unshift({ root, parts: blocks, areWhole: true, read: new Set() });
    void this.run();
  }

  /** Reads stretches ahead of what is queued. */
  rescan(stretches: readonly Stretch[]): void {
    this.queue.unshift(...stretches);
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    const { signal } = this.parts;
    try {
      this.hadTurn();
      for (let next = this.next(); next; next = this.next()) {
        if ('areWhole' in next) await this.lookThrough(next);
        else await this.readThrough(next);
        if (signal.aborted) return;
      }
    } finally {
      this.running = false;
    }
    this.waiting.forgetGone();
    this.parts.onIdle();
  }

  private next(): Stretch | Survey | undefined {
    if (!this.queue.length && this.sieved.size && this.lacksCues) {
      for (const root of this.sieved) this.readAll(root);
      this.sieved.clear();
    }
    return this.queue.shift();
  }

  /** What is in view first. */
  private partsOf(root: Root): Iterable<Part> {
    const all = partsOf(root, this.parts.rules);
    const seen = elementInView(root);
    if (!seen) return all;
    const parts = [...all];
    const first = Math.max(
      0,
      parts.findIndex((part) => endsAfter(part, seen)),
    );
    // The part that is known too, for what begins before it.
    return [...parts.slice(first), ...parts.slice(0, first + 1)];
  }

  private async lookThrough(survey: Survey): Promise<void> {
    const { root, areWhole, read, parts = this.partsOf(survey.root) } = survey;
    this.sieved.add(root);
    const { search, rules, signal } = this.parts;
    if (documentOf(root).designMode === 'on') return;
    for (const passage of passages(parts)) {
      const { before, text, after } = passage;
      const from = before.length;
      const to = from + text.length;
      const places = await search.places({ text: before + text + after, from, to, isWhole: areWhole });
      if (signal.aborted) return;
      this.hadTurn();
      const at = places.map((place) => place - from);
      const { nodes, changed } = nodesAt(at, passage);
      if (changed.length) this.queue.push({ ...survey, parts: changed });
      let batches: Batch[] = [];
      let units = 0;
      for (const node of nodes) {
        if (read.has(node) || !node.isConnected) continue;
        for (const batch of around(node, root, rules)) {
          for (const one of batch.nodes) read.add(one);
          batches.push(batch);
          units += batch.text.length;
        }
        if (units < TOGETHER) continue;
        if (!(await this.read(batches, root))) return;
        [batches, units] = [[], 0];
      }
      if (!(await this.read(batches, root))) return;
    }
  }

  private async readThrough(stretch: Stretch): Promise<void> {
    const { root, first, last } = stretch;
    if (first?.isConnected === false || last?.isConnected === false) {
      // What changed there is read for itself; the walk through a whole root begins again.
      if (!first || !last) this.queue.push({ root, first: null, last: null });
      return;
    }
    if (first && last) return this.readTogether(stretch);
    const reading = readText(stretch, this.parts.rules);
    let step = reading.next();
    for (; !step.done; step = reading.next()) if (!(await this.read([step.value], root))) return;
    if (step.value) this.queue.push({ root, first: null, last: null });
  }

  /** Reads a stretch between two nodes, and those like it that follow in the queue. */
  private async readTogether(stretch: Stretch): Promise<void> {
    const batches: Batch[] = [];
    let units = 0;
    for (
      let next: Stretch | undefined = stretch;
      next;
      next = units < TOGETHER ? this.nextShort(stretch.root) : undefined
    ) {
      for (const batch of readText(next, this.parts.rules)) {
        batches.push(batch);
        units += batch.text.length;
      }
    }
    await this.read(batches, stretch.root);
  }

  private nextShort(root: Root): Stretch | undefined {
    const [next] = this.queue;
    if (!next || !('first' in next) || next.root !== root) return undefined;
    if (!next.first?.isConnected || !next.last?.isConnected) return undefined;
    this.queue.shift();
    return next;
  }

  /** The page has its turn while the search is under way. */
  private hadTurn(): void {
    this.end = this.pace.now() + SLICE;
  }

  /** Lets the page have its turn, if it is time. False if all is over. */
  private async rest(found: boolean): Promise<boolean> {
    const { signal } = this.parts;
    const isFirst = found && !this.found;
    this.found ||= found;
    if (isFirst && this.pace.paint) await this.pace.paint(signal);
    else if (this.pace.now() < this.end) return !signal.aborted;
    else await this.pace.pause(signal);
    this.hadTurn();
    return !signal.aborted;
  }

  /** Whether something found waits for a context of which more cues may stand on the page. */
  get lacksCues(): boolean {
    return this.waiting.lacksCues;
  }

  /** Has batches searched. False if all is over. */
  private async read(batches: readonly Batch[], root: Root): Promise<boolean> {
    if (!batches.length) return this.rest(false);
    const { search, isSieved, signal } = this.parts;
    // Nothing asks for cues until something waits: what was read without them is read again then.
    const withoutCues = isSieved && this.waiting.isEmpty;
    if (withoutCues) this.sieved.add(root);
    const findings = await findIn(batches, search, { given: this.context.given, withoutCues });
    if (signal.aborted) return false;
    this.hadTurn();
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
    return this.rest(matches.length > 0);
  }
}
