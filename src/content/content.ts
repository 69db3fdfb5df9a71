import categories from 'virtual:categories';
import { RememberedSearch } from '../matching/remembered.ts';
import type { FromPage, Watching } from '../messages/messages.ts';
import { parseToPage, type ToPage } from '../messages/to-page.ts';
import { CssHighlighter } from '../page/css-highlighter.ts';
import { Reader } from '../page/reader.ts';
import { Session } from '../page/session.ts';
import { type Appearance, styleNames, type StyleNames } from '../settings/appearance.ts';
import { categoryColours } from '../settings/effects.ts';
import { ask } from './ask.ts';
import { isAlive } from './extension.ts';
import { type CardScript, cardScript } from './frame.ts';
import { RemoteSearch } from './remote-search.ts';
import { listOf, reportOf } from './report.ts';

/** How often a page with highlights looks whether the extension is still there. Milliseconds. */
const ALIVE = 1000;
/** Milliseconds from a change to the report of it. */
const REPORT = { reading: 500, read: 100 } as const;

/** Connects one page to the extension. Falls silent when `signal` aborts. */
export class Content {
  private reader: Reader | null = null;
  private session: Session | null = null;
  private ending: AbortController | null = null;
  private watching: Watching | null = null;
  private card: CardScript | null = null;
  private fresh = true;
  private styles: StyleNames | null = null;
  private look = '';
  private readonly inserted = new Set<string>();
  private reporting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly shadowRootOf: (element: Element) => ShadowRoot | null,
    private readonly onReplaced: () => void,
    private readonly onOrphaned: () => void,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => {
      this.endSession();
      clearTimeout(this.reporting);
    });
  }

  /** Reads what the reader wants and does it. Called again whenever that may have changed. */
  async update(): Promise<void> {
    const answer = await this.send({ type: 'watch' });
    const watching = answer as Watching | undefined;
    if (this.signal.aborted || !watching) return;
    if (this.watching && JSON.stringify(watching) === JSON.stringify(this.watching)) return;
    this.watching = watching;
    this.endSession();
    if (watching.isOn) await this.startSession(watching);
    else this.report();
  }

  /** The browser brings the page back from its cache: all are told anew. */
  async comeBack(): Promise<void> {
    this.fresh = true;
    await this.update();
    this.report();
  }

  /** The page goes. The frames of a page that stays must not be counted any more. */
  leave(): void {
    if (window !== window.top && this.session?.matches.size) {
      void this.send({ type: 'found', report: { fresh: true, reading: false, terms: [] } });
    }
  }

  /** Answers a message from our own pages; undefined if it is none. */
  answer(raw: unknown): Promise<unknown> | undefined {
    const message = parseToPage(raw);
    return message ? Promise.resolve(this.reply(message)) : undefined;
  }

  private reply(message: ToPage): unknown {
    const { session } = this;
    switch (message.type) {
      case 'report':
        this.report();
        return true;
      case 'stored':
        void this.update();
        return true;
      case 'go':
        return this.reader?.go(message.direction, message.term, message.fromEdge) ?? false;
      case 'list':
        return session ? listOf(session) : [];
    }
  }

  private async startSession(watching: Watching): Promise<void> {
    const { settings } = watching;
    const appearance: Appearance = {
      style: settings.style ?? 'underline',
      colours: this.colours(),
      print: settings.print ?? false,
    };
    const marks = settings.marks ?? false;
    // The page keeps the rules that it was given: new names for new ones only.
    const look = JSON.stringify([appearance, marks]);
    if (look !== this.look) this.styles = null;
    this.look = look;
    const ending = new AbortController();
    this.ending = ending;
    const needsScript = marks || !CssHighlighter.isSupported();
    const script = needsScript ? await cardScript(ending.signal) : null;
    if (ending.signal.aborted || (needsScript && !script)) return;
    this.session = new Session(document, {
      search: new RememberedSearch(new RemoteSearch(watching, (message) => this.send(message))),
      appearance,
      styles: () => (this.styles ??= styleNames(categories.length)),
      makeMarks: script?.makeMarks ?? null,
      code: settings.code ?? false,
      shadowRootOf: this.shadowRootOf,
      inheritsHighlights: !import.meta.env.FIREFOX,
      insertStyle: (css) => this.insertStyle(css),
      isOurs: (node) => this.reader?.isOurs(node) ?? false,
      onChange: () => this.onChange(),
      onReplaced: this.onReplaced,
      signal: ending.signal,
    });
    this.reader?.serve(this.session);
  }

  /** Made for the first match: most pages have none. */
  private makeReader(): Reader {
    const { signal } = this;
    const reader = new Reader({
      document,
      makeHost: async () => {
        this.card = await cardScript(signal);
        return this.card?.makeHost() ?? null;
      },
      mountCard: (box, request, controls, focus) => {
        const colourOf = (category: string) => this.colours()[categories.indexOf(category)] ?? '';
        return this.card?.mountCard(box, request, controls, focus, colourOf) ?? (() => undefined);
      },
      signal,
    });
    reader.serve(this.session);
    // After an update or removal of the extension this script is an orphan: it leaves no trace.
    const alive = setInterval(() => isAlive() || this.onOrphaned(), ALIVE);
    signal.addEventListener('abort', () => clearInterval(alive));
    return reader;
  }

  private insertStyle(css: string): void {
    if (this.inserted.has(css)) return;
    this.inserted.add(css);
    void this.send({ type: 'style', css });
  }

  private endSession(): void {
    this.reader?.serve(null);
    this.ending?.abort();
    this.ending = null;
    this.session = null;
  }

  private onChange(): void {
    if (this.session?.matches.size) this.reader ??= this.makeReader();
    this.reader?.refresh();
    // While there is more to come, not each time.
    const isReading = this.session?.isReading ?? false;
    if (isReading && this.reporting !== undefined) return;
    clearTimeout(this.reporting);
    this.reporting = setTimeout(() => this.report(), isReading ? REPORT.reading : REPORT.read);
  }

  private report(): void {
    clearTimeout(this.reporting);
    this.reporting = undefined;
    const { session } = this;
    const report = session
      ? reportOf(session, this.fresh)
      : { fresh: this.fresh, reading: !this.watching, terms: [] };
    // Frames without a match have nothing to add, unless they had one before.
    if (this.fresh && !report.terms.length && window !== window.top) return;
    this.fresh = false;
    void this.send({ type: 'found', report });
  }

  private async send(message: FromPage): Promise<unknown> {
    if (!isAlive()) this.onOrphaned();
    return ask(message, this.signal);
  }

  private colours(): string[] {
    return categoryColours(this.watching?.settings ?? {}, categories);
  }
}
