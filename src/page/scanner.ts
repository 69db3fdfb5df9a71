import type { Search } from '../matching/search.ts';
import { elementInView, endsAfter } from './in-view.ts';
import { documentOf } from './nodes.ts';
import { type Part, partsOf } from './parts.ts';
import type { Turns } from './pace.ts';
import type { ReadingRules, Root, Stretch } from './reading.ts';
import { isInline } from './separation.ts';
import { type Passage, passages, type Survey } from './survey.ts';

/** What is to be read, and what was read too little of. */
export interface Work {
  /** Stretches, parts that are looked through before they are read, and whole roots. */
  readonly queue: (Stretch | Survey | { readonly all: Root })[];
  /** Where text was left out, or read without looking for cues. */
  readonly sieved: Set<Root>;
}

/** Reads text and has it searched. */
export interface TextFinder {
  /** Something found waits for a context of which more cues may stand on the page. */
  readonly lacksCues: boolean;
  /** The text of a root, in the order in which it is to be read. */
  stretchesOf(root: Root): Stretch[];
  /** Reads what stands around places of a passage. False if all is over. */
  readAt(places: readonly number[], passage: Passage, survey: Survey, work: Work): Promise<boolean>;
  /** Reads a stretch, and short ones that follow. False if all is over. */
  readThrough(stretch: Stretch, work: Work): Promise<boolean>;
  /** Forgets text that has left the page. */
  forgetGone(): void;
}

export interface ScannerParts {
  readonly search: Pick<Search, 'places'>;
  /** Whether the search is asked first where it is worth to read. */
  readonly isSieved: boolean;
  readonly rules: ReadingRules;
  readonly turns: Turns;
  /** Brings what reads; null if that cannot be. */
  bring(): Promise<TextFinder | null>;
  /** All that was queued has been read. */
  onIdle(): void;
  readonly signal: AbortSignal;
}

/**
 * Goes through what is queued, in slices. Most text of most pages holds nothing: of it only the browser's
 * word is taken, and what reads it node by node need not be there.
 */
export class Scanner {
  private readonly work: Work = { queue: [], sieved: new Set() };
  private finder: TextFinder | null = null;
  private running = false;

  constructor(private readonly parts: ScannerParts) {}

  get isIdle(): boolean {
    return !this.running;
  }

  /** Something found waits for a context of which more cues may stand on the page. */
  get lacksCues(): boolean {
    return this.finder?.lacksCues ?? false;
  }

  /** Reads a whole root, what the reader is looking at first. */
  scan(root: Root): void {
    this.work.queue.push(this.parts.isSieved ? { root, areWhole: true, read: new Set() } : { all: root });
    void this.run();
  }

  /** Reads an element that came late, ahead of what is queued. */
  add(root: Root, element: Element): void {
    const parts = partsOf(element, this.parts.rules);
    this.work.queue.unshift({ root, parts, areWhole: element, read: new Set() });
    void this.run();
  }

  /** Looks through blocks that hold nothing that is left alone, ahead of what is queued. */
  look(root: Root, blocks: readonly Part[]): void {
    this.work.queue.unshift({ root, parts: blocks, areWhole: true, read: new Set() });
    void this.run();
  }

  /** Reads stretches ahead of what is queued. */
  rescan(stretches: readonly Stretch[]): void {
    this.work.queue.unshift(...stretches);
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    const { turns, signal, onIdle } = this.parts;
    try {
      turns.had();
      for (let next = this.next(); next; next = this.next()) {
        const isOn = 'areWhole' in next ? await this.lookThrough(next) : await this.read(next);
        if (!isOn || signal.aborted) return;
      }
    } finally {
      this.running = false;
    }
    this.finder?.forgetGone();
    onIdle();
  }

  private next(): Work['queue'][number] | undefined {
    const { queue, sieved } = this.work;
    if (!queue.length && sieved.size && this.lacksCues) {
      for (const root of sieved) queue.push({ all: root });
      sieved.clear();
    }
    return queue.shift();
  }

  private async bring(): Promise<TextFinder | null> {
    return (this.finder ??= await this.parts.bring());
  }

  private async read(next: Stretch | { readonly all: Root }): Promise<boolean> {
    const finder = await this.bring();
    if (!finder) return false;
    if (!('all' in next)) return finder.readThrough(next, this.work);
    this.work.queue.unshift(...finder.stretchesOf(next.all));
    return true;
  }

  /** False if all is over. */
  private async lookThrough(survey: Survey): Promise<boolean> {
    const { root, areWhole } = survey;
    const seen = survey.parts ? null : elementInView(root);
    const parts = survey.parts ?? this.partsFrom(root, seen);
    this.work.sieved.add(root);
    if (documentOf(root).designMode === 'on') return true;
    const { search, turns, signal } = this.parts;
    for (const passage of passages(parts)) {
      const { before, text, after } = passage;
      const from = before.length;
      const to = from + text.length;
      const question = { text: before + text + after, from, to };
      let places = await search.places({ ...question, isWhole: areWhole === true && !seen });
      // Style is dear to ask for, and hardly ever matters.
      const isBlock = places.length > 0 && typeof areWhole === 'object' && !isInline(areWhole);
      if (isBlock) places = await search.places({ ...question, isWhole: true });
      if (signal.aborted) return false;
      turns.had();
      if (!places.length) continue;
      const at = places.map((place) => place - from);
      const finder = await this.bring();
      if (!(await finder?.readAt(at, passage, survey, this.work))) return false;
    }
    return true;
  }

  /** What is `seen` first. */
  private partsFrom(root: Root, seen: Element | null): Iterable<Part> {
    const all = partsOf(root, this.parts.rules);
    if (!seen) return all;
    const parts = [...all];
    const first = Math.max(
      0,
      parts.findIndex((part) => endsAfter(part, seen)),
    );
    // The part that is known too, for what begins before it.
    return [...parts.slice(first), ...parts.slice(0, first + 1)];
  }
}
