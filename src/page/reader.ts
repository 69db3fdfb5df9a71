import type { CardHost } from './card-host.ts';
import { type Point, watchPointer } from './hover.ts';
import type { PageMatch } from './page-match.ts';
import type { Session } from './session.ts';
import { isShown } from './visibility.ts';

/** What the card is asked to show. */
export interface CardRequest {
  readonly term: string;
  /** The variant's id within its term. */
  readonly variant: string;
  readonly text: string;
}

/** What the card can ask of the page. */
export interface CardControls {
  close(): void;
  setPinned(pinned: boolean): void;
  /** The card has grown or shrunk. */
  resized(): void;
  /** Whether a press may do more than turn a page of the card. */
  isHonest(event: Event): boolean;
}

export interface ReaderOptions {
  readonly document: Document;
  /** Makes the place where the card lives, when it is first needed; null if that cannot be. */
  makeHost(): Promise<CardHost | null>;
  /** Fills a box with a card; returns what takes it out again. Called when there is a host. */
  mountCard(box: HTMLElement, request: CardRequest, controls: CardControls, focus: boolean): () => void;
  readonly signal: AbortSignal;
}

/** Opens cards on a page: by pointer, touch and keyboard. Outlives the sessions that it serves. */
export class Reader {
  private session: Session | null = null;
  private host: CardHost | null = null;
  private making: Promise<CardHost | null> | null = null;
  /** What is to be shown as soon as there is a host. */
  private wanted: PageMatch | null = null;
  private shown: PageMatch | null = null;
  /** The match that had the card last: where the next one is counted from. */
  private last: PageMatch | null = null;
  private pinned = false;
  /** Opened by keyboard: no pointer elsewhere closes it. */
  private held = false;
  private unmount: (() => void) | null = null;
  private focusBefore: Element | null = null;

  constructor(private readonly options: ReaderOptions) {
    const { document, signal } = options;
    watchPointer({
      document,
      highlighter: () => this.session?.highlighter ?? null,
      isActive: () => this.session !== null && (this.session.matches.size > 0 || this.isOpen),
      isOurs: (node) => node instanceof Node && this.isOurs(node),
      onOver: () => void this.makeHost(),
      onEnter: (match, point, how) =>
        how === 'pointer' && this.pinned ? undefined : void this.open(match, point, false),
      onLeave: () => this.pinned || this.held || this.close(),
      onCard: () => {
        this.held = false;
      },
      onPressOutside: () => this.pinned || this.close(),
      signal,
    });
    document.addEventListener('keydown', (event) => this.onKey(event), { capture: true, signal });
    document.addEventListener('focusin', (event) => this.onFocus(event), {
      capture: true,
      passive: true,
      signal,
    });
    signal.addEventListener('abort', () => this.close());
  }

  /** The session whose matches are read from now on; null for none. */
  serve(session: Session | null): void {
    this.close();
    this.session = session;
  }

  private get isOpen(): boolean {
    return this.host?.isOpen ?? false;
  }

  private async makeHost(): Promise<CardHost | null> {
    this.making ??= this.options.makeHost();
    this.host = await this.making;
    if (!this.host) this.making = null; // Another time it may be.
    return this.host;
  }

  isOurs(node: Node): boolean {
    return this.host?.isOurs(node) ?? false;
  }

  /** A match has left the page: its card goes too. */
  refresh(): void {
    if (this.shown && !this.session?.matches.has(this.shown)) this.close();
  }

  /**
   * Goes to the next or previous match, of one term where `term` is given, and opens its card.
   * False where there is none in that direction.
   */
  go(direction: 1 | -1, term: string | null, fromEdge: boolean): boolean {
    const { session } = this;
    if (!session) return false;
    const matches = session.matches
      .inOrder()
      .filter((match) => (term === null || match.variant.term === term) && isShown(match.nodes[0]));
    if (!matches.length) return false;
    const target = fromEdge ? matches.at(direction === 1 ? 0 : -1) : this.neighbour(matches, direction);
    if (!target) {
      this.close(); // The next one is in another frame.
      return false;
    }
    target.nodes[0].parentElement?.scrollIntoView({
      block: 'center',
      inline: 'nearest',
      behavior: 'instant',
    });
    // A frame later the highlight is painted and the phrase has its place.
    const view = this.options.document.defaultView;
    view?.requestAnimationFrame(() => view.requestAnimationFrame(() => void this.open(target, null, true)));
    return true;
  }

  private neighbour(matches: readonly PageMatch[], direction: 1 | -1): PageMatch | undefined {
    const at = this.last ? matches.indexOf(this.last) : -1;
    if (at >= 0) return matches[at + direction];
    return direction === 1 ? matches[0] : matches.at(-1);
  }

  private async open(match: PageMatch, point: Point | null, focus: boolean): Promise<void> {
    this.wanted = match;
    const host = this.host ?? (await this.makeHost());
    const { session } = this;
    if (!host || this.wanted !== match || !session?.matches.has(match)) return;
    if (this.shown === match && this.isOpen) return;
    const before = focus ? (this.focusBefore ?? this.options.document.activeElement) : null;
    this.close();
    this.focusBefore = before;
    this.shown = this.last = match;
    this.held = focus;
    session.highlighter.activate(match);
    const anchor = { node: match.nodes[0], rectangles: () => session.highlighter.rectanglesOf(match) };
    host.open(anchor, point, (box) => {
      const { variant, text } = match;
      const request: CardRequest = { term: variant.term, variant: variant.id, text };
      this.unmount = this.options.mountCard(box, request, this.controls(), focus);
    });
  }

  private controls(): CardControls {
    return {
      close: () => this.close(),
      setPinned: (pinned) => {
        this.pinned = pinned;
      },
      resized: () => this.host?.update(),
      isHonest: (event) => this.host?.isHonest(event) ?? false,
    };
  }

  close(): void {
    this.pinned = this.held = false;
    this.wanted = null;
    if (!this.shown) return;
    const hadFocus = this.host?.hasFocus;
    this.session?.highlighter.activate(null);
    this.shown = null;
    this.unmount?.();
    this.unmount = null;
    this.host?.close();
    const { focusBefore } = this;
    this.focusBefore = null;
    if (hadFocus && focusBefore instanceof HTMLElement && focusBefore.isConnected)
      focusBefore.focus({ preventScroll: true });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.isOpen) {
      this.close();
      // The page's own Escape, closing a dialog say, is for the next press.
      event.stopPropagation();
      event.preventDefault();
    }
    if (event.key === 'Enter' && event.target instanceof Element) {
      const match = this.session?.highlighter.matchOfElement(event.target);
      if (match) void this.open(match, null, true);
    }
  }

  /** Marks can have the focus: the card shows, and the focus stays where it is. */
  private onFocus(event: FocusEvent): void {
    const match = event.target instanceof Element && this.session?.highlighter.matchOfElement(event.target);
    if (match) void this.open(match, null, false);
  }
}
