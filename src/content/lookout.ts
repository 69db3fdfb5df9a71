import { type FromPage, parseToPage, type Watching } from '../messages/messages.ts';
import { Watch } from '../page/watch.ts';
import { ask } from './ask.ts';
import { RemoteSearch } from './remote-search.ts';
import { topHost } from './top-host.ts';

/**
 * Looks for the first match in a frame. Only where there is one is the background asked for what shows it.
 */
export class Lookout {
  private ending: AbortController | null = null;
  private watch: Watch | null = null;
  private state = '';
  /** The background has been asked for the rest. */
  private called = false;
  private fresh = true;

  constructor(
    private readonly shadowRootOf: (element: Element) => ShadowRoot | null,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.ending?.abort());
  }

  /** Reads what the reader wants and does it. Called again whenever that may have changed. */
  async update(): Promise<void> {
    const answer = await ask({ type: 'watch', host: topHost() }, this.signal);
    const watching = answer as Watching | undefined;
    if (this.signal.aborted || !watching) return;
    const { isOn, settings, tracking } = watching;
    const state = JSON.stringify([isOn, settings.code, tracking]);
    if (state === this.state) return;
    this.state = state;
    this.ending?.abort();
    this.watch = null;
    if (isOn) this.look(watching);
    this.report();
  }

  /** The browser brings the page back from its cache: all are told anew. */
  async comeBack(): Promise<void> {
    this.fresh = true;
    await this.update();
    this.report();
  }

  /** Answers a message from our own pages; undefined if it is none. */
  answer(raw: unknown): Promise<unknown> | undefined {
    const message = parseToPage(raw);
    if (!message) return undefined;
    if (message.type === 'report') this.report();
    return Promise.resolve(message.type === 'list' ? [] : message.type === 'report');
  }

  private look(watching: Watching): void {
    this.ending?.abort();
    const ending = new AbortController();
    this.ending = ending;
    this.watch = new Watch(
      document,
      {
        search: new RemoteSearch(watching, ending.signal),
        readsAll: false,
        code: watching.settings.code ?? false,
        shadowRootOf: this.shadowRootOf,
        isOurs: () => false,
        onReplaced: () => this.look(watching),
        signal: ending.signal,
      },
      {
        onFound: () => void this.callReader(),
        onPageChange: () => false,
        onReread: () => false,
        onHandedOn: () => undefined,
        onIdle: () => undefined,
        hasMatchIn: () => false,
        originalOf: (node) => node,
      },
    );
    this.watch.start();
  }

  private async callReader(): Promise<void> {
    this.ending?.abort();
    this.called = true;
    this.called = (await this.send({ type: 'reader' })) === true;
  }

  private report(): void {
    // Other frames have nothing to add.
    if (window !== window.top) return;
    const reading = this.called || (this.watch?.isReading ?? false);
    void this.send({ type: 'found', report: { fresh: this.fresh, reading, terms: [] } });
    this.fresh = false;
  }

  private async send(message: FromPage): Promise<unknown> {
    return ask(message, this.signal);
  }
}
