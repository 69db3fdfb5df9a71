import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { build } from 'wxt';
import { builds, type Launched, launch } from '../e2e/browser/launch.ts';
import { median } from './figures.ts';
import type { Measured, Row } from './lab.ts';
import type { PageSpec } from './pages.ts';
import { Supply } from './supply.ts';

/** The extension as a whole, as the browser sees it: Chromium only, by traces and its own counters. */

/** The extension, one that does next to nothing, and none. */
const sides = ['ours', 'null', 'none'] as const;
type Which = (typeof sides)[number];

/** Milliseconds in which a page loads and is left alone. */
const SETTLE = 1500;
/** Milliseconds after which a browser is given up: now and then one never tells that its trace has ended. */
const PATIENCE = 60_000;
const TICKING = 3000;

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

const NULL_MANIFEST = {
  manifest_version: 3,
  name: 'Null',
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

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly documentLoaderURL?: string; readonly url?: string };
  };
}

/** Three browsers that differ in the extension that they have. */
export class Trio {
  private readonly browsers: Partial<Record<Which, Launched>> = {};

  private constructor(
    readonly supply: Supply,
    private readonly folder: string,
    private readonly extensions: Readonly<Record<Which, string | null>>,
  ) {}

  /** Builds the extension into a folder of its own, unless the one that is there is to be measured. */
  static async open(withBuild: boolean): Promise<Trio> {
    const folder = mkdtempSync(join(tmpdir(), 'watchword-bench-'));
    const ours = withBuild ? join(folder, 'chrome-mv3') : builds.chromium;
    const extensions = { ours, null: writeNull(folder), none: null };
    const trio = new Trio(await Supply.open(), folder, extensions);
    try {
      if (withBuild)
        await build({
          browser: 'chrome',
          outDir: folder,
          logger: quiet,
          vite: () => ({ logLevel: 'error' }),
        });
      for (const which of sides) await trio.launch(which);
      return trio;
    } catch (error) {
      await trio.close();
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
        const measureIt = () => inTime(measure(this.browser(one), one));
        values[at]?.push(await measureIt().catch(() => this.launch(one).then(measureIt)));
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
  private async launch(which: Which): Promise<void> {
    await this.browsers[which]?.close();
    this.browsers[which] = await launch('chromium', {
      extension: this.extensions[which],
      args: ['--disable-features=BackForwardCache'],
    });
  }

  private browser(which: Which) {
    const launched = this.browsers[which];
    if (!launched) throw new Error(`There is no browser for ${which}`);
    return launched.browser;
  }
}

const quiet = Object.fromEntries(
  ['debug', 'log', 'info', 'success', 'warn', 'error', 'fatal', 'start', 'ready'].map((name) => [
    name,
    () => {},
  ]),
) as unknown as NonNullable<Parameters<typeof build>[0]>['logger'] & object;

function writeNull(folder: string): string {
  const to = join(folder, 'null');
  mkdirSync(to);
  writeFileSync(join(to, 'manifest.json'), JSON.stringify(NULL_MANIFEST));
  writeFileSync(join(to, 'page.js'), NULL_SCRIPT);
  writeFileSync(join(to, 'background.js'), '');
  return to;
}

const settle = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The browser did not answer')), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * What the main thread of a page did while it loaded and settled, in a tab that no debugger is attached
 * to: with one the browser parses each script again to know its lines.
 */
async function traced(browser: Browser, url: string): Promise<TraceEvent[]> {
  const client = await browser.target().createCDPSession();
  const events: TraceEvent[] = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  // Never the category `v8`: it doubles what it measures.
  const includedCategories = ['toplevel', 'blink.user_timing', 'devtools.timeline'];
  const traceConfig = { includedCategories, excludedCategories: ['*'] };
  await client.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  const { targetId } = await client.send('Target.createTarget', { url });
  await settle(SETTLE);
  await client.send('Tracing.end');
  await complete;
  await client.send('Target.closeTarget', { targetId });
  await client.detach();
  const begin = events.find(
    ({ name, args }) => name === 'navigationStart' && args?.data?.documentLoaderURL === url,
  );
  if (!begin) throw new Error('The trace does not show the page');
  return events.filter(({ pid, tid, ts }) => pid === begin.pid && tid === begin.tid && ts >= begin.ts);
}

/** Work of a page: tasks, and what promises do after a message, which is no task of its own. */
const WORK = new Set(['ThreadControllerImpl::RunTask', 'BlinkScheduler_PerformMicrotaskCheckpoint']);

/** The processor time of the tasks of one thread, in milliseconds. */
function taskTime(events: readonly TraceEvent[]): number {
  const tasks = events.filter(({ name, dur = 0 }) => WORK.has(name) && dur > 0).sort((a, b) => a.ts - b.ts);
  let end = 0;
  let sum = 0;
  for (const { ts, dur = 0, tdur = 0 } of tasks) {
    if (ts < end) continue; // Work within work.
    end = ts + dur;
    sum += tdur;
  }
  return sum / 1000;
}

/** The processor time of content scripts as they are evaluated, in all frames, in milliseconds. */
function scriptTime(events: readonly TraceEvent[], what = 'EvaluateScript'): number {
  const scripts = events.filter(
    ({ name, args }) => name === what && args?.data?.url?.startsWith('chrome-extension:'),
  );
  if (!scripts.length) throw new Error(`The trace does not show ${what}`);
  return scripts.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;
}

const ms = (value: number) => `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ms`;

/**
 * What the page does by itself, in milliseconds: the same work each time, whatever reads it. Frames are laid
 * out at other times where scripts are put into them, so there it is parsing.
 */
function ownTime(events: readonly TraceEvent[], { shape }: PageSpec): number {
  const own = events.filter(({ name }) => name === (shape === 'frames' ? 'ParseHTML' : 'Layout'));
  if (!own.length) throw new Error('The trace does not show what the page does');
  return own.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;
}

/** Ours against the one that does next to nothing, both without what the page costs by itself. */
function loadRow(what: string, spec: PageSpec, most: number, slow = false): Row<Trio> {
  return {
    row: `extension: ${what}`,
    unit: '×',
    aim: { most },
    slack: 0.3,
    slow,
    measure: async (trio, rounds) => {
      const url = trio.supply.url + trio.supply.page(spec);
      // What any extension costs a page is too little to be told, but where there are many frames.
      const isTold = spec.shape === 'frames';
      const values = await trio.inTurn(rounds, sides, async (browser, which) => {
        const events = await traced(browser, url);
        const time = which === 'null' && !isTold ? scriptTime(events) : taskTime(events);
        return { own: ownTime(events, spec), time };
      });
      // A small difference of large numbers, on machines that are now fast, now slow: so all is told in these.
      const unit = median(values.flat().map(({ own }) => own));
      const [ours = NaN, other = NaN, page = NaN] = values.map(
        (side) => unit * median(side.map(({ own, time }) => time / own)),
      );
      const nothing = isTold ? other - page : other;
      const details = `${ms(ours - page)} / ${ms(nothing)}; the page itself ${ms(page)}`;
      return { value: (ours - page) / nothing, details };
    },
  };
}

const text = (language: PageSpec['language'], kilobytes: number, matches: number): PageSpec => ({
  language,
  kilobytes,
  matches,
});

const loads: Row<Trio>[] = [
  loadRow('English 200 KB, no match', text('en', 200, 0), 2.5),
  loadRow('English 200 KB, 200 matches', text('en', 200, 200), 4),
  loadRow('Chinese 200 KB, no match', text('zh', 200, 0), 2.5, true),
  loadRow('Chinese 200 KB, 200 matches', text('zh', 200, 200), 4, true),
  loadRow('mixed 1 MB, 200 matches', text('mixed', 1024, 200), 4, true),
  loadRow('English 20 KB, 20 matches', text('en', 20, 20), 4, true),
  loadRow('1 MB of inline scripts, 20 KB of text', { ...text('en', 20, 0), shape: 'scripts' }, 2.5, true),
  loadRow('200 shadow roots, 20 matches', { ...text('en', 200, 20), shape: 'shadow roots' }, 4, true),
  loadRow('50 frames, 20 matches', { ...text('en', 200, 20), shape: 'frames' }, 4),
];

/** The processor time of the content script's evaluation alone. */
const evaluation: Row<Trio> = {
  row: 'part: evaluate the content script',
  unit: 'ms',
  aim: {},
  measure: async (trio, rounds) => {
    const url = trio.supply.url + trio.supply.page(text('en', 200, 0));
    const compiled: number[] = [];
    const [values = []] = await trio.inTurn(rounds, ['ours'], async (browser) => {
      const events = await traced(browser, url);
      compiled.push(scriptTime(events, 'v8.compile'));
      return scriptTime(events);
    });
    return { value: median(values), details: `of which compiled in ${ms(median(compiled))}` };
  },
};

/** What a frame asks first. The page does not work meanwhile. */
const ASK = `(async () => {
  const from = performance.now();
  await chrome.runtime.sendMessage({ type: 'watch', isNew: false });
  return performance.now() - from;
})()`;

const answer: Row<Trio> = {
  row: 'part: wait for the settings, from the background',
  unit: 'ms',
  aim: {},
  measure: async (trio, rounds) => {
    const url = trio.supply.url + trio.supply.page(text('en', 20, 0));
    const [values = []] = await trio.inTabs(rounds, ['ours'], async (page, client) => {
      const world = new Promise<number>((resolve) => {
        client.on('Runtime.executionContextCreated', ({ context }) => {
          if (context.name === 'Watchword' && context.origin.startsWith('chrome-extension:'))
            resolve(context.id);
        });
      });
      await client.send('Runtime.enable');
      await page.goto(url, { waitUntil: 'load' });
      const contextId = await world;
      const { result } = await client.send('Runtime.evaluate', {
        expression: ASK,
        contextId,
        awaitPromise: true,
        returnByValue: true,
      });
      return Number(result.value);
    });
    return { value: median(values), details: 'waiting, not work' };
  },
};

/** The text of one element changes every 16 ms; one text in ten holds a phrase. */
const TICKER = `<script>
  addEventListener('load', () => {
    const ticker = document.querySelector('p');
    let tick = 0;
    setInterval(() => {
      tick++;
      ticker.textContent = 'Tick ' + tick + (tick % 10 ? ' of the ticker' : ' for win-win cooperation');
    }, 16);
  });
</script>`;

const ticker: Row<Trio> = {
  row: 'ticker page, share of one core',
  unit: '%',
  aim: { most: 1 },
  measure: async (trio, rounds): Promise<Measured> => {
    const url = trio.supply.url + trio.supply.page(text('en', 20, 20), TICKER);
    const values = await trio.inTabs(rounds, ['ours', 'none'], async (page, client) => {
      await page.goto(url, { waitUntil: 'load' });
      await settle(1000);
      await client.send('Performance.enable');
      const before = await threadTime(client);
      const from = performance.now();
      await settle(TICKING);
      return ((await threadTime(client)) - before) / (performance.now() - from);
    });
    const [ours = NaN, none = NaN] = values.map((shares) => median(shares) * 100);
    return { value: ours - none, details: `${ours.toFixed(2)} % / ${none.toFixed(2)} % without` };
  },
};

async function threadTime(client: CDPSession): Promise<number> {
  const { metrics } = await client.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN) * 1000;
}

/** What the page holds when all that can be let go has been, in megabytes: scripts, DOM, buffers. */
async function heap(client: CDPSession): Promise<[number, number, number]> {
  for (let i = 0; i < 2; i++) await client.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await client.send('Runtime.getHeapUsage');
  return [usedSize / MEGABYTE, embedderHeapUsedSize / MEGABYTE, backingStorageSize / MEGABYTE];
}

const MEGABYTE = 1024 * 1024;
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

const memory: Row<Trio> = {
  row: 'memory added, 1 MB page, 200 matches',
  unit: 'MB',
  aim: { most: 2 },
  measure: async (trio, rounds) => {
    const url = trio.supply.url + trio.supply.page(text('en', 1024, 200));
    const heaps = await trio.inTabs(Math.min(rounds, 3), ['ours', 'none'], async (page, client) => {
      await page.goto(url, { waitUntil: 'load' });
      await settle(2000);
      return heap(client);
    });
    const [ours, none] = heaps.map((rows) => [0, 1, 2].map((i) => median(rows.map((row) => row[i] ?? NaN))));
    const added = [0, 1, 2].map((i) => (ours?.[i] ?? NaN) - (none?.[i] ?? NaN));
    const [scripts, dom, buffers] = added.map((value) => value.toFixed(2));
    return { value: sumOf(added), details: `scripts ${scripts}, DOM ${dom}, buffers ${buffers} MB` };
  },
};

const retained: Row<Trio> = {
  row: 'memory retained after navigation',
  unit: 'MB',
  aim: { most: 0.1 },
  measure: async (trio, rounds) => {
    const { supply } = trio;
    const [small, large] = [supply.page(text('en', 20, 0)), supply.page(text('en', 1024, 200))];
    const values = await trio.inTabs(Math.min(rounds, 3), ['ours', 'none'], async (page, client) => {
      const after = async (path: string) => {
        await page.goto(supply.url + path, { waitUntil: 'load' });
        await settle(1500);
        return sumOf(await heap(client));
      };
      // Compiled code stays for the next page that needs it, once.
      await after(large);
      const before = await after(small);
      await after(large);
      return (await after(small)) - before;
    });
    const [ours = NaN, none = NaN] = values.map(median);
    return { value: ours - none, details: `${ours.toFixed(2)} MB / ${none.toFixed(2)} MB without` };
  },
};

export const wholeRows: readonly Row<Trio>[] = [...loads, evaluation, answer, ticker, memory, retained];
