import type { Page } from 'puppeteer-core';
import type { ListedMatch } from '../../src/messages/to-page.ts';
import type { Launched } from './launch.ts';

/** A match, and the frame it is in: `top`, or the frame's address. */
export interface FramedMatch extends ListedMatch {
  readonly frame: string;
}

interface FrameReport {
  readonly frameId: number;
  readonly url: string;
  readonly reading: boolean;
  readonly count: number;
}

/** The parts of the extension API that are used inside our own pages. */
interface ExtensionApi {
  tabs: {
    query(query: object): Promise<{ id?: number; url?: string }[]>;
    sendMessage(tab: number, message: object, options?: { frameId: number }): Promise<unknown>;
  };
  runtime: {
    onMessage: {
      addListener(listener: (message: unknown, sender: { frameId?: number; url?: string }) => void): void;
      removeListener(listener: unknown): void;
    };
  };
  storage: {
    sync: { get(keys: null): Promise<object>; set(items: object): Promise<void>; clear(): Promise<void> };
    local: { get(keys: null): Promise<object>; set(items: object): Promise<void>; clear(): Promise<void> };
  };
}
declare const browser: ExtensionApi | undefined;
declare const chrome: ExtensionApi;

/** Looks into the extension from one of its own pages, kept open in a tab. */
export class Inspector {
  private constructor(readonly page: Page) {}

  static async open(launched: Launched): Promise<Inspector> {
    const page = await launched.openOwn('popup.html');
    // The TypeScript runner names functions by a helper that the page does not have.
    await page.evaluate('globalThis.__name = (value) => value');
    return new Inspector(page);
  }

  /** The id of the tab whose address begins like this. */
  tab(url: string): Promise<number> {
    return this.page.evaluate(async (start) => {
      const api = typeof browser === 'undefined' ? chrome : browser;
      const tabs = await api.tabs.query({});
      const tab = tabs.find((one) => one.url?.startsWith(start));
      if (tab?.id === undefined) throw new Error(`No tab shows ${start}`);
      return tab.id;
    }, url);
  }

  send(tab: number, message: object, frameId = 0): Promise<unknown> {
    return this.page.evaluate(
      (id, body, frame) => {
        const api = typeof browser === 'undefined' ? chrome : browser;
        return api.tabs.sendMessage(id, body, { frameId: frame });
      },
      tab,
      message,
      frameId,
    );
  }

  /** What the frames of a tab report within `wait` milliseconds. */
  frames(tab: number, wait = 250): Promise<FrameReport[]> {
    return this.page.evaluate(
      async (id, milliseconds) => {
        const api = typeof browser === 'undefined' ? chrome : browser;
        const found = new Map<number, FrameReport>();
        const listener = (message: unknown, sender: { frameId?: number; url?: string }) => {
          const { type, report } = message as {
            type: string;
            report: { reading: boolean; terms: { count: number }[] };
          };
          if (type !== 'found') return;
          const frameId = sender.frameId ?? 0;
          const count = report.terms.reduce((sum, term) => sum + term.count, 0);
          found.set(frameId, { frameId, url: sender.url ?? '', reading: report.reading, count });
        };
        api.runtime.onMessage.addListener(listener);
        await api.tabs.sendMessage(id, { type: 'report' }).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        api.runtime.onMessage.removeListener(listener);
        return [...found.values()].sort((a, b) => a.frameId - b.frameId);
      },
      tab,
      wait,
    );
  }

  /** Waits until all frames have been read and nothing new has come for a while. */
  async untilRead(tab: number, quiet = 800): Promise<void> {
    let known = '';
    let since = Date.now();
    for (const end = Date.now() + 30_000; Date.now() < end;) {
      const frames = await this.frames(tab);
      const now = JSON.stringify(frames.map(({ frameId, count }) => [frameId, count]));
      if (now !== known || frames.some(({ reading }) => reading)) since = Date.now();
      known = now;
      if (Date.now() - since >= quiet && frames.length) return;
    }
    throw new Error('The page was still being read after 30 seconds');
  }

  /** Every visible match of a tab, frame by frame. */
  async matches(tab: number): Promise<FramedMatch[]> {
    const all: FramedMatch[] = [];
    for (const { frameId, url } of await this.frames(tab)) {
      const listed = (await this.send(tab, { type: 'list' }, frameId)) as ListedMatch[];
      all.push(...listed.map((match) => ({ ...match, frame: frameId === 0 ? 'top' : url })));
    }
    return all;
  }

  /** Everything that the extension has stored. */
  stored(): Promise<{ sync: Record<string, unknown>; local: Record<string, unknown> }> {
    return this.page.evaluate(async () => {
      const api = typeof browser === 'undefined' ? chrome : browser;
      return {
        sync: (await api.storage.sync.get(null)) as Record<string, unknown>,
        local: (await api.storage.local.get(null)) as Record<string, unknown>,
      };
    });
  }

  /** Replaces everything that is stored. */
  async store(sync: object, local: object = {}): Promise<void> {
    await this.page.evaluate(
      async (one, other) => {
        const api = typeof browser === 'undefined' ? chrome : browser;
        // The browser counts writes: none that are not needed.
        for (const [area, items] of [
          [api.storage.local, other],
          [api.storage.sync, one],
        ] as const) {
          if (Object.keys(await area.get(null)).length) await area.clear();
          if (Object.keys(items).length) await area.set(items);
        }
      },
      sync,
      local,
    );
  }
}

/** The texts that are painted in the page's own view of its highlights, frame by frame. */
export async function paintedTexts(page: Page): Promise<string[]> {
  const texts: string[] = [];
  for (const frame of page.frames()) {
    const found = await frame
      .evaluate(() => {
        const ranges: string[] = [];
        for (const highlight of CSS.highlights.values()) {
          if (highlight.priority > 0) continue; // The one with the card.
          for (const { startContainer, startOffset, endContainer, endOffset } of highlight) {
            const range = document.createRange();
            range.setStart(startContainer, startOffset);
            range.setEnd(endContainer, endOffset);
            ranges.push(range.toString());
          }
        }
        return ranges;
      })
      .catch(() => []);
    texts.push(...found);
  }
  return texts;
}

/** The middle of the first painted text that holds `text`, in the viewport of the top frame. */
export async function pointOf(page: Page, text: string): Promise<{ x: number; y: number }> {
  const point = await page.evaluate((wanted) => {
    for (const highlight of CSS.highlights.values()) {
      for (const { startContainer, startOffset, endContainer, endOffset } of highlight) {
        const range = document.createRange();
        range.setStart(startContainer, startOffset);
        range.setEnd(endContainer, endOffset);
        if (!range.toString().replace(/\s+/g, ' ').includes(wanted)) continue;
        const { left, top, width, height } = range.getClientRects()[0] ?? new DOMRect();
        return { x: left + width / 2, y: top + height / 2 };
      }
    }
    return null;
  }, text);
  if (!point) throw new Error(`“${text}” is not painted`);
  return point;
}
