import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import type { BrowserKind } from './browser/find.ts';
import { type Launched, type LaunchSettings, launch } from './browser/launch.ts';
import { Inspector, paintedTexts } from './browser/matches.ts';
import { type Served, serve } from './browser/serve.ts';

/** How a page is served. */
export interface PageOptions {
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Do not wait until it has been read. */
  readonly unread?: boolean;
}

/** A page under test in a tab. */
export interface Opened {
  readonly page: Page;
  readonly tab: number;
  readonly url: string;
}

const kinds = (process.env['E2E_BROWSERS'] ?? 'chromium,firefox').split(',') as BrowserKind[];

/** One browser with the built extension, a server for pages, and a look into the extension. */
export class Scene {
  launched!: Launched;
  inspector!: Inspector;
  private server!: Served;
  private readonly routes = new Map<string, { body: string; options: PageOptions }>();
  private opened: Page[] = [];
  /** The paths that were asked for. */
  readonly requests: string[] = [];

  constructor(readonly kind: BrowserKind) {}

  async start(settings: LaunchSettings): Promise<void> {
    this.server = await serve((path, _request, response) => {
      this.requests.push(path);
      const route = this.routes.get(path);
      if (!route) return null;
      for (const [name, value] of Object.entries(route.options.headers ?? {}))
        response.setHeader(name, value);
      return { type: route.options.type ?? 'text/html; charset=utf-8', body: route.body };
    });
    this.launched = await launch(this.kind, settings);
    if (settings.extension !== null) this.inspector = await Inspector.open(this.launched);
  }

  async end(): Promise<void> {
    await this.launched?.close();
    await this.server?.close();
  }

  async reset(): Promise<void> {
    for (const page of this.opened) await page.close().catch(() => undefined);
    this.opened = [];
    if (this.inspector) await this.inspector.store({});
  }

  /** Serves a body; returns its address. */
  route(body: string, options: PageOptions = {}, path = `/${this.routes.size}.html`): string {
    this.routes.set(path, { body, options });
    return this.server.url + path;
  }

  /** Opens a page and waits until it has been read. */
  async open(body: string, options: PageOptions = {}): Promise<Opened> {
    const url = this.route(body, options);
    const page = await this.newPage();
    await page.goto(url, { waitUntil: 'load' });
    if (!this.inspector) return { page, tab: -1, url };
    const tab = await this.inspector.tab(url);
    if (!options.unread) await this.inspector.untilRead(tab, 400);
    return { page, tab, url };
  }

  async newPage(): Promise<Page> {
    const page = await this.launched.browser.newPage();
    this.opened.push(page);
    return page;
  }

  /** One of our own pages. */
  async openOwn(path: string, prepare?: (page: Page) => Promise<void>): Promise<Page> {
    const page = await this.launched.openOwn(path, prepare);
    this.opened.push(page);
    await page.waitForSelector('#root > *');
    return page;
  }

  /** What the extension says is highlighted, in order. */
  async texts({ tab }: Opened): Promise<string[]> {
    await this.inspector.untilRead(tab, 400);
    return (await this.inspector.matches(tab)).map(({ text }) => text.replace(/\s+/g, ' '));
  }

  /** What stands in the page's registry of highlights, sorted. */
  async painted({ page }: Opened): Promise<string[]> {
    await page.bringToFront(); // Pages that nobody sees are not painted.
    return (await paintedTexts(page)).map((text) => text.replace(/\s+/g, ' ')).sort();
  }

  /** The same, as soon as there are so many; after a while, whatever there is. */
  untilPainted(opened: Opened, count: number): Promise<string[]> {
    return until(
      () => this.painted(opened),
      (texts) => texts.length === count,
      6000,
    );
  }
}

/** Runs the same tests in each browser. */
export function inBrowsers(
  name: string,
  define: (scene: Scene) => void,
  settings: LaunchSettings = {},
): void {
  describe.each(kinds)(`${name} (%s)`, (kind) => {
    const scene = new Scene(kind);
    beforeAll(() => scene.start(settings));
    beforeEach(() => scene.reset());
    afterAll(() => scene.end());
    define(scene);
  });
}

/** A whole page around a body. */
export function html(body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fixture</title>${head}</head><body>${body}</body></html>`;
}

export function settle(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Asks again until the answer pleases; the last answer if it never does. */
export async function until<T>(
  ask: () => Promise<T>,
  pleases: (answer: T) => boolean,
  wait = 5000,
): Promise<T> {
  const end = Date.now() + wait;
  for (;;) {
    const answer = await ask();
    if (pleases(answer) || Date.now() > end) return answer;
    await settle(50);
  }
}
