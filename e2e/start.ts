import { parseArgs } from 'node:util';
import type { Page } from 'puppeteer-core';
import { build } from './browser/build.ts';
import { getBrowser } from './browser/find.ts';
import { type Launched, launch } from './browser/launch.ts';
import { type FramedMatch, Inspector, paintedTexts } from './browser/matches.ts';
import { servePages, type TryPage } from './start/pages.ts';
import { takeShots } from './start/shots.ts';
import { asTable } from './start/table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    headless: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const HELP = `npm start                          try Watchword on the demo pages
npm start -- FILE.html FILE.txt …  the same on files of yours
npm start -- --json FILE …         print every highlighted match as JSON
npm start -- --headless            without a window, also where there is a display`;

/** Builds Watchword, opens a browser with it on pages, and shows (or prints) what it finds. */
async function main(): Promise<void> {
  if (values.help) return print(HELP);
  if (values.json && !positionals.length) throw new Error('--json needs at least one file');
  getBrowser('chromium');
  say('Building Watchword …');
  build('chromium');
  const { server, pages } = await servePages(positionals);
  const window = hasDisplay() && !values.headless && !values.json;
  const launched = await launch('chromium', { headless: !window, width: 1200, height: 900 });
  try {
    if (window) await stayOpen(launched, server.url, pages);
    else await report(launched, server.url, pages);
  } finally {
    await launched.close();
    await server.close();
  }
}

async function stayOpen({ browser }: Launched, url: string, pages: readonly TryPage[]): Promise<void> {
  for (const { path } of pages) await (await browser.newPage()).goto(url + path);
  say('Hover an underlined phrase. Close the browser to end.');
  await new Promise((resolve) => browser.once('disconnected', resolve));
}

async function report(launched: Launched, url: string, pages: readonly TryPage[]): Promise<void> {
  const inspector = await Inspector.open(launched);
  const found: { file: string; matches: FramedMatch[] }[] = [];
  for (const { name, path } of pages) {
    const page = await launched.browser.newPage();
    await page.goto(url + path, { waitUntil: 'load' });
    const tab = await inspector.tab(url + path);
    await inspector.untilRead(tab);
    const matches = (await inspector.matches(tab)).map((match) => ({
      ...match,
      frame: match.frame.replace(url, ''),
    }));
    found.push({ file: name, matches });
    if (values.json) await confirm(page, name, matches);
    else {
      print(`\n${name}: ${matches.length} phrases\n${asTable(matches)}`);
      const short = name.replace(/^.*[\\/]|\.\w+$/g, '');
      for (const scheme of ['light', 'dark'] as const) {
        print((await takeShots(launched, page, tab, short, scheme)).join('\n'));
      }
    }
    await page.close();
  }
  if (values.json) print(JSON.stringify(found, null, 1));
}

/** In a window as tall as the page all matches must be painted; says so where they are not. */
async function confirm(page: Page, name: string, matches: readonly FramedMatch[]): Promise<void> {
  const height = await page.evaluate(() => Math.min(document.documentElement?.scrollHeight ?? 0, 30_000));
  await page.setViewport({ width: 1200, height: Math.max(900, height) });
  await new Promise((resolve) => setTimeout(resolve, 600));
  const painted = (await paintedTexts(page)).length;
  if (painted !== matches.length) say(`${name}: ${matches.length} matches, ${painted} painted`);
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
