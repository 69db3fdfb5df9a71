import type { Search } from '../matching/search.ts';
import type { StyleNames } from '../settings/appearance.ts';
import { CssHighlighter } from './css-highlighter.ts';
import { Finder } from './finder.ts';
import type { Highlighter, HighlighterParts } from './highlighter.ts';
import { textsBetween, textsOf } from './nodes.ts';
import type { Changes } from './observer.ts';
import { isCurrent, type PageMatch, PageMatches } from './page-match.ts';
import { Painter } from './painter.ts';
import { type Root, segmentAround, type Stretch } from './reading.ts';
import { Rules, type RulesOptions } from './rules.ts';
import type { Annotation, Watch } from './watch.ts';

/** Makes what paints with elements. Its changes of the page are to be `unobserved`. */
export type MakeMarks = (
  names: StyleNames,
  parts: HighlighterParts,
  unobserved: (change: () => void) => void,
) => Highlighter;

export interface SessionOptions extends RulesOptions {
  readonly search: Search;
  /** To paint with elements in the page instead of the Custom Highlight API. */
  readonly makeMarks: MakeMarks | null;
  /** The matches changed. */
  onChange(): void;
  readonly signal: AbortSignal;
}

/** What is found on one page and painted there. Ends with its signal. */
export class Session implements Annotation {
  readonly matches = new PageMatches();
  readonly highlighter: Highlighter;
  readonly finder: Finder;
  private readonly painter: Painter;
  private readonly rules: Rules;
  /** Found before, and not yet again since the text around them changed. */
  private readonly doubtful = new Set<PageMatch>();
  /** A change of the page took matches away. */
  private dropped = false;
  /** Something has changed that has not been told. */
  private changed = false;

  constructor(
    readonly document: Document,
    private readonly watch: Watch,
    private readonly options: SessionOptions,
  ) {
    const { search, signal, makeMarks } = options;
    const { isSieved, rules, turns } = watch;
    this.rules = new Rules(options, makeMarks !== null);
    const parts: HighlighterParts = {
      document,
      matchesOn: (node) => this.matches.on(node),
      shadowRoots: () => this.watch.shadowRoots,
      styleFor: (matches) => this.rules.cover(matches),
    };
    this.highlighter =
      makeMarks?.(options.styles(), parts, (change) => this.watch.unobserved(change)) ??
      new CssHighlighter(() => options.styles(), parts);
    this.painter = new Painter(document, this.highlighter, signal);
    this.finder = new Finder({
      search,
      isSieved,
      rules,
      turns,
      onFound: (found) => this.onFound(found),
      onOutdated: (node) => watch.reread([node]),
      signal,
    });
    signal.addEventListener('abort', () => this.end());
  }

  onHandedOn(): void {
    if (this.dropped) this.tellChange();
    this.dropped = false;
  }

  onIdle(): void {
    this.drop([...this.doubtful]);
    this.forgetRoots();
    if (this.changed) this.tellChange();
  }

  segmentAround(node: Text, root: Root): Stretch {
    return segmentAround(node, root, this.watch.rules);
  }

  hasMatchIn(element: Element): boolean {
    return this.matches.size > 0 && textsOf(element).some((text) => this.matches.on(text).length > 0);
  }

  originalOf(node: Text): Text {
    return this.highlighter.originalOf(node);
  }

  private onFound(found: readonly PageMatch[]): void {
    const fresh: PageMatch[] = [];
    for (const match of found) {
      // What is known already stays, so that neither its paint nor its card flickers.
      const same = this.matches.on(match.nodes[0]).find((known) => isSame(known, match));
      if (same) this.doubtful.delete(same);
      else {
        this.matches.add(match);
        fresh.push(match);
      }
    }
    // Marks would show in the browser's yellow until their rules are there.
    if (this.highlighter.changesPage) this.rules.cover(fresh);
    this.painter.add(fresh);
    if (fresh.length) this.tellChange();
  }

  onPageChange({ touched, removed }: Changes): boolean {
    if (!this.matches.size) return false;
    const drop = new Set<PageMatch>();
    for (const node of removed) {
      for (const text of textsOf(node)) for (const match of this.matches.on(text)) drop.add(match);
    }
    for (const node of touched) {
      const original = this.highlighter.originalOf(node);
      for (const match of this.matches.on(original)) if (!isCurrent(match)) drop.add(match);
    }
    this.drop([...drop]);
    this.dropped ||= drop.size > 0;
    return drop.size > 0;
  }

  private matchesIn(stretch: Stretch): PageMatch[] {
    if (this.matches.size === 0) return [];
    const found = new Set<PageMatch>();
    for (const text of textsBetween(stretch)) {
      for (const match of this.matches.on(this.highlighter.originalOf(text))) found.add(match);
    }
    return [...found];
  }

  /**
   * The matches of a stretch that is read again stay if they are found again. Marks go, for the text to
   * be whole: true then.
   */
  onReread(stretch: Stretch): boolean {
    const matches = this.matchesIn(stretch);
    this.drop(matches.filter((match) => this.highlighter.changesPage || !isCurrent(match)));
    for (const match of matches) if (this.matches.has(match)) this.doubtful.add(match);
    return this.highlighter.changesPage;
  }

  private tellChange(): void {
    // As long as there is more to come it is told once more at the end.
    this.changed = this.watch.isReading;
    this.options.onChange();
  }

  private drop(matches: readonly PageMatch[]): void {
    if (!matches.length) return;
    this.changed = true;
    this.painter.remove(matches);
    for (const match of matches) {
      this.matches.delete(match);
      this.doubtful.delete(match);
    }
  }

  private forgetRoots(): void {
    if (!this.watch.forgetRoots().length) return;
    this.drop([...this.matches].filter((match) => !match.nodes[0].isConnected));
    this.rules.forgetRoots();
  }

  private end(): void {
    this.highlighter.clear();
    this.matches.clear();
    this.rules.end();
  }
}

function isSame(a: PageMatch, b: PageMatch): boolean {
  return (
    a.nodes[0] === b.nodes[0] &&
    a.start === b.start &&
    a.variant.number === b.variant.number &&
    a.text === b.text &&
    a.nodes.length === b.nodes.length
  );
}
