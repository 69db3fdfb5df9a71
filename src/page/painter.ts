import type { Highlighter } from './highlighter.ts';
import { boxAround } from './nodes.ts';
import type { PageMatch } from './page-match.ts';
import { Visibility } from './visibility.ts';

/** How far beyond the viewport highlights are painted, in shares of its size. */
const MARGIN = 0.6;
/** Of what is found together so many elements are not left to the observer, which tells of them a frame later. */
const AT_ONCE = 12;
const RECHECK = [300, 600, 1200, 2500];

/** Paints the matches that are visible and near the viewport, and no others. */
export class Painter {
  private readonly byElement = new Map<Element, Set<PageMatch>>();
  private readonly elementOf = new Map<PageMatch, Element>();
  private readonly near = new Set<Element>();
  /** Near the viewport but not visible: a closed menu, a faded box. Nothing tells when they show. */
  private readonly hidden = new Set<PageMatch>();
  private observer: IntersectionObserver | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waits = 0;

  constructor(
    private readonly document: Document,
    private readonly highlighter: Highlighter,
    private readonly signal: AbortSignal,
  ) {}

  /** Most pages have nothing to paint. */
  private begin(): IntersectionObserver {
    const { document, highlighter, signal } = this;
    const observer = new IntersectionObserver((entries) => this.onIntersection(entries), {
      root: document,
      rootMargin: highlighter.changesPage ? '100000px' : `${100 * MARGIN}%`,
    });
    const recheck = () => this.recheckSoon();
    for (const type of ['click', 'keyup', 'scroll', 'transitionend', 'animationend']) {
      document.addEventListener(type, recheck, { capture: true, passive: true, signal });
    }
    signal.addEventListener('abort', () => {
      observer.disconnect();
      clearTimeout(this.timer);
    });
    return observer;
  }

  add(matches: readonly PageMatch[]): void {
    if (!matches.length) return;
    this.observer ??= this.begin();
    const boxes = new Map<Node | null, Element | null>();
    const shown: PageMatch[] = [];
    let left = AT_ONCE;
    for (const match of matches) {
      const parent = match.nodes[0].parentNode;
      // Asking for computed style is dear, and many matches share a parent.
      if (!boxes.has(parent)) boxes.set(parent, boxAround(match.nodes[0]));
      const element = boxes.get(parent);
      if (!element) continue;
      this.elementOf.set(match, element);
      const known = this.byElement.get(element);
      if (known) known.add(match);
      else this.byElement.set(element, new Set([match]));
      if (!known) {
        this.observer.observe(element);
        if (left-- > 0 && this.isNear(element)) this.near.add(element);
      }
      if (this.near.has(element)) shown.push(match);
    }
    if (shown.length) this.paintVisible(shown);
  }

  /** What is found first is seen at once. Marks wait for their rules. */
  private isNear(element: Element): boolean {
    const view = element.ownerDocument.defaultView;
    if (!view || this.highlighter.changesPage) return false;
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const { innerHeight: height, innerWidth: width } = view;
    const isIn = (from: number, to: number, size: number) =>
      to > -MARGIN * size && from < (1 + MARGIN) * size;
    return isIn(top, bottom, height) && isIn(left, right, width);
  }

  remove(matches: readonly PageMatch[]): void {
    this.highlighter.unpaint(matches);
    for (const match of matches) {
      this.hidden.delete(match);
      const element = this.elementOf.get(match);
      if (!element) continue;
      this.elementOf.delete(match);
      const known = this.byElement.get(element);
      known?.delete(match);
      if (known?.size) continue;
      this.byElement.delete(element);
      this.near.delete(element);
      this.observer?.unobserve(element);
    }
  }

  private onIntersection(entries: readonly IntersectionObserverEntry[]): void {
    const shown: PageMatch[] = [];
    const gone: PageMatch[] = [];
    for (const { target, isIntersecting } of entries) {
      const matches = this.byElement.get(target);
      if (!matches) continue;
      if (isIntersecting) this.near.add(target);
      else this.near.delete(target);
      (isIntersecting ? shown : gone).push(...matches);
    }
    for (const match of gone) this.hidden.delete(match);
    if (gone.length) this.highlighter.unpaint(gone);
    if (shown.length) this.paintVisible(shown);
  }

  private paintVisible(matches: readonly PageMatch[]): void {
    for (const match of matches) this.hidden.add(match);
    this.paintSeen(matches);
    if (this.hidden.size) this.recheckSoon();
  }

  /** Of those that were hidden. */
  private paintSeen(matches: Iterable<PageMatch>): void {
    const visibility = new Visibility();
    const seen = [...matches].filter((match) =>
      visibility.of(match.nodes[0], this.highlighter.rectanglesOf(match)),
    );
    for (const match of seen) this.hidden.delete(match);
    if (seen.length) this.highlighter.paint(seen);
  }

  private recheckSoon(): void {
    if (this.hidden.size === 0) return;
    clearTimeout(this.timer);
    this.waits = 0;
    this.recheckLater();
  }

  private recheckLater(): void {
    const wait = RECHECK[this.waits++];
    if (wait === undefined) return;
    this.timer = setTimeout(() => {
      this.paintSeen(this.hidden);
      if (this.hidden.size) this.recheckLater();
    }, wait);
  }
}
