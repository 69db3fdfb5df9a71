import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { type Browsers, paintSome } from './browsers.ts';
import { type Aim, median } from './figures.ts';
import type { Measured, Row } from './lab.ts';
import type { PageSpec } from './pages.ts';

/** The extension as a whole, as the browser sees it: Chromium only, by traces and its own counters. */

/** Milliseconds in which a page loads and is left alone. */
const SETTLE = 1500;
const TICKING = 3000;

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

const settle = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

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

/** Ours, or the least, against the one that does next to nothing, without what the page costs by itself. */
function loadRow(
  what: string,
  spec: PageSpec,
  aim: Aim,
  { slow = false, ours: which = 'ours' }: { slow?: boolean; ours?: 'ours' | 'least' } = {},
): Row<Browsers> {
  return {
    row: `${which === 'least' ? 'least ' : ''}extension: ${what}`,
    unit: '×',
    aim,
    slack: 0.3,
    slow,
    measure: async (browsers, rounds) => {
      const url = browsers.supply.url + browsers.supply.page(spec);
      // What any extension costs a page is too little to be told, but where there are many frames.
      const isTold = spec.shape === 'frames';
      const values = await browsers.inTurn(rounds, [which, 'null', 'none'], async (browser, one) => {
        const events = await traced(browser, url);
        const time = one === 'null' && !isTold ? scriptTime(events) : taskTime(events);
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

const loads: Row<Browsers>[] = [
  loadRow('English 200 KB, no match', text('en', 200, 0), { most: 2.5 }),
  loadRow('English 200 KB, 200 matches', text('en', 200, 200), { most: 4 }),
  loadRow('Chinese 200 KB, no match', text('zh', 200, 0), { most: 2.5 }, { slow: true }),
  loadRow('Chinese 200 KB, 200 matches', text('zh', 200, 200), { most: 4 }, { slow: true }),
  loadRow('mixed 1 MB, 200 matches', text('mixed', 1024, 200), { most: 4 }, { slow: true }),
  loadRow('English 20 KB, 20 matches', text('en', 20, 20), { most: 4 }, { slow: true }),
  loadRow(
    '1 MB of inline scripts, 20 KB of text',
    { ...text('en', 20, 0), shape: 'scripts' },
    { most: 2.5 },
    { slow: true },
  ),
  loadRow(
    '200 shadow roots, 20 matches',
    { ...text('en', 200, 20), shape: 'shadow roots' },
    { most: 4 },
    { slow: true },
  ),
  loadRow('50 frames, 20 matches', { ...text('en', 200, 20), shape: 'frames' }, { most: 4 }),
  loadRow('English 200 KB, one highlight', text('en', 200, 200), {}, { slow: true, ours: 'least' }),
];

/** The processor time of the content script's evaluation alone. */
const evaluation: Row<Browsers> = {
  row: 'part: evaluate the content script',
  unit: 'ms',
  aim: {},
  measure: async (browsers, rounds) => {
    const url = browsers.supply.url + browsers.supply.page(text('en', 200, 0));
    const compiled: number[] = [];
    const [values = []] = await browsers.inTurn(rounds, ['ours'], async (browser) => {
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

const answer: Row<Browsers> = {
  row: 'part: wait for the settings, from the background',
  unit: 'ms',
  aim: {},
  measure: async (browsers, rounds) => {
    const url = browsers.supply.url + browsers.supply.page(text('en', 20, 0));
    const [values = []] = await browsers.inTabs(rounds, ['ours'], async (page, client) => {
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

const PAINTED = `${TICKER}<script>addEventListener('load', () => {${paintSome(8)}})</script>`;
const TEXT = text('en', 20, 20);

/** How much of a core the page takes that `client` is attached to, in percent. */
async function shareOfCore(page: Page, client: CDPSession, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'load' });
  await settle(1000);
  await client.send('Performance.enable');
  const before = await threadTime(client);
  const from = performance.now();
  await settle(TICKING);
  return (100 * ((await threadTime(client)) - before)) / (performance.now() - from);
}

function difference(shares: readonly number[], without: readonly number[]): Measured {
  const [some, none] = [median(shares), median(without)];
  return { value: some - none, details: `${some.toFixed(2)} % / ${none.toFixed(2)} % without` };
}

const ticker: Row<Browsers> = {
  row: 'ticker page, share of one core',
  unit: '%',
  aim: { most: 1 },
  measure: async (browsers, rounds) => {
    const url = browsers.supply.url + browsers.supply.page(TEXT, TICKER);
    const visit = (page: Page, client: CDPSession) => shareOfCore(page, client, url);
    const [ours = [], none = []] = await browsers.inTabs(rounds, ['ours', 'none'], visit);
    return difference(ours, none);
  },
};

/** The same page with at most eight highlights that nobody looks after: those in the ticker go. */
const leastTicker: Row<Browsers> = {
  row: 'least of the ticker page, share of one core',
  unit: '%',
  aim: {},
  slow: true,
  measure: async (browsers, rounds) => {
    const [painted, bare] = [PAINTED, TICKER].map(
      (script) => browsers.supply.url + browsers.supply.page(TEXT, script),
    );
    const [both = []] = await browsers.inTabs(rounds, ['none'], async (page, client) => ({
      some: await shareOfCore(page, client, painted ?? ''),
      none: await shareOfCore(page, client, bare ?? ''),
    }));
    return difference(
      both.map(({ some }) => some),
      both.map(({ none }) => none),
    );
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

const memory: Row<Browsers> = {
  row: 'memory added, 1 MB page, 200 matches',
  unit: 'MB',
  aim: { most: 2 },
  measure: async (browsers, rounds) => {
    const url = browsers.supply.url + browsers.supply.page(text('en', 1024, 200));
    const heaps = await browsers.inTabs(Math.min(rounds, 3), ['ours', 'none'], async (page, client) => {
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

const retained: Row<Browsers> = {
  row: 'memory retained after navigation',
  unit: 'MB',
  aim: { most: 0.1 },
  measure: async (browsers, rounds) => {
    const { supply } = browsers;
    const [small, large] = [supply.page(text('en', 20, 0)), supply.page(text('en', 1024, 200))];
    const values = await browsers.inTabs(Math.min(rounds, 3), ['ours', 'none'], async (page, client) => {
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

export const wholeRows: readonly Row<Browsers>[] = [
  ...loads,
  evaluation,
  answer,
  ticker,
  leastTicker,
  memory,
  retained,
];
