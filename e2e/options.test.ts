import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { html, inBrowsers, settle, until } from './harness.ts';

const textOf = (page: Page) => page.$eval('#root', (root) => (root as HTMLElement).innerText);
const heads = (page: Page) => page.$$eval('.term .head', (all) => all.map((head) => head.textContent));

/** Presses the control with that label. */
async function press(page: Page, label: string): Promise<void> {
  await page.bringToFront();
  await (await page.waitForSelector(`[aria-label="${label}"]`))!.click();
  await settle(250);
}

async function pressText(page: Page, text: string): Promise<void> {
  await page.bringToFront();
  const handle = await page.waitForSelector(`::-p-text(${text})`);
  await handle!.click();
  await settle(250);
}

inBrowsers('the options', (scene) => {
  test('lists all terms by category and finds them by any of their names', async () => {
    const options = await scene.openOwn('options.html');
    expect((await heads(options)).length).toBeGreaterThanOrEqual(30);
    const categories = await options.$$eval('.category h3', (all) => all.map((one) => one.textContent));
    expect(categories).toContain('Cyberspace and media');
    for (const query of [
      'cyber sovereignty',
      '网络主权',
      'wangluo zhuquan',
      'サイバー主権',
      'SOVEREIGNTY cyber',
    ]) {
      await options.$eval('.search', (field) => ((field as HTMLInputElement).value = ''));
      await options.type('.search', query);
      await settle(150);
      expect(await heads(options), query).toContain('Cyber Sovereignty');
    }
    expect(
      await options.$$eval('mark.found', (marks) => marks.map((mark) => mark.textContent?.toLowerCase())),
    ).toContain('sovereignty');
    await options.type('.search', ' xyzzy');
    expect(await textOf(options)).toContain('No term holds');
  });

  test('says what has changed, with a way to each term', async () => {
    const options = await scene.openOwn('options.html');
    await options.type('.search', 'zero-sum');
    expect(await textOf(options)).not.toMatch(/Version \d/);
    await pressText(options, 'What has changed');
    expect(await textOf(options)).toMatch(/Version \d+\.\d+\.\d+\s+\d+ [A-Z][a-z]+ \d{4}\s+Added/);

    const folded = await options.waitForSelector('.version:last-of-type .kind li:nth-child(2) summary');
    await folded!.click();
    const link = await options.waitForSelector('.names ::-p-text(Cyber Sovereignty)', { visible: true });
    await link!.click();
    const term = await options.waitForSelector('.term.open .variants');
    expect(await until(() => term!.isIntersectingViewport(), Boolean)).toBe(true);
    expect(await options.evaluate(() => document.activeElement?.textContent)).toContain('Cyber Sovereignty');
    // What was searched for no longer hides any, and the log names them all.
    const named = await options.$$eval('.names a', (links) => links.map(({ textContent }) => textContent));
    expect([...new Set(named)].sort()).toEqual((await heads(options)).sort());
  });

  test('switches terms, variants and categories, and open pages follow', async () => {
    const opened = await scene.open(html('<p>wolf-warrior diplomacy; 战狼外交; cyber sovereignty</p>'));
    const options = await scene.openOwn('options.html#wolf-warrior-diplomacy');
    await options.waitForSelector('.variants');
    const [example] = await options.$$eval('.variants li', (rows) =>
      rows
        .filter((row) => row.querySelector('q')?.lang === 'zh-Hans')
        .map((row) => row.querySelector('q')!.textContent),
    );
    await press(options, `Look for “${example}” and forms like it`);
    expect(await scene.untilPainted(opened, 2)).toEqual(['cyber sovereignty', 'wolf-warrior diplomacy']);
    await press(options, 'Track Wolf Warrior Diplomacy');
    expect(await scene.untilPainted(opened, 1)).toEqual(['cyber sovereignty']);
    await press(options, 'All terms of Cyberspace and media');
    expect(await scene.untilPainted(opened, 0)).toEqual([]);
    await press(options, 'All terms of Cyberspace and media');
    await press(options, 'Track Wolf Warrior Diplomacy');
    expect(await scene.untilPainted(opened, 2)).toHaveLength(2);
  });

  test('changes the look, with a preview that mark.js makes', async () => {
    const options = await scene.openOwn('options.html');
    const style = () => options.$eval('.preview mark', (mark) => mark.style.cssText);
    expect(await options.$$eval('.preview mark', (marks) => marks.length)).toBeGreaterThanOrEqual(8);
    expect(await style()).toContain('underline');
    await pressText(options, 'Filled');
    expect(await style()).toContain('background');
    expect(await scene.inspector.stored()).toMatchObject({
      sync: { settings: { v: 1, data: { style: 'fill' } } },
    });
    await pressText(options, 'Underlined');
    expect(await scene.inspector.stored()).toMatchObject({ sync: { settings: { v: 1, data: {} } } });
  });

  test('keeps a list of sites and refuses what is none', async () => {
    const opened = await scene.open(html('<p>wolf-warrior diplomacy</p>'));
    const options = await scene.openOwn('options.html');
    await options.type('.add input', 'not a site');
    await options.keyboard.press('Enter');
    await settle(150);
    expect(await textOf(options)).toContain('“not a site” is not the name of a site');
    await options.$eval('.add input', (field) => (field.value = ''));
    await options.type('.add input', 'http://127.0.0.1:80/some/page');
    await options.keyboard.press('Enter');
    expect(await scene.untilPainted(opened, 0)).toEqual([]);
    await pressText(options, 'on these sites only');
    expect(await scene.untilPainted(opened, 1)).toHaveLength(1);
    await press(options, 'Remove 127.0.0.1');
    expect(await scene.untilPainted(opened, 0)).toEqual([]);
  });

  test('marks in the page, code, and the switch for everything', async () => {
    const opened = await scene.open(html('<p>wolf-warrior diplomacy</p><pre>cyber sovereignty</pre>'));
    const options = await scene.openOwn('options.html');
    await press(options, 'Read code and preformatted text too');
    expect(await scene.untilPainted(opened, 2)).toHaveLength(2);
    await press(options, 'Marks in the page');
    const marks = async () => {
      await opened.page.bringToFront();
      return opened.page.$$eval('mark', (all) => all.length);
    };
    expect(await until(marks, (count) => count === 2, 1500)).toBe(2);
    await press(options, 'Watchword is on');
    expect(await until(marks, (count) => count === 0, 1500)).toBe(0);
    expect(await opened.page.$eval('body', (body) => body.innerHTML.trim())).toBe(
      '<p>wolf-warrior diplomacy</p><pre>cyber sovereignty</pre>',
    );
  });
});
