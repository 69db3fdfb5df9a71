import { mkdirSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import type { Launched } from '../browser/launch.ts';
import { paintedTexts, pointOf } from '../browser/matches.ts';

const FOLDER = 'shots';

/** Pictures of a page, of its first card, of the popup and the options. Returns the files. */
export async function takeShots(
  launched: Launched,
  page: Page,
  tab: number,
  name: string,
  scheme: 'light' | 'dark',
): Promise<string[]> {
  mkdirSync(FOLDER, { recursive: true });
  const prepare = (one: Page) => one.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  const files: string[] = [];
  const shoot = async (of: Page, what: string) => {
    const file = `${FOLDER}/${name}-${what}-${scheme}.png`;
    await of.screenshot({ path: file });
    files.push(file);
  };

  await prepare(page);
  await page.bringToFront();
  await settle(400);
  await shoot(page, 'page');
  const [first] = await paintedTexts(page);
  if (first) {
    const { x, y } = await pointOf(page, first.replace(/\s+/g, ' '));
    await page.mouse.move(x, y);
    await page.mouse.move(x + 2, y);
    await settle(900);
    await shoot(page, 'card');
    await page.keyboard.press('Escape');
    await page.mouse.move(1, 1);
  }
  for (const [path, what, width, height] of [
    [`popup.html?tab=${tab}`, 'popup', 360, 580],
    ['options.html', 'options', 1100, 800],
  ] as const) {
    const own = await launched.openOwn(path, prepare);
    await own.setViewport({ width, height });
    await settle(500);
    await shoot(own, what);
    await own.close();
  }
  return files;
}

function settle(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
