import AxeBuilder from 'axe-core';
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { html, inBrowsers, type Opened, type Scene, settle, until } from './harness.ts';

/** What the tests use of the extension API, inside our own page. */
interface ExtensionApi {
  storage: { local: { set(items: object): Promise<void>; remove(key: string): Promise<void> } };
  action: { getTitle(of: object): Promise<string> };
}
declare const browser: ExtensionApi | undefined;
declare const chrome: ExtensionApi;

const TEXT = '<p>wolf-warrior diplomacy, cyber sovereignty, wolf-warrior diplomacy, Digital Silk Road</p>';

async function openPopup(scene: Scene, { tab }: Pick<Opened, 'tab'>): Promise<Page> {
  const popup = await scene.openOwn(`popup.html?tab=${tab}`);
  await popup.setViewport({ width: 360, height: 580 });
  await settle(400);
  return popup;
}

const textOf = (page: Page) => page.$eval('#root', (root) => (root as HTMLElement).innerText);
const press = async (page: Page, selector: string) => {
  await page.bringToFront();
  await (await page.waitForSelector(selector))!.click();
  await settle(250);
};

inBrowsers('the popup', (scene) => {
  test('tells what the page holds', async () => {
    const opened = await scene.open(html(TEXT));
    const popup = await openPopup(scene, opened);
    const text = await textOf(popup);
    expect(text).toContain('On for 127.0.0.1');
    expect(text).toMatch(/4\s+phrases of 3\s+terms on this page/);
    expect(text).toMatch(/Wolf Warrior Diplomacy\s+wolf-warrior diplomacy 2/);
    expect(await popup.$$eval('.terms li', (rows) => rows.length)).toBe(3);
  });

  test('follows its tab to a page that holds nothing', async () => {
    const opened = await scene.open(html(TEXT));
    const popup = await openPopup(scene, opened);
    await opened.page.goto(scene.route(html('<p>Nothing.</p>')), { waitUntil: 'load' });
    const isEmpty = (text: string) => !/4\s+phrases/.test(text);
    expect(await until(() => textOf(popup), isEmpty)).not.toMatch(/4\s+phrases/);
  });

  test('a term switched off leaves the page at once, and comes back', async () => {
    const opened = await scene.open(html(TEXT));
    const popup = await openPopup(scene, opened);
    await press(popup, '[data-term="wolf-warrior-diplomacy"] .switch');
    expect(await scene.untilPainted(opened, 2)).toEqual(['Digital Silk Road', 'cyber sovereignty']);
    expect(await scene.inspector.stored()).toMatchObject({
      sync: { tracking: { v: 1, data: { terms: { 'wolf-warrior-diplomacy': false } } } },
    });
    expect(await popup.$$eval('.terms li', (rows) => rows.length)).toBe(3);
    await press(popup, '[data-term="wolf-warrior-diplomacy"] .switch');
    expect(await scene.untilPainted(opened, 4)).toHaveLength(4);
    expect(await scene.inspector.stored()).toMatchObject({
      sync: { tracking: { v: 1, data: { terms: {} } } },
    });
  });

  test('the only term switched off is no longer counted', async () => {
    const opened = await scene.open(html('<p>wolf-warrior diplomacy</p>'));
    const popup = await openPopup(scene, opened);
    const isCounted = (text: string) => /1\s+phrase of 1\s+term/.test(text);
    expect(await textOf(popup)).toMatch(/1\s+phrase of 1\s+term/);
    await press(popup, '[data-term="wolf-warrior-diplomacy"] .switch');
    expect(
      await until(
        () => textOf(popup),
        (text) => !isCounted(text),
      ),
    ).not.toMatch(/1\s+phrase of 1\s+term/);
  });

  test('switches off this site, and everything', async () => {
    const opened = await scene.open(html(TEXT));
    const popup = await openPopup(scene, opened);
    await press(popup, '.head .switch');
    expect(await scene.untilPainted(opened, 0)).toEqual([]);
    expect(await textOf(popup)).toContain('This site is on your list of exceptions');
    await press(popup, '.head .switch');
    expect(await scene.untilPainted(opened, 4)).toHaveLength(4);
    await press(popup, '.foot .link:last-child');
    expect(await scene.untilPainted(opened, 0)).toEqual([]);
    expect(await textOf(popup)).toContain('Watchword is paused');
    await press(popup, '.foot .link:last-child');
    expect(await scene.untilPainted(opened, 4)).toHaveLength(4);
  });

  test('goes to the next one and shows the card of a term', async () => {
    const opened = await scene.open(
      html(`${TEXT}<div style="height:3000px"></div><p id=far>cyber sovereignty again</p>`),
    );
    const popup = await openPopup(scene, opened);
    await press(popup, '[data-term="cyber-sovereignty"] .next');
    await opened.page.bringToFront();
    await opened.page.waitForSelector('div[popover="manual"]', { timeout: 5000 });
    await popup.bringToFront();
    await press(popup, '[data-term="cyber-sovereignty"] .next');
    await settle(300);
    expect(
      await opened.page.evaluate(
        () => document.getElementById('far')!.getBoundingClientRect().top < innerHeight,
      ),
    ).toBe(true);
    await press(popup, '[data-term="cyber-sovereignty"] .name');
    expect(await textOf(popup)).toContain('网络主权');
    await press(popup, '.back');
    expect(await textOf(popup)).toContain('terms on this page');
  });

  test('can be used by keyboard alone', async () => {
    const opened = await scene.open(html(TEXT));
    const popup = await openPopup(scene, opened);
    await popup.bringToFront();
    const focused: string[] = [];
    for (let i = 0; i < 12; i++) {
      await popup.keyboard.press('Tab');
      focused.push(
        await popup.evaluate(
          () =>
            document.activeElement?.getAttribute('aria-label') ??
            (document.activeElement as HTMLElement)?.innerText ??
            '',
        ),
      );
      if (focused.at(-1) === 'Track Wolf Warrior Diplomacy') break;
    }
    expect(focused[0]).toBe('Watchword on 127.0.0.1');
    expect(focused.at(-1)).toBe('Track Wolf Warrior Diplomacy');
    await popup.keyboard.press(' ');
    expect(await scene.untilPainted(opened, 2)).toHaveLength(2);
  });

  test('says kindly that nothing was found, or that the page cannot be read', async () => {
    const empty = await scene.open(html('<p>Nothing of the kind.</p>'));
    expect(await textOf(await openPopup(scene, empty))).toContain('No tracked phrase on this page');
    const blank = await scene.newPage();
    await blank
      .goto(scene.kind === 'chromium' ? 'chrome://version' : 'about:buildconfig', { waitUntil: [] as never })
      .catch(() => undefined);
    await settle(500);
    const ids = await scene.inspector.page.evaluate(async () => {
      const api =
        (globalThis as unknown as { browser?: unknown; chrome: unknown }).browser ??
        (globalThis as unknown as { chrome: unknown }).chrome;
      const tabs = await (
        api as { tabs: { query(q: object): Promise<{ id: number; url?: string; title?: string }[]> } }
      ).tabs.query({});
      return tabs.map(({ id }) => id);
    });
    expect(await textOf(await openPopup(scene, { tab: Math.max(...ids) }))).toContain('Nothing to read here');
  });

  test('shows the number of terms on the toolbar', async () => {
    const opened = await scene.open(html(TEXT));
    const badge = () =>
      scene.inspector.page.evaluate((tabId) => {
        const api =
          (globalThis as unknown as { browser?: unknown; chrome: unknown }).browser ??
          (globalThis as unknown as { chrome: unknown }).chrome;
        return (api as { action: { getBadgeText(of: object): Promise<string> } }).action.getBadgeText({
          tabId,
        });
      }, opened.tab);
    expect(await until(badge, (text) => text === '3')).toBe('3');
    await scene.inspector.store({ settings: { v: 1, data: { badge: false } } });
    expect(await until(badge, (text) => text === '')).toBe('');
  });

  test('the toolbar says that Watchword is off, wherever that is stored', async () => {
    const title = (on: boolean) =>
      scene.inspector.page.evaluate(async (isOn) => {
        const api = typeof browser === 'undefined' ? chrome : browser;
        const key = 'on-this-device:settings';
        if (isOn) await api.storage.local.remove(key);
        else await api.storage.local.set({ [key]: { v: 1, data: { on: false } } });
        return api.action.getTitle({});
      }, on);
    expect(
      await until(
        () => title(false),
        (text) => text === 'Watchword (off)',
      ),
    ).toBe('Watchword (off)');
    expect(
      await until(
        () => title(true),
        (text) => text === 'Watchword',
      ),
    ).toBe('Watchword');
  });

  // Firefox takes its colour scheme from the launch, not from the page.
  const schemes = scene.kind === 'chromium' ? ['light', 'dark'] : ['light'];
  test.each(schemes)('has no serious accessibility fault (%s)', async (scheme) => {
    const opened = await scene.open(html(TEXT));
    const popup = await openPopup(scene, opened);
    if (scene.kind === 'chromium')
      await popup.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    expect(await seriousFaults(popup)).toEqual([]);
    await press(popup, '[data-term="cyber-sovereignty"] .name');
    expect(await seriousFaults(popup)).toEqual([]);
    const options = await scene.openOwn('options.html');
    if (scene.kind === 'chromium')
      await options.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    expect(await seriousFaults(options)).toEqual([]);
  });
});

/** What axe finds serious or worse. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(AxeBuilder.source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}
