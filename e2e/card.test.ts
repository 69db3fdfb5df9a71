import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { pointOf } from './browser/matches.ts';
import { html, inBrowsers, settle, until } from './harness.ts';

const HOST = 'div[popover="manual"]';
const TEXT = '<p id=p>They praised China’s community of common destiny, a Digital Silk Road and more.</p>';

const isOpen = (page: Page) => page.evaluate((host) => document.querySelector(host) !== null, HOST);

async function hover(page: Page, text: string): Promise<void> {
  const { x, y } = await pointOf(page, text);
  await page.mouse.move(x, y);
  await page.mouse.move(x + 1, y);
}

/** Hovers the phrase and waits for the card to be filled. */
async function openCard(page: Page, text = 'community of common destiny'): Promise<void> {
  await hover(page, text);
  await page.waitForSelector(HOST, { timeout: 4000 });
  await settle(300);
}

/**
 * How far the card is from the phrase, in pixels, as the page itself can tell by asking what is at
 * a point; null if no card is on top anywhere near.
 */
function gapTo(page: Page, text: string): Promise<number | null> {
  return page.evaluate(
    (wanted, host) => {
      const card = document.querySelector(host);
      const find = (root: Node): DOMRect | null => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = (node as Text).data.indexOf(wanted);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + wanted.length);
          const [first] = range.getClientRects();
          if (first && first.width > 0) return first;
        }
        return null;
      };
      const box = find(document.body);
      if (!box || !card) return null;
      for (let gap = 1; gap <= 40; gap++) {
        for (let share = 0; share <= 1; share += 0.1) {
          const x = box.left + box.width * share;
          const y = box.top + box.height * share;
          for (const [px, py] of [
            [x, box.bottom + gap],
            [x, box.top - gap],
            [box.right + gap, y],
            [box.left - gap, y],
          ] as const) {
            if (document.elementFromPoint(px, py) === card) return gap;
          }
        }
      }
      return null;
    },
    text,
    HOST,
  );
}

inBrowsers('the card', (scene) => {
  test('opens where the pointer rests, not where it passes', async () => {
    const { page } = await scene.open(html(TEXT));
    const { x, y } = await pointOf(page, 'community of common destiny');
    await page.mouse.move(x, y);
    await settle(60);
    await page.mouse.move(x, y + 300);
    await settle(400);
    expect(await isOpen(page)).toBe(false);
    await openCard(page);
    expect(await isOpen(page)).toBe(true);
  });

  test('stays while the pointer is on the phrase, on the way to the card, and on the card', async () => {
    const { page } = await scene.open(html(TEXT));
    await openCard(page);
    const { x, y } = await pointOf(page, 'community of common destiny');
    await page.mouse.move(x, y + 14);
    await settle(150);
    await page.mouse.move(x, y + 60);
    await settle(700);
    expect(await isOpen(page)).toBe(true);
    await page.mouse.move(900, 700);
    await settle(150);
    expect(await isOpen(page)).toBe(true);
    expect(
      await until(
        () => isOpen(page),
        (open) => !open,
        1500,
      ),
    ).toBe(false);
  });

  test('leaves nothing behind and shows its inside to nobody', async () => {
    const { page } = await scene.open(
      html(`<script>
      roots = []; const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) { const root = attach.call(this, init); roots.push(root); return root; };
    </script>${TEXT}`),
    );
    const before = await page.evaluate(() => document.documentElement.outerHTML);
    await openCard(page);
    expect(await page.$eval(HOST, (host) => host.shadowRoot)).toBeNull();
    await page.keyboard.press('Escape');
    await settle(100);
    expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(before);
    expect(await page.evaluate('roots.length')).toBe(0);
  });

  test('closes with Escape, which the page does not hear, and with a press outside', async () => {
    const { page } = await scene.open(
      html(`${TEXT}<script>keys=[];document.addEventListener('keydown',e=>keys.push(e.key))</script>`),
    );
    await openCard(page);
    await page.keyboard.press('Escape');
    await settle(50);
    expect(await isOpen(page)).toBe(false);
    await page.keyboard.press('Escape');
    expect(await page.evaluate('keys')).toEqual(['Escape']);
    await page.mouse.move(900, 700);
    await settle(400);
    await openCard(page);
    await page.mouse.click(900, 700);
    expect(
      await until(
        () => isOpen(page),
        (open) => !open,
        600,
      ),
    ).toBe(false);
  });

  test('goes when its phrase goes', async () => {
    const { page } = await scene.open(html(TEXT));
    await openCard(page);
    await page.evaluate(() => document.getElementById('p')!.remove());
    expect(
      await until(
        () => isOpen(page),
        (open) => !open,
        1500,
      ),
    ).toBe(false);
  });

  test('survives a page that removes it', async () => {
    const { page } = await scene.open(html(TEXT));
    await openCard(page);
    await page.$eval(HOST, (host) => host.remove());
    await page.mouse.move(900, 700);
    await settle(500);
    await openCard(page);
    expect(await isOpen(page)).toBe(true);
  });

  const D = 'community of common destiny';
  const line = `<p>They praised China’s ${D} and more.</p>`;
  const places: readonly (readonly [name: string, body: string])[] = [
    ['plain', line],
    [
      'under the highest z-index',
      `${line}<div style="position:fixed;inset:auto 0 0 0;height:70%;z-index:2147483647;background:#eee;pointer-events:auto"></div>`,
    ],
    ['modal dialog', `<dialog id=d style="width:500px">${line}</dialog><script>d.showModal()</script>`],
    [
      'modal dialog in a modal dialog',
      `<dialog id=d>outer<dialog id=e style="width:500px">${line}</dialog></dialog><script>d.showModal();e.showModal()</script>`,
    ],
    ['popover', `<div popover id=d style="width:500px">${line}</div><script>d.showPopover()</script>`],
    [
      'manual popover',
      `<div popover=manual id=d style="width:500px">${line}</div><script>d.showPopover()</script>`,
    ],
    [
      'transformed',
      `<div style="transform:translate(60px,40px) scale(1.3);transform-origin:0 0;width:600px">${line}</div>`,
    ],
    ['filtered', `<div style="filter:grayscale(1)">${line}</div>`],
    ['perspective and will-change', `<div style="perspective:400px;will-change:transform">${line}</div>`],
    ['contained', `<div style="contain:strict;width:600px;height:60px">${line}</div>`],
    ['zoomed page', `<style>html{zoom:1.5}</style>${line}`],
    ['zoomed block', `<div style="zoom:1.6">${line}</div>`],
    [
      'scrolled box',
      `<div id=b style="height:90px;overflow:auto"><div style="height:300px"></div>${line}</div><script>b.scrollTop=999</script>`,
    ],
    [
      'scrolled page',
      `<div style="height:1500px"></div>${line}<div style="height:1500px"></div><script>scrollTo(0,1300)</script>`,
    ],
    ['right to left', `<style>html{direction:rtl}</style>${line}`],
    ['vertical writing', `<div style="writing-mode:vertical-rl;height:500px">${line}</div>`],
    [
      'sticky header',
      `<div style="position:sticky;top:0;background:#fff">${line}</div><div style="height:2000px"></div>`,
    ],
    [
      'every div hidden',
      `<style>div{display:none!important;visibility:hidden!important;opacity:0!important}</style>${line}`,
    ],
    [
      'everything unset',
      `<style>html>*{all:unset!important} *{font-size:40px!important;text-transform:uppercase!important}</style>${line}`,
    ],
    ['at the bottom right', `<div style="position:fixed;right:4px;bottom:4px">${line}</div>`],
    [
      'body that lets no pointer through',
      `<style>body{pointer-events:none}p{pointer-events:auto}</style>${line}`,
    ],
  ];
  test.each(places)('is on top, near and usable: %s', async (_name, body) => {
    const { page } = await scene.open(html(body));
    await until(
      () => scene.painted({ page, tab: 0, url: '' }),
      (texts) => texts.length === 1,
    );
    await openCard(page, D);
    const gap = await until(
      () => gapTo(page, D),
      (found) => found !== null,
      1500,
    );
    expect(gap).not.toBeNull();
    expect(gap!).toBeLessThanOrEqual(20);
    const kept = await page.evaluate(() =>
      [...document.querySelectorAll('dialog,[popover]:not([style*="all"])')].every((one) =>
        'open' in one ? one.open : one.matches(':popover-open') || !one.id,
      ),
    );
    expect(kept).toBe(true);
  });

  test('fits a small screen', async () => {
    const { page } = await scene.open(html(`<meta name=viewport content="width=device-width">${TEXT}`));
    await page.setViewport({ width: 340, height: 600 });
    await settle(200);
    await openCard(page, 'Digital Silk Road');
    const edges = await page.evaluate((host) => {
      const card = document.querySelector(host);
      const hits: [number, number][] = [];
      for (let x = 0; x < innerWidth; x += 4) {
        for (let y = 0; y < innerHeight; y += 4)
          if (document.elementFromPoint(x, y) === card) hits.push([x, y]);
      }
      const xs = hits.map(([x]) => x);
      const ys = hits.map(([, y]) => y);
      return {
        left: Math.min(...xs),
        right: Math.max(...xs),
        height: Math.max(...ys) - Math.min(...ys),
        scroll: document.documentElement.scrollWidth,
      };
    }, HOST);
    expect(edges.left).toBeGreaterThanOrEqual(4);
    expect(edges.right).toBeLessThanOrEqual(336);
    expect(edges.height).toBeLessThanOrEqual(600 * 0.72);
    expect(edges.scroll).toBeLessThanOrEqual(340);
  });

  test('stays where there is only room over its phrase', async () => {
    const { page } = await scene.open(html(`<div style="height:130px"></div>${TEXT}`));
    await page.setViewport({ width: 340, height: 420 });
    await settle(300);
    await openCard(page, 'Digital Silk Road');
    await settle(900);
    expect(await isOpen(page)).toBe(true);
  });

  test('marks in the page open it by focus and Enter', async () => {
    await scene.inspector.store({ settings: { v: 1, data: { marks: true } } });
    const { page } = await scene.open(html(TEXT));
    await page.waitForSelector('mark');
    await page.keyboard.press('Tab');
    await page.waitForSelector(HOST);
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('mark');
  });
});

inBrowsers('going through the matches', (scene) => {
  const step = (tab: number, direction: 1 | -1, term: string | null = null) =>
    scene.inspector.page.evaluate(
      (message) => {
        const { browser, chrome } = globalThis as unknown as { browser?: unknown; chrome: unknown };
        const api = browser ?? chrome;
        return (api as { runtime: { sendMessage(m: object): Promise<unknown> } }).runtime.sendMessage(
          message,
        );
      },
      { type: 'step', tab, direction, term },
    );

  test('next, previous, around, and into frames', async () => {
    const frame = scene.route(html('<p>law of the jungle, says the ministry in Beijing</p>'));
    const opened = await scene.open(
      html(
        `<p>wolf-warrior diplomacy</p><div style="height:3000px"></div><p>cyber sovereignty</p><iframe src="${frame}"></iframe>`,
      ),
    );
    await scene.texts(opened);
    const shown = async () => {
      await settle(500);
      const inTop = await opened.page.evaluate((host) => {
        const active = [...CSS.highlights.values()].find((one) => one.priority > 0 && one.size > 0);
        const [range] = active ?? [];
        return document.querySelector(host) && range
          ? (range.startContainer as Text).data.slice(range.startOffset, range.endOffset)
          : null;
      }, HOST);
      if (inTop) return inTop;
      const inner = opened.page.frames().find((one) => one.url() === frame);
      return (await inner?.$(HOST)) ? 'in the frame' : null;
    };
    const walked: (string | null)[] = [];
    for (const direction of [1, 1, 1, 1, -1, -1] as const) {
      expect(await step(opened.tab, direction)).toBe(true);
      walked.push(await shown());
      if (walked.at(-1) === 'in the frame') continue;
    }
    expect(walked.slice(0, 3)).toEqual(['wolf-warrior diplomacy', 'cyber sovereignty', 'in the frame']);
    expect(await step(opened.tab, 1, 'cyber-sovereignty')).toBe(true);
  });

  test('the focus goes into the card and back with Escape', async () => {
    const opened = await scene.open(
      html(
        `<button id=b>b</button>${TEXT}<script>b.focus();typed=[];document.addEventListener('keydown',e=>typed.push(e.key))</script>`,
      ),
    );
    await scene.texts(opened);
    await opened.page.bringToFront();
    await step(opened.tab, 1);
    await opened.page.waitForSelector(HOST);
    await until(() => opened.page.evaluate((host) => document.activeElement?.matches(host), HOST), Boolean);
    expect(await opened.page.evaluate((host) => document.activeElement?.matches(host), HOST)).toBe(true);
    await opened.page.keyboard.press('j');
    expect(await opened.page.evaluate('typed')).toEqual([]);
    await opened.page.keyboard.press('Escape');
    expect(await opened.page.evaluate(() => document.activeElement?.id)).toBe('b');
  });
});

/** Inside the closed root only Chromium's accessibility tree lets a test look. */
async function press(page: Page, name: string): Promise<void> {
  const handle = (await page.$(`aria/${name}[role="button"]`)) ?? (await page.$(`aria/${name}`));
  if (!handle) throw new Error(`The card has no “${name}”`);
  await handle.click();
  await settle(250);
}

async function words(page: Page): Promise<string> {
  const client = await page.createCDPSession();
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  await client.detach();
  return nodes
    .filter((node) => node.role?.value === 'StaticText')
    .map((node) => String(node.name?.value))
    .join(' ');
}

const ifChromium = (process.env['E2E_BROWSERS'] ?? 'chromium').includes('chromium');
inBrowsers('inside the card', (scene) => {
  const only = test.skipIf(!ifChromium || scene.kind !== 'chromium');

  only('says what, which rendering, what it means to both sides, since when and where next', async () => {
    const { page } = await scene.open(html(TEXT));
    await openCard(page);
    const text = await words(page);
    for (const part of [
      'Community with a Shared Future',
      '命运共同体',
      'mìngyùn gòngtóngtǐ',
      'community of common destiny',
      'Officially',
      'Others say',
      'Earliest use found',
      'More',
      'Copy citation',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('Further reading');
  });

  only('turns to history, renderings and sources, steps to a related term and back', async () => {
    const { page } = await scene.open(html(TEXT));
    await openCard(page);
    await press(page, 'More');
    expect(await words(page)).toContain('In use');
    for (const [tab, part] of [
      ['History', '2013'],
      ['Renderings', 'Simplified Chinese'],
      ['Sources', 'The Diplomat'],
    ] as const) {
      const handle = await page.$(`aria/${tab}[role="tab"]`);
      await handle!.click();
      await settle(200);
      expect(await words(page)).toContain(part);
    }
    await press(page, 'Less');
    const related = await page.$$('aria/[role="button"]');
    const names = await Promise.all(
      related.map((one) => one.evaluate((element) => [element.textContent, element.className])),
    );
    const at = names.findIndex(([, style]) => style === 'chip' && true);
    const chip = names.findIndex(
      ([name, style], i) => i >= at && style === 'chip' && name !== 'sources differ',
    );
    await related[chip]!.click();
    await settle(300);
    const there = await words(page);
    expect(there).toContain(names[chip]![0]);
    await press(page, 'Back to the term before');
    expect(await words(page)).toContain('community of common destiny');
  });

  only('a pinned card stays', async () => {
    const { page } = await scene.open(html(TEXT));
    await openCard(page);
    await press(page, 'Keep this card open');
    await page.mouse.move(900, 700);
    await settle(800);
    expect(await isOpen(page)).toBe(true);
    await page.mouse.click(900, 700);
    expect(await isOpen(page)).toBe(true);
    await press(page, 'Close');
    expect(await isOpen(page)).toBe(false);
  });

  only('copies a citation', async () => {
    const { page, url } = await scene.open(html(TEXT));
    await scene.launched.browser.defaultBrowserContext().overridePermissions(url, ['clipboard-read']);
    await openCard(page);
    await press(page, 'Copy citation');
    await page.bringToFront();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('Community with a Shared Future');
    expect(copied).toContain(`Read as “community of common destiny” in: Fixture, ${url}`);
    expect(copied).toContain('Sources:');
  });

  only('a press in it leaves the page’s popover open', async () => {
    const { page } = await scene.open(
      html(`<div popover id=d style="width:500px">${TEXT}</div><script>d.showPopover()</script>`),
    );
    await openCard(page);
    for (let i = 0; i < 3; i++) {
      await press(page, 'More');
      await press(page, 'Less');
    }
    expect(await page.$eval('#d', (one) => one.matches(':popover-open'))).toBe(true);
    expect(await isOpen(page)).toBe(true);
  });

  only('a press on a card that the page has faded or covered does nothing that matters', async () => {
    const { page } = await scene.open(html(TEXT));
    await openCard(page);
    const tabs = async () => (await scene.launched.browser.pages()).length;
    const before = await tabs();
    await page.evaluate(() => document.documentElement.style.setProperty('opacity', '0.05'));
    await press(page, 'Settings');
    await settle(500);
    expect(await tabs()).toBe(before);
    await page.evaluate(() => document.documentElement.style.removeProperty('opacity'));
    await press(page, 'Settings');
    expect(await until(tabs, (count) => count === before + 1, 3000)).toBe(before + 1);
    const options = (await scene.launched.browser.pages()).find((one) => one.url().includes('options.html'));
    expect(options!.url()).toContain('#community-with-a-shared-future');
    await options!.close();
  });

  only('a tap opens it', async () => {
    const { page } = await scene.open(html(TEXT));
    const { x, y } = await pointOf(page, 'Digital Silk Road');
    await page.touchscreen.tap(x, y);
    await page.waitForSelector(HOST, { timeout: 2000 });
  });
});
