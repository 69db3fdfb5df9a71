import { mkdirSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { build } from './browser/build.ts';
import { launch } from './browser/launch.ts';
import { Inspector, pointOf } from './browser/matches.ts';
import { servePages } from './start/pages.ts';

/** `npm run screenshots`: the pictures of the README, taken anew from the demo. */

const FOLDER = 'docs/images';
const settle = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

mkdirSync(FOLDER, { recursive: true });
build('chromium');
const { server, pages } = await servePages([]);
const launched = await launch('chromium', { width: 1100, height: 720 });
const inspector = await Inspector.open(launched);
const [front] = pages;

for (const scheme of ['light', 'dark'] as const) {
  const prepare = (page: Page) =>
    page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  const shoot = (page: Page, name: string) => page.screenshot({ path: `${FOLDER}/${name}-${scheme}.png` });

  const page = await launched.browser.newPage();
  await prepare(page);
  await page.goto(server.url + (front?.path ?? ''));
  const tab = await inspector.tab(page.url());
  await inspector.untilRead(tab);
  await page.bringToFront();
  await settle(500);
  const { x, y } = await pointOf(page, 'community of common destiny');
  await page.mouse.move(x, y);
  await page.mouse.move(x + 1, y);
  await settle(1000);
  await shoot(page, 'card');

  const popup = await launched.openOwn(`popup.html?tab=${tab}`, prepare);
  await popup.setViewport({ width: 360, height: 580 });
  await settle(500);
  await shoot(popup, 'popup');
  const options = await launched.openOwn('options.html#belt-and-road-initiative', prepare);
  await options.setViewport({ width: 1100, height: 800 });
  await settle(700);
  await shoot(options, 'options');
  for (const one of [page, popup, options]) await one.close();
}
await launched.close();
await server.close();
process.stdout.write(`The pictures are in ${FOLDER}.\n`);
