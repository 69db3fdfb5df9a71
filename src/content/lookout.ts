import { browser } from 'wxt/browser';
import { type FromPage, parseToPage } from '../messages/messages.ts';
import { Watch } from '../page/watch.ts';
import { siteState } from '../settings/effects.ts';
import { settings, type Tracking, tracking } from '../settings/records.ts';
import { readBoth } from '../settings/storage.ts';
import type { Phrases } from './phrases.ts';
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
    private readonly phrases: () => Phrases,
    private readonly shadowRootOf: (element: Element) => ShadowRoot | null,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.ending?.abort());
  }

  /** Reads what the reader wants and does it. Called again whenever that may have changed. */
  async update(): Promise<void> {
    const [stored, tracked] = await readBoth(browser.storage, settings, tracking);
    if (this.signal.aborted) return;
    const isOn = siteState(stored.value, topHost()) === 'on';
    const { code = false } = stored.value;
    const state = JSON.stringify([isOn, code, tracked.value]);
    if (state === this.state) return;
    this.state = state;
    this.ending?.abort();
    this.watch = null;
    if (isOn) this.look(tracked.value, code);
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

  private look(wanted: Tracking, code: boolean): void {
    this.ending?.abort();
    const ending = new AbortController();
    this.ending = ending;
    this.watch = new Watch(
      document,
      {
        ...this.phrases().watchFor(wanted),
        code,
        shadowRootOf: this.shadowRootOf,
        isOurs: () => false,
        onReplaced: () => this.look(wanted, code),
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
    // After an update or removal of the extension this script is an orphan.
    if (this.signal.aborted || !browser.runtime.id) return undefined;
    return browser.runtime.sendMessage(message).catch(() => undefined);
  }
}
