import type { Matcher } from '../matching/matcher.ts';
import type { MatcherNames } from '../matching/packed.ts';
import { type Appearance, appearanceRules, type StyleNames } from '../settings/appearance.ts';
import { CssHighlighter } from './css-highlighter.ts';
import type { Highlighter } from './highlighter.ts';
import { MarkHighlighter } from './mark-highlighter.ts';
import { documentOf, isElement, isShadowRoot, isText } from './nodes.ts';
import { type Changes, PageObserver } from './observer.ts';
import { isCurrent, type PageMatch, PageMatches } from './page-match.ts';
import { Painter } from './painter.ts';
import { isRead, type ReadingRules, type Root, segmentAround, type Stretch } from './reading.ts';
import { Scanner } from './scanner.ts';

export interface SessionOptions {
  readonly matcher: Matcher;
  readonly names: MatcherNames;
  /** 1 for each tracked variant. */
  readonly tracked: Uint8Array;
  readonly appearance: Appearance;
  /** The names that the rules use; others for another appearance. */
  readonly styles: StyleNames;
  /** Paint with elements in the page instead of the Custom Highlight API. */
  readonly marks: boolean;
  /** Read code and preformatted text too. */
  readonly code: boolean;
  /** Open and closed shadow roots. */
  shadowRootOf(element: Element): ShadowRoot | null;
  /** Applies a style sheet to the document, out of the page's reach. */
  insertStyle(css: string): void;
  /** Elements of ours, which are never read. */
  isOurs(node: Node): boolean;
  /** The matches changed, or all text has been read. */
  onChange(): void;
  /** `document.open` has replaced the page, and all event listeners with it. */
  onReplaced(): void;
  readonly signal: AbortSignal;
}

/** Everything that is alive on one page: what is read, found and painted. Ends with its signal. */
export class Session {
  readonly matches = new PageMatches();
  readonly highlighter: Highlighter;
  private readonly roots = new Set<Root>();
  private readonly rules: ReadingRules;
  private readonly observer: PageObserver;
  private readonly painter: Painter;
  private readonly scanner: Scanner;
  /** The shadow roots that have a sheet of ours. */
  private readonly sheets = new Map<ShadowRoot, CSSStyleSheet>();
  private styled = false;
  private readonly css: string;
  /** Found before, and not yet again since the text around them changed. */
  private readonly doubtful = new Set<PageMatch>();
  /** Custom elements that had no shadow root when they were seen; scripts may come late. */
  private readonly hostsToBe = new Set<Element>();

  constructor(
    readonly document: Document,
    private readonly options: SessionOptions,
  ) {
    const { names, appearance, signal } = options;
    const marks = options.marks || !CssHighlighter.isSupported();
    const { styles } = options;
    const reset = marks ? `mark:is(${styles.categories.map((name) => `.${name}`).join()}){all:unset}` : '';
    this.css =
      reset +
      appearanceRules(styles, appearance, (name) =>
        marks ? `mark.${name}.${name}` : `::highlight(${name})`,
      );

    this.rules = {
      code: options.code,
      isOurs: options.isOurs,
      onElement: (element) => this.lookForRoot(element),
    };
    this.observer = new PageObserver(options.isOurs, (changes) => this.onPageChange(changes), signal);
    const parts = {
      document,
      categoryOf: (variant: number) => names.terms[names.variants[variant]?.term ?? 0]?.category ?? 0,
      matchesOn: (node: Node) => this.matches.on(node),
      shadowRoots: () => [...this.roots].filter(isShadowRoot),
    };
    this.highlighter = marks
      ? new MarkHighlighter(styles, parts, (change) => this.observer.unobserved(change))
      : new CssHighlighter(styles, parts);
    this.painter = new Painter(document, this.highlighter, signal);
    this.scanner = new Scanner({
      matcher: options.matcher,
      rules: this.rules,
      enough: names.enough,
      tracked: options.tracked,
      onFound: (found) => this.onFound(found),
      onOutdated: (node) => this.reread([node]),
      onIdle: () => {
        this.drop([...this.doubtful]);
        this.forgetRoots();
        this.lookForLateRoots();
        options.onChange();
      },
      signal,
    });
    signal.addEventListener('abort', () => this.end());
    this.readRoot(document);
  }

  get isReading(): boolean {
    return !this.scanner.isIdle;
  }

  private readRoot(root: Root): void {
    if (this.roots.has(root)) return;
    this.roots.add(root);
    this.observer.observe(root);
    this.scanner.scan(root);
  }

  private lookForRoot(element: Element): void {
    const root = this.options.shadowRootOf(element);
    if (root) {
      this.hostsToBe.delete(element);
      this.readRoot(root);
    } else if (element.localName.includes('-')) {
      this.hostsToBe.add(element);
    }
  }

  private lookForLateRoots(): void {
    for (const element of this.hostsToBe) {
      if (element.isConnected) this.lookForRoot(element);
      else this.hostsToBe.delete(element);
    }
  }

  private onFound(found: readonly PageMatch[]): void {
    // What is known already stays, so that neither its paint nor its card flickers.
    const fresh = found.filter((match) => {
      const same = this.matches.on(match.nodes[0]).find((known) => isSame(known, match));
      if (same) this.doubtful.delete(same);
      return !same;
    });
    for (const match of fresh) {
      this.matches.add(match);
      this.style(match.nodes[0].getRootNode());
    }
    this.painter.add(fresh);
    if (fresh.length) this.options.onChange();
  }

  /** The rules come with the first match, so that a page without one sees nothing of us. */
  private style(root: Node): void {
    if (!this.styled) {
      this.styled = true;
      this.options.insertStyle(this.css);
    }
    if (!isShadowRoot(root) || this.sheets.has(root)) return;
    // Firefox: a document's sheets do not reach highlights in shadow roots. `mark`s need it anywhere.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(this.css);
    this.sheets.set(root, sheet);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  private onPageChange({ touched, added, removed }: Changes): void {
    const { documentElement } = this.document;
    if (documentElement && added.has(documentElement)) return this.options.onReplaced();
    const drop = new Set<PageMatch>();
    for (const node of removed) {
      for (const text of textsOf(node)) for (const match of this.matches.on(text)) drop.add(match);
    }
    for (const node of touched) {
      const original = this.highlighter.originalOf(node);
      for (const match of this.matches.on(original)) if (!isCurrent(match)) drop.add(match);
    }
    this.drop([...drop]);

    const texts = new Set(touched);
    for (const node of added) {
      if (!node.isConnected || !isRead(node, this.rules)) continue;
      for (const text of textsOf(node)) texts.add(text);
      if (isElement(node)) this.lookForRootsIn(node);
    }
    this.reread([...texts]);
    this.lookForLateRoots();
    if (drop.size) this.options.onChange();
  }

  /** Elements that came without text may still be hosts. */
  private lookForRootsIn(element: Element): void {
    this.lookForRoot(element);
    for (const inner of element.getElementsByTagName('*')) this.lookForRoot(inner);
  }

  /** Reads the segments around text nodes again. */
  private reread(texts: readonly Text[]): void {
    const stretches: Stretch[] = [];
    const covered = new Set<Text>();
    for (const text of texts) {
      const node = this.highlighter.originalOf(text);
      if (covered.has(node) || !node.isConnected || !isRead(node, this.rules)) continue;
      const root = node.getRootNode();
      if (!this.roots.has(root as Root)) continue;
      let stretch = segmentAround(node, root as Root, this.rules);
      this.doubt(this.matchesIn(stretch));
      if (this.highlighter.changesPage) stretch = segmentAround(node, root as Root, this.rules);
      for (const inner of textsBetween(stretch)) covered.add(inner);
      stretches.push(stretch);
    }
    if (stretches.length) this.scanner.rescan(stretches);
  }

  private matchesIn(stretch: Stretch): PageMatch[] {
    if (this.matches.size === 0) return [];
    const found = new Set<PageMatch>();
    for (const text of textsBetween(stretch)) {
      for (const match of this.matches.on(this.highlighter.originalOf(text))) found.add(match);
    }
    return [...found];
  }

  /** Their text is read again: they stay if they are found again. Marks go, for the text to be whole. */
  private doubt(matches: readonly PageMatch[]): void {
    const stale = matches.filter((match) => this.highlighter.changesPage || !isCurrent(match));
    this.drop(stale);
    for (const match of matches) if (this.matches.has(match)) this.doubtful.add(match);
  }

  private drop(matches: readonly PageMatch[]): void {
    if (!matches.length) return;
    this.painter.remove(matches);
    for (const match of matches) {
      this.matches.delete(match);
      this.doubtful.delete(match);
    }
  }

  /** Shadow roots whose host has left the page: if it comes back, so will they. */
  private forgetRoots(): void {
    const gone = [...this.roots].filter((root) => isShadowRoot(root) && !root.isConnected);
    if (!gone.length) return;
    this.drop([...this.matches].filter((match) => !match.nodes[0].isConnected));
    for (const root of gone) this.roots.delete(root);
    for (const root of this.sheets.keys()) if (!root.isConnected) this.unstyle(root);
  }

  private unstyle(root: ShadowRoot): void {
    const sheet = this.sheets.get(root);
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
    this.sheets.delete(root);
  }

  private end(): void {
    this.highlighter.clear();
    this.matches.clear();
    for (const root of this.sheets.keys()) this.unstyle(root);
  }
}

function isSame(a: PageMatch, b: PageMatch): boolean {
  return (
    a.nodes[0] === b.nodes[0] &&
    a.start === b.start &&
    a.variant === b.variant &&
    a.text === b.text &&
    a.nodes.length === b.nodes.length
  );
}

function* textsOf(node: Node): Generator<Text> {
  if (isText(node)) yield node;
  if (!node.hasChildNodes()) return;
  const walker = documentOf(node).createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); isText(text); text = walker.nextNode()) yield text;
}

function* textsBetween({ root, first, last }: Stretch): Generator<Text> {
  if (!first) return;
  yield first;
  const walker = documentOf(root).createTreeWalker(root, NodeFilter.SHOW_TEXT);
  walker.currentNode = first;
  for (let text: Node | null = first; text !== last;) {
    text = walker.nextNode();
    if (!isText(text)) return;
    yield text;
  }
}
