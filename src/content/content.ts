import type { FromPage, Watching } from '../messages/messages.ts';
import { parseToPage, type ToPage } from '../messages/to-page.ts';
import { type Annotation, Watch } from '../page/watch.ts';
import type { Annotator } from './annotator.ts';
import { ask } from './ask.ts';
import { isAlive } from './extension.ts';
import { scriptOf } from './frame.ts';
import { RemoteSearch } from './remote-search.ts';

/** Milliseconds from a change to the report of it. */
const REPORT = { reading: 500, read: 100 } as const;

/** Connects one page to the extension. Falls silent when `signal` aborts. */
export class Content {
  private watch: Watch | null = null;
  private annotator: Annotator | null = null;
  private ending: AbortController | null = null;
  private watching: Watching | null = null;
  private isNew = true;
  /** What was reported last; null if nothing was. */
  private reported: { readonly reading: boolean } | null = null;
  private reporting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly shadowRootOf: (element: Element) => ShadowRoot | null,
    private readonly onReplaced: () => void,
    private readonly onOrphaned: () => void,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => {
      this.endWatch();
      clearTimeout(this.reporting);
    });
  }

  /** Reads what the reader wants and does it. Called again whenever that may have changed. */
  async update(): Promise<void> {
    const { isNew } = this;
    this.isNew = false;
    const answer = await this.send({ type: 'watch', isNew });
    const watching = answer as Watching | undefined;
    if (this.signal.aborted || !watching) return;
    if (this.watching && JSON.stringify(watching) === JSON.stringify(this.watching)) return;
    this.watching = watching;
    this.endWatch();
    if (watching.isOn) this.startWatch(watching);
    else this.report();
  }

  /** The browser brings the page back from its cache: all are told anew. */
  async comeBack(): Promise<void> {
    this.isNew = true;
    await this.update();
    this.report();
  }

  /** The page goes. The frames of a page that stays must not be counted any more. */
  leave(): void {
    if (window !== window.top && this.annotator?.hasMatches) {
      void this.send({ type: 'found', report: { reading: false, terms: [] } });
    }
  }

  /** Answers a message from our own pages; undefined if it is none. */
  answer(raw: unknown): Promise<unknown> | undefined {
    const message = parseToPage(raw);
    return message ? Promise.resolve(this.reply(message)) : undefined;
  }

  private reply(message: ToPage): unknown {
    switch (message.type) {
      case 'report':
        this.report(true);
        return true;
      case 'stored':
        void this.update();
        return true;
      case 'go':
        return this.annotator?.go(message.direction, message.term, message.fromEdge) ?? false;
      case 'list':
        return this.annotator?.list() ?? [];
    }
  }

  private startWatch(watching: Watching): void {
    const { settings } = watching;
    const ending = new AbortController();
    const { signal } = ending;
    const search = new RemoteSearch(watching, (message) => this.send(message));
    this.ending = ending;
    // What was reported is told anew when all has been read, even if that is nothing now.
    this.reported &&= { reading: true };
    this.watch = new Watch(document, {
      search,
      // Without the Custom Highlight API too. A look at its registry would have the browser make one.
      readsAll: (settings.marks ?? false) || !('Highlight' in globalThis),
      code: settings.code ?? false,
      shadowRootOf: this.shadowRootOf,
      isOurs: (node) => this.annotator?.isOurs(node) ?? false,
      bring: (watch) => this.bring(watch, watching, search, signal),
      onIdle: () => this.reported?.reading && this.onChange(),
      onReplaced: this.onReplaced,
      signal,
    });
    this.watch.start();
  }

  /** Most pages hold nothing and are read without the script that would annotate them. */
  private async bring(
    watch: Watch,
    watching: Watching,
    search: RemoteSearch,
    signal: AbortSignal,
  ): Promise<Annotation | null> {
    const makeAnnotator = await scriptOf('annotate', signal);
    if (signal.aborted || !makeAnnotator) return null;
    this.annotator ??= makeAnnotator({
      send: (message) => this.send(message),
      onChange: () => this.onChange(),
      onOrphaned: this.onOrphaned,
      signal: this.signal,
    });
    return this.annotator.annotate(watch, watching, search, signal);
  }

  private endWatch(): void {
    this.ending?.abort();
    this.ending = this.watch = null;
  }

  private onChange(): void {
    // While there is more to come, not each time.
    const isReading = this.watch?.isReading ?? false;
    if (isReading && this.reporting !== undefined) return;
    clearTimeout(this.reporting);
    this.reporting = setTimeout(() => this.report(), isReading ? REPORT.reading : REPORT.read);
  }

  /** Tells what the page holds: if it `isAsked`, or that is something, or was. */
  private report(isAsked = false): void {
    clearTimeout(this.reporting);
    this.reporting = undefined;
    const reading = this.watch?.isReading ?? !this.watching;
    const terms = this.annotator?.terms() ?? [];
    if (!isAsked && !this.reported && !terms.length) return;
    this.reported = { reading };
    void this.send({ type: 'found', report: { reading, terms } });
  }

  private async send(message: FromPage): Promise<unknown> {
    if (!isAlive()) this.onOrphaned();
    return ask(message, this.signal);
  }
}
