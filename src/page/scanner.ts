import { PageContext } from '../matching/context.ts';
import type { Finder, Match, Scope } from '../matching/tables.ts';
import { documentOf, isText } from './nodes.ts';
import { type PageMatch, toPageMatch } from './page-match.ts';
import { type Batch, isRead, readText, type ReadingRules, type Root, type Stretch } from './reading.ts';

export interface ScannerParts {
  readonly finder: Finder;
  readonly rules: ReadingRules;
  /** How many cues each context asks of a page. */
  readonly enough: readonly number[];
  /** 1 for each tracked variant. */
  readonly tracked: Uint8Array;
  onFound(matches: readonly PageMatch[]): void;
  /** A text node whose segment must be read again, because more is known now. */
  onOutdated(node: Text): void;
  /** Loads what bars terms into the matcher's tables. False if that failed. */
  loadBars(terms: ReadonlySet<number>): Promise<boolean>;
  /** All that was queued has been read. */
  onIdle(): void;
  readonly signal: AbortSignal;
}

/** When the page gets its turn. */
export interface Pace {
  /** Milliseconds. */
  now(): number;
  pause(signal: AbortSignal): Promise<void>;
  /** Lets the page be painted, so that what is found first is seen before the rest is read. */
  readonly paint: ((signal: AbortSignal) => Promise<void>) | null;
}

/** Milliseconds of work before the page gets its turn. */
const SLICE = 5;

/** Reads queued stretches of text in slices and reports what it finds. */
export class Scanner {
  private readonly queue: Stretch[] = [];
  private readonly context: PageContext;
  /** Text whose matches wait for a context: their variants, and how many of their needs were met. */
  private readonly waiting = new Map<Text, Map<number, number>>();
  /** How often what bars terms is being waited for. */
  private loading = 0;
  private running = false;
  private found = false;

  constructor(
    private readonly parts: ScannerParts,
    private readonly pace: Pace = withPage,
  ) {
    this.context = new PageContext(parts.finder.tables, parts.enough);
  }

  get isIdle(): boolean {
    return !this.running && !this.loading;
  }

  /** Reads a whole root, what the reader is looking at first. */
  scan(root: Root): void {
    const first = firstTextInView(root, this.parts.rules);
    this.queue.push({ root, first, last: null });
    if (first) this.queue.push({ root, first: null, last: first });
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
      let end = this.pace.now() + SLICE;
      for (let next = this.queue.shift(); next && !signal.aborted; next = this.queue.shift()) {
        const { root, first, last } = next;
        if (first?.isConnected === false || last?.isConnected === false) {
          // What changed there is read for itself; the walk through a whole root begins again.
          if (!first || !last) this.queue.push({ root, first: null, last: null });
          continue;
        }
        const reading = readText(next, this.parts.rules);
        let step = reading.next();
        for (; !step.done; step = reading.next()) {
          const isFirst = this.read(step.value) && !this.found;
          this.found ||= isFirst;
          if (isFirst && this.pace.paint) await this.pace.paint(signal);
          else if (this.pace.now() < end) continue;
          else await this.pace.pause(signal);
          if (signal.aborted) return;
          end = this.pace.now() + SLICE;
        }
        if (step.value) this.queue.push({ root, first: null, last: null });
      }
    } finally {
      this.running = false;
    }
    for (const node of this.waiting.keys()) if (!node.isConnected) this.waiting.delete(node);
    if (!signal.aborted) this.parts.onIdle();
  }

  /** Returns whether something was found. */
  private read(batch: Batch): boolean {
    const { finder, tracked } = this.parts;
    const scope: Scope = { tracked, met: this.context.met.bind(this.context) };
    const findings = finder.find(batch.text, scope, batch);
    const found: PageMatch[] = [];
    for (const match of findings.matches) {
      const onPage = toPageMatch(match, batch);
      if (onPage) found.push(onPage);
    }
    for (const match of findings.waiting) {
      const node = toPageMatch(match, batch)?.nodes[0];
      if (!node) continue;
      const variants = this.waiting.get(node) ?? new Map<number, number>();
      this.waiting.set(node, variants.set(match.variant, this.context.countMet(match.variant)));
    }
    if (findings.unsure.length) void this.makeSure(findings.unsure, batch);
    if (found.length) this.parts.onFound(found);
    if (this.context.add(findings)) this.release();
    return found.length > 0;
  }

  /** Has what may be barred read again when that is known. */
  private async makeSure(unsure: readonly Match[], batch: Batch): Promise<void> {
    const { finder, loadBars, onOutdated, signal } = this.parts;
    const nodes = new Set(unsure.map((match) => toPageMatch(match, batch)?.nodes[0]));
    const terms = new Set(unsure.map(({ variant }) => finder.tables.variants.at(variant)?.term ?? 0));
    this.loading++;
    const loaded = await loadBars(terms);
    this.loading--;
    if (signal.aborted) return;
    if (loaded) for (const node of nodes) if (node?.isConnected) onOutdated(node);
    void this.run();
  }

  /** Has what waited for its context read again. */
  private release(): void {
    for (const [node, variants] of this.waiting) {
      if (![...variants].some(([variant, met]) => this.context.countMet(variant) > met)) continue;
      this.waiting.delete(node);
      if (node.isConnected) this.parts.onOutdated(node);
    }
  }
}

/** The first text at the top of the viewport, null where the root begins there anyway. */
function firstTextInView(root: Root, rules: ReadingRules): Text | null {
  const document = documentOf(root);
  const view = document.defaultView;
  if (root !== document || !view || view.scrollY < view.innerHeight / 2) return null;
  const element = document.elementFromPoint(view.innerWidth / 2, 8);
  if (!element) return null;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  walker.currentNode = element;
  const node = walker.nextNode();
  return isText(node) && isRead(node, rules) ? node : null;
}

const withPage: Pace = { now: () => performance.now(), pause: letPageRun, paint: letPagePaint };

async function letPageRun(signal: AbortSignal): Promise<void> {
  if (document.hidden) await visible(signal);
  else if (typeof scheduler !== 'undefined' && scheduler.yield) await scheduler.yield();
  else await new Promise((resolve) => setTimeout(resolve));
}

async function letPagePaint(signal: AbortSignal): Promise<void> {
  if (document.hidden) return visible(signal);
  await new Promise<void>((resolve) => {
    // What is in view is known after the first frame and painted in the second.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
    // A frame that is off screen may never be painted.
    setTimeout(resolve, 100);
  });
}

/** Hidden tabs wait. */
function visible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const ended = new AbortController();
    const end = () => {
      if (document.hidden && !signal.aborted) return;
      ended.abort();
      resolve();
    };
    document.addEventListener('visibilitychange', end, { signal: ended.signal });
    signal.addEventListener('abort', end, { signal: ended.signal });
  });
}
