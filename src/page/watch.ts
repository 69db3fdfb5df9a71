import type { Search } from '../matching/search.ts';
import { isElement, isShadowRoot, textsBetween, textsOf } from './nodes.ts';
import { type Changes, PageObserver } from './observer.ts';
import { isRead, LEFT_ALONE, type ReadingRules, type Root, type Stretch } from './reading.ts';
import { Turns } from './pace.ts';
import { Scanner, type TextFinder } from './scanner.ts';
import { ShadowHosts } from './shadow-hosts.ts';
import { blockOf } from './survey.ts';

/** What is looked for, and where. */
export interface WatchOptions {
  readonly search: Pick<Search, 'places' | 'isSieved'>;
  /** Read everything, wherever the search would be worth its time. */
  readonly readsAll: boolean;
  /** Read code and preformatted text too. */
  readonly code: boolean;
  /** Open and closed shadow roots. */
  shadowRootOf(element: Element): ShadowRoot | null;
  /** Elements of ours, which are never read. */
  isOurs(node: Node): boolean;
  /** `document.open` has replaced the page, and all event listeners with it. */
  onReplaced(): void;
  /** Brings what reads and annotates text. Called when there may be a phrase; null if that cannot be. */
  bring(watch: Watch): Promise<Annotation | null>;
  /** All text has been read. */
  onIdle(): void;
  readonly signal: AbortSignal;
}

/** What is done about the phrases of a page. Most pages have none, and never need it. */
export interface Annotation {
  readonly finder: TextFinder;
  /** The stretch of whole segments around a text node. */
  segmentAround(node: Text, root: Root): Stretch;
  /** The page has changed; its new text has not been read yet. True if that took away what was found. */
  onPageChange(changes: Changes): boolean;
  /** A stretch is about to be read again. True if that changed the page, so that it is another one. */
  onReread(stretch: Stretch): boolean;
  /** Text of a change has been handed on to be read. */
  onHandedOn(): void;
  /** All text has been read. */
  onIdle(): void;
  /** Whether something is known to stand in an element. */
  hasMatchIn(element: Element): boolean;
  /** The page's own text node that `node` is a part of. */
  originalOf(node: Text): Text;
}

/** Blocks with more text, in UTF-16 units, are not looked through for a change of a few words. */
const LARGE = 8192;
/** Texts whose segments are looked up in one go: in a millisecond or two. */
const AT_ONCE = 50;

/**
 * Where text changes all the time it is read again after rests that are that much longer than the work,
 * but no longer than so many milliseconds.
 */
const REST = { share: 400, most: 250 } as const;

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  for (const item of items) {
    if (count-- <= 0) return;
    yield item;
  }
}

/** Reads all text of a page: its shadow roots, what comes late and what changes. Ends with its signal. */
export class Watch {
  readonly rules: ReadingRules;
  readonly turns: Turns;
  readonly isSieved: boolean;
  /** Everything is read, wherever the search would be worth its time. */
  readonly readsAll: boolean;
  private readonly roots = new Set<Root>();
  private readonly observer: PageObserver;
  private readonly scanner: Scanner;
  private readonly hosts: ShadowHosts;
  private annotation: Annotation | null = null;
  private bringing: Promise<Annotation | null> | null = null;
  /** Nodes that came, and text that is to be read again, */
  private readonly added = new Set<Node>();
  private readonly changed = new Set<Text>();
  private isHandingOn = false;
  /** but not before. Milliseconds. */
  private restUntil = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly document: Document,
    private readonly options: WatchOptions,
  ) {
    const { search, readsAll, code, shadowRootOf, isOurs, signal } = options;
    this.readsAll = readsAll;
    this.isSieved = search.isSieved && !readsAll;
    this.rules = { code, isOurs, onElement: (element) => this.hosts.ask(element) };
    const onRoot = (root: ShadowRoot) => this.readRoot(root);
    this.hosts = new ShadowHosts({ shadowRootOf, rules: this.rules, onRoot, signal });
    this.observer = new PageObserver(isOurs, (changes) => this.onPageChange(changes), signal);
    this.turns = new Turns(signal);
    this.scanner = new Scanner({
      search,
      isSieved: this.isSieved,
      rules: this.rules,
      turns: this.turns,
      bring: async () => (await this.bring())?.finder ?? null,
      onIdle: () => {
        this.annotation?.onIdle();
        this.options.onIdle();
        this.hosts.askLate();
        void this.hosts.askContainersInRoots();
      },
      signal,
    });
    signal.addEventListener('abort', () => clearTimeout(this.timer));
  }

  start(): void {
    this.readRoot(this.document);
  }

  get isReading(): boolean {
    const isBringing = this.bringing !== null && !this.annotation;
    const isWaiting = this.changed.size > 0 || this.added.size > 0;
    return !this.scanner.isIdle || this.isHandingOn || isBringing || isWaiting;
  }

  private bring(): Promise<Annotation | null> {
    return (this.bringing ??= this.options.bring(this).then((annotation) => {
      if (!annotation) this.bringing = null; // Another time it may be.
      return (this.annotation = annotation);
    }));
  }

  get shadowRoots(): ShadowRoot[] {
    return [...this.roots].filter(isShadowRoot);
  }

  /** Shadow roots whose host has left the page: if it comes back, so will they. */
  forgetRoots(): ShadowRoot[] {
    const gone = this.shadowRoots.filter((root) => !root.isConnected);
    for (const root of gone) this.roots.delete(root);
    return gone;
  }

  /** Makes a change that is not to be reported. */
  unobserved(change: () => void): void {
    this.observer.unobserved(change);
  }

  private readRoot(root: Root): void {
    if (this.roots.has(root)) return;
    this.roots.add(root);
    this.observer.observe(root);
    this.scanner.scan(root);
    this.hosts.addRoot(root);
  }

  private onPageChange(changes: Changes): void {
    const { documentElement } = this.document;
    if (documentElement && changes.added.has(documentElement)) return this.options.onReplaced();
    const isLoss = this.annotation?.onPageChange(changes) ?? false;

    for (const text of changes.touched) this.changed.add(text);
    for (const node of changes.added) this.added.add(node);
    // What is highlighted again at once does not flicker.
    const rest = isLoss ? 0 : this.restUntil - performance.now();
    if (rest <= 0) void this.readChanged(isLoss);
    else this.timer ??= setTimeout(() => void this.readChanged(), rest);
  }

  private async readChanged(isLoss = false): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.isHandingOn) return;
    this.isHandingOn = true;
    const from = performance.now();
    const turns = new Turns(this.options.signal);
    turns.had();
    do {
      this.lookAtAdded();
      const texts = [...take(this.changed, AT_ONCE)];
      for (const text of texts) this.changed.delete(text);
      this.reread(texts, isLoss);
    } while (this.changed.size > 0 && (await turns.rest()));
    if (this.options.signal.aborted) return;
    this.isHandingOn = false;
    this.hosts.askLate();
    this.annotation?.onHandedOn();
    const now = performance.now();
    this.restUntil = now + Math.min(REST.share * (now - from), REST.most);
  }

  /** Has elements that came looked through; their text is read where that is not enough. */
  private lookAtAdded(): void {
    const added = [...this.added];
    this.added.clear();
    for (const node of added) {
      if (!node.isConnected || !isRead(node, this.rules)) continue;
      const root = node.getRootNode();
      if (isElement(node) && this.isSieved && !this.scanner.lacksCues) {
        if (!this.roots.has(root as Root)) continue;
        this.scanner.add(root as Root, node);
        this.hosts.askContainers(node);
        continue;
      }
      for (const text of textsOf(node)) this.changed.add(text);
      // Elements that came without text may still be hosts.
      if (isElement(node)) this.hosts.askAll(node);
    }
  }

  /**
   * The block around a text node if it is to be looked through before it is read: of moderate size, with
   * nothing that is left alone and nothing that was found before.
   */
  private blockToLookThrough(node: Text): Element | null {
    if (!this.isSieved || this.scanner.lacksCues) return null;
    const block = blockOf(node);
    if (!block || (block.firstElementChild && block.querySelector(LEFT_ALONE))) return null;
    const isLarge = block.childNodes.length > 1 && (block.textContent?.length ?? 0) > LARGE;
    return isLarge || this.annotation?.hasMatchIn(block) ? null : block;
  }

  /** Reads what stands around text nodes again. Where something `isLost` it is not looked through first. */
  reread(texts: Iterable<Text>, isLost = false): void {
    const { annotation } = this;
    const stretches: Stretch[] = [];
    const unread: Text[] = [];
    const blocks = new Map<Root, Set<Element>>();
    const covered = new Set<Text>();
    const known = new Map<Node, boolean>();
    for (const text of texts) {
      const node = annotation?.originalOf(text) ?? text;
      if (covered.has(node) || !node.isConnected || !isRead(node, this.rules, known)) continue;
      const root = node.getRootNode() as Root;
      if (!this.roots.has(root)) continue;
      const block = isLost ? null : this.blockToLookThrough(node);
      if (block) {
        blocks.set(root, (blocks.get(root) ?? new Set()).add(block));
        continue;
      }
      if (!annotation) {
        unread.push(node);
        continue;
      }
      let stretch = annotation.segmentAround(node, root);
      if (annotation.onReread(stretch)) stretch = annotation.segmentAround(node, root);
      for (const inner of textsBetween(stretch)) covered.add(inner);
      stretches.push(stretch);
    }
    if (stretches.length) this.scanner.rescan(stretches);
    for (const [root, some] of blocks) this.scanner.look(root, [...some]);
    if (unread.length) void this.bring().then((brought) => brought && this.reread(unread));
  }
}
