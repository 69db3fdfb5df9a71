import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { build } from 'wxt';
import { builds, type Launched, launch } from '../e2e/browser/launch.ts';
import { Supply } from './supply.ts';

/** The extension, one that does next to nothing, one that paints the least that can be, and none. */
export type Which = 'ours' | 'null' | 'least' | 'none';

/** Milliseconds after which a browser is given up: now and then one never tells that its trace has ended. */
const PATIENCE = 60_000;

/** Walks the text nodes, open shadow roots included, and reads them. */
const NULL_SCRIPT = `
  let units = 0;
  const read = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) units += node.data.length;
  };
  read(document);
  for (const { shadowRoot } of document.querySelectorAll('x-card')) if (shadowRoot) read(shadowRoot);
`;

/** Rules for highlights, and so many of the first text nodes painted. */
export const paintSome = (count: number) => `
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':root::highlight(least){text-decoration:underline solid #b7791f 2px}');
  document.adoptedStyleSheets.push(sheet);
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const ranges = [];
  for (let node = walker.nextNode(); node && ranges.length < ${count}; node = walker.nextNode())
    if (node.length > 3)
      ranges.push(new StaticRange({ startContainer: node, startOffset: 0, endContainer: node, endOffset: 3 }));
  CSS.highlights.set('least', new Highlight(...ranges));
`;

const OTHER_MANIFEST = {
  manifest_version: 3,
  name: 'Other',
  version: '1',
  background: { service_worker: 'background.js' },
  content_scripts: [
    {
      matches: ['<all_urls>'],
      js: ['page.js'],
      all_frames: true,
      run_at: 'document_idle',
      match_about_blank: true,
      match_origin_as_fallback: true,
    },
  ],
};

/** Browsers that differ in the extension that they have. */
export class Browsers {
  private readonly browsers: Partial<Record<Which, Launched>> = {};

  private constructor(
    readonly supply: Supply,
    private readonly folder: string,
    private readonly extensions: Readonly<Record<Which, string | null>>,
  ) {}

  /** Builds the extension into a folder of its own, unless the one that is there is to be measured. */
  static async open(withBuild: boolean): Promise<Browsers> {
    const folder = mkdtempSync(join(tmpdir(), 'watchword-bench-'));
    const ours = withBuild ? join(folder, 'chrome-mv3') : builds.chromium;
    const extensions = {
      ours,
      null: writeOther(folder, 'null', NULL_SCRIPT),
      least: writeOther(folder, 'least', NULL_SCRIPT + paintSome(1)),
      none: null,
    };
    const browsers = new Browsers(await Supply.open(), folder, extensions);
    try {
      if (withBuild)
        await build({
          browser: 'chrome',
          outDir: folder,
          logger: quiet,
          vite: () => ({ logLevel: 'error' }),
        });
      return browsers;
    } catch (error) {
      await browsers.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const browser of Object.values(this.browsers)) await browser.close();
    await this.supply.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Does the same in several browsers in turn; the figures by browser. */
  async inTurn<T>(
    rounds: number,
    which: readonly Which[],
    measure: (browser: Browser, which: Which) => Promise<T>,
  ): Promise<T[][]> {
    const values: T[][] = which.map(() => []);
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < which.length; i++) {
        const at = (i + round) % which.length;
        const one = which[at] ?? 'none';
        const measureIn = ({ browser }: Launched) => inTime(measure(browser, one));
        const here = this.browsers[one] ?? (await this.launch(one));
        values[at]?.push(await measureIn(here).catch(() => this.launch(one).then(measureIn)));
      }
    }
    return values;
  }

  /** The same in tabs that a debugger is attached to. */
  async inTabs<T>(
    rounds: number,
    which: readonly Which[],
    visit: (page: Page, client: CDPSession) => Promise<T>,
  ): Promise<T[][]> {
    return this.inTurn(rounds, which, async (browser) => {
      const page = await browser.newPage();
      try {
        return await visit(page, await page.createCDPSession());
      } finally {
        await page.close();
      }
    });
  }

  /** In place of the one that was there, if any. */
  private async launch(which: Which): Promise<Launched> {
    await this.browsers[which]?.close();
    return (this.browsers[which] = await launch('chromium', {
      extension: this.extensions[which],
      args: ['--disable-features=BackForwardCache'],
    }));
  }
}

const quiet = Object.fromEntries(
  ['debug', 'log', 'info', 'success', 'warn', 'error', 'fatal', 'start', 'ready'].map((name) => [
    name,
    () => {},
  ]),
) as unknown as NonNullable<Parameters<typeof build>[0]>['logger'] & object;

/** An extension of nothing but a content script. */
function writeOther(folder: string, name: string, script: string): string {
  const to = join(folder, name);
  mkdirSync(to);
  writeFileSync(join(to, 'manifest.json'), JSON.stringify(OTHER_MANIFEST));
  writeFileSync(join(to, 'page.js'), script);
  writeFileSync(join(to, 'background.js'), '');
  return to;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The browser did not answer')), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
