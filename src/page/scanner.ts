import { PageContext } from '../matching/context.ts';
import type { Sieve } from '../matching/sieve.ts';
import type { Finder, Scope } from '../matching/tables.ts';
import { documentOf, isText } from './nodes.ts';
import { type Parts, partsOf } from './parts.ts';
import { type Pace, withPage } from './pace.ts';
import { type PageMatch, toPageMatch } from './page-match.ts';
import { type Batch, isRead, readText, type ReadingRules, type Root, type Stretch } from './reading.ts';
import { lookThrough, type Survey } from './survey.ts';

export interface ScannerParts {
  readonly finder: Finder;
  /** Tells where the finder is worth its time; null to have it read everything. */
  readonly sieve: (() => Sieve) | null;
  readonly rules: ReadingRules;
  /** How many cues each context asks of a page. */
  readonly enough: readonly number[];
  /** 1 for each tracked variant. */
  readonly tracked: Uint8Array;
  onFound(matches: readonly PageMatch[]): void;
  /** A text node whose segment must be read again, because more is known now. */
  onOutdated(node: Text): void;
  /** All that was queued has been read. */
  onIdle(): void;
  readonly signal: AbortSignal;
}

/** Milliseconds of work before the page gets its turn. */
const SLICE = 5;

/** Reads queued stretches of text in slices and reports what it finds. */
export class Scanner {
  private readonly queue: (Stretch | Survey)[] = [];
  /** Where text was left out, or read without looking for cues. */
  private readonly sieved = new Set<Root>();
  private readonly context: PageContext;
  /** Text whose matches wait for a context: their variants, and how many of their needs were met. */
  private readonly waiting = new Map<Text, Map<number, number>>();
  private running = false;
  private found = false;

  constructor(
    private readonly parts: ScannerParts,
    private readonly pace: Pace = withPage,
  ) {
    this.context = new PageContext(parts.finder.tables, parts.enough);
  }

  get isIdle(): boolean {
    return !this.running;
  }

  /** Reads a whole root, what the reader is looking at first. */
  scan(root: Root): void {
    if (this.parts.sieve) this.survey(root, partsOf(root, this.parts.rules));
    else this.readAll(root);
    void this.run();
  }

  private readAll(root: Root): void {
    const first = textInView(root, this.parts.rules);
    this.queue.push({ root, first, last: null });
    if (first) this.queue.push({ root, first: null, last: first });
  }

  private survey(root: Root, { all, mixed }: Parts): void {
    this.sieved.add(root);
    const seen = elementInView(root);
    if (!seen) {
      this.queue.push({ root, parts: { all, mixed } });
      return;
    }
    const parts = [...all];
    const first = Math.max(
      0,
      parts.findIndex((part) => endsAfter(part, seen)),
    );
    this.queue.push({ root, parts: { all: parts.slice(first), mixed } });
    // The part that is known too, for what begins before it.
    this.queue.push({ root, parts: { all: parts.slice(0, first + 1), mixed } });
  }

  /** Reads an element that came late, ahead of what is queued. */
  add(root: Root, element: Element): void {
    this.sieved.add(root);
    this.queue.unshift({ root, parts: partsOf(element, this.parts.rules) });
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
      for (const found of this.work()) {
        const isFirst = found && !this.found;
        this.found ||= isFirst;
        if (isFirst && this.pace.paint) await this.pace.paint(signal);
        else if (this.pace.now() < end) continue;
        else await this.pace.pause(signal);
        if (signal.aborted) return;
        end = this.pace.now() + SLICE;
      }
    } finally {
      this.running = false;
    }
    for (const node of this.waiting.keys()) if (!node.isConnected) this.waiting.delete(node);
    if (!signal.aborted) this.parts.onIdle();
  }

  /** Does what is queued, a little at a time. Yields each time whether something was found. */
  private *work(): Generator<boolean> {
    for (;;) {
      const next = this.queue.shift();
      if (next && 'parts' in next) yield* this.lookThrough(next);
      else if (next) yield* this.readThrough(next);
      else if (this.sieved.size && this.lacksCues) {
        for (const root of this.sieved) this.readAll(root);
        this.sieved.clear();
      } else return;
    }
  }

  private *lookThrough(survey: Survey): Generator<boolean> {
    const { finder, rules, sieve } = this.parts;
    if (!sieve || documentOf(survey.root).designMode === 'on') return;
    for (const batch of lookThrough(survey, sieve(), finder, rules)) {
      yield batch !== null && this.read(batch, survey.root);
    }
  }

  private *readThrough(stretch: Stretch): Generator<boolean> {
    const { root, first, last } = stretch;
    if (first?.isConnected === false || last?.isConnected === false) {
      // What changed there is read for itself; the walk through a whole root begins again.
      if (!first || !last) this.queue.push({ root, first: null, last: null });
      return;
    }
    const reading = readText(stretch, this.parts.rules);
    let step = reading.next();
    for (; !step.done; step = reading.next()) yield this.read(step.value, root);
    if (step.value) this.queue.push({ root, first: null, last: null });
  }

  /** Whether something found waits for a context of which more cues may stand on the page. */
  get lacksCues(): boolean {
    const { tables } = this.parts.finder;
    return [...this.waiting.values()].some((variants) =>
      [...variants.keys()].some((variant) => {
        const needs = tables.variants.at(variant)?.needs ?? null;
        return needs !== null && needs !== 'expansion' && this.context.countMet(variant) < needs.length;
      }),
    );
  }

  /** Returns whether something was found. */
  private read(batch: Batch, root: Root): boolean {
    const { finder, tracked, sieve } = this.parts;
    // Nothing asks for cues until something waits: what was read without them is read again then.
    const withoutCues = sieve !== null && this.waiting.size === 0;
    if (withoutCues) this.sieved.add(root);
    const scope: Scope = { tracked, met: this.context.met.bind(this.context), withoutCues };
    const findings = finder.find(batch.text, scope, batch);
    const found: PageMatch[] = [];
    // Where what bars terms is not known, whatever may be a match counts.
    for (const match of [...findings.matches, ...findings.unsure]) {
      const onPage = toPageMatch(match, batch);
      if (onPage) found.push(onPage);
    }
    for (const match of findings.waiting) {
      const node = toPageMatch(match, batch)?.nodes[0];
      if (!node) continue;
      const variants = this.waiting.get(node) ?? new Map<number, number>();
      this.waiting.set(node, variants.set(match.variant, this.context.countMet(match.variant)));
    }
    if (found.length) this.parts.onFound(found);
    if (this.context.add(findings)) this.release();
    return found.length > 0;
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

/** What stands at the top of the viewport, null where the root begins there anyway. */
function elementInView(root: Root): Element | null {
  const document = documentOf(root);
  const view = document.defaultView;
  if (root !== document || !view || view.scrollY < view.innerHeight / 2) return null;
  return document.elementFromPoint(view.innerWidth / 2, 8);
}

/** The first text of that. */
function textInView(root: Root, rules: ReadingRules): Text | null {
  const element = elementInView(root);
  if (!element) return null;
  const walker = documentOf(root).createTreeWalker(root, NodeFilter.SHOW_TEXT);
  walker.currentNode = element;
  const node = walker.nextNode();
  return isText(node) && isRead(node, rules) ? node : null;
}

/** Whether a node holds an element, or comes after its beginning. */
function endsAfter(node: Node, element: Element): boolean {
  const position = element.compareDocumentPosition(node);
  return (
    position === 0 || (position & (Node.DOCUMENT_POSITION_CONTAINS | Node.DOCUMENT_POSITION_FOLLOWING)) > 0
  );
}
