import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { builds } from './browser/launch.ts';
import { html, inBrowsers, type Opened, settle, until } from './harness.ts';

/** What the test uses of the extension API, inside our own page. */
interface ScriptingApi {
  scripting: {
    executeScript(injection: {
      target: { tabId: number };
      func: () => string[];
    }): Promise<{ result?: string[] }[]>;
  };
}
declare const browser: ScriptingApi | undefined;
declare const chrome: ScriptingApi;

const W = 'wolf-warrior diplomacy';

inBrowsers('what is stored', (scene) => {
  test('a record that cannot be read is set aside and reported, and the defaults are used', async () => {
    const opened = await scene.open(html(`<p>${W}</p>`));
    const broken = { v: 1, data: { terms: { 'wolf-warrior-diplomacy': 'maybe' } } };
    await scene.inspector.store({ tracking: broken, settings: 'nonsense' });
    expect(await scene.untilPainted(opened, 1)).toEqual([W]);
    const options = await scene.openOwn('options.html');
    await (await options.waitForSelector('[aria-label="Track Cyber Sovereignty"]'))!.click();
    await settle(500);
    const { sync, local } = await scene.inspector.stored();
    expect(sync['tracking']).toEqual({
      v: 1,
      data: { categories: {}, terms: { 'cyber-sovereignty': false }, variants: {} },
    });
    const aside = Object.entries(local).filter(([key]) => key.startsWith('aside:tracking:'));
    expect(aside.map(([, value]) => value)).toEqual([broken]);
    expect(await options.$eval('.problems', (box) => box.textContent)).toContain(
      'The stored tracking could not be read',
    );
  });

  test('hundreds of changes from two pages at once all arrive', async () => {
    const pages = [await scene.openOwn('options.html'), await scene.openOwn('options.html')];
    const terms = await pages[0]!.$$eval('.term .head', (heads) => heads.length);
    // Every switch once in each page, half of the terms in each: all must arrive.
    await Promise.all(
      pages.map((page, half) =>
        page.$$eval(
          '.line .switch',
          (switches, odd) => switches.forEach((one, i) => i % 2 === odd && (one as HTMLElement).click()),
          half,
        ),
      ),
    );
    const count = async () => {
      const { sync, local } = await scene.inspector.stored();
      // What came too fast for sync is on the device.
      const json = JSON.stringify(local['on-this-device:tracking'] ?? sync);
      return [...json.matchAll(/\\?":false/g)].length;
    };
    expect(await until(count, (found) => found === terms, 20_000)).toBe(terms);
  });

  test('nothing of a page is kept, nothing is asked of the network', async () => {
    const before = scene.requests.length;
    const opened = await scene.open(html(`<p>A sentence about herons and ${W}.</p>`));
    await scene.inspector.send(opened.tab, { type: 'go', direction: 1, term: null, fromEdge: true });
    await settle(600);
    const stored = JSON.stringify(await scene.inspector.stored());
    expect(stored).not.toMatch(/herons|127\.0\.0\.1|wolf-warrior/);
    const asked = scene.requests.slice(before).filter((path) => !path.includes('favicon'));
    expect(asked).toEqual([new URL(opened.url).pathname]);
  });
});

inBrowsers('what a page can learn', (scene) => {
  test('hidden bait is never painted', async () => {
    const hidden = [
      'display:none',
      'visibility:hidden',
      'opacity:0',
      'position:absolute;left:-9999px',
      'position:absolute;top:-9999px',
      'font-size:0',
      'font-size:1px',
      'text-indent:-9999px',
      'width:1px;height:1px;overflow:hidden;position:absolute',
      'clip-path:inset(100%)',
      'position:absolute;clip:rect(0,0,0,0)',
      'color:transparent',
      'color:rgba(0,0,0,0)',
      'height:0;overflow:hidden',
      'max-height:0;overflow:hidden',
      'content-visibility:hidden',
      'opacity:0.02',
      'filter:opacity(0)',
      'transform:scale(0.01)',
      'clip-path:inset(49.9%)',
      'color:#fff;background:#fff',
    ];
    const bait = hidden
      .map((style, i) => `<div style="${style}"><span>cyber sovereignty ${i}</span></div>`)
      .join('');
    const opened = await scene.open(
      html(`<p>${W}</p>${bait}<div style="opacity:0"><div><p>cyber sovereignty</p></div></div>`),
    );
    await settle(1500);
    expect(await scene.painted(opened)).toEqual([W]);
    await opened.page.evaluate(() => document.querySelectorAll('div')[1]!.style.removeProperty('visibility'));
    expect(await scene.untilPainted(opened, 2)).toHaveLength(2);
  });

  test('a page without a phrase sees nothing of Watchword', async () => {
    const probe = `<script>
      seen = [];
      new MutationObserver((all) => seen.push(...all.map((one) => one.type))).observe(document, { subtree: true, childList: true, attributes: true });
      for (const target of [window, document]) { const dispatch = target.dispatchEvent; target.dispatchEvent = function (event) { seen.push(event.type); return dispatch.call(this, event); }; }
      addEventListener('message', (event) => seen.push('message'));
    </script>`;
    const opened = await scene.open(html(`${probe}<p>Nothing of the kind.</p>`));
    await settle(500);
    const found = await opened.page.evaluate(() => {
      const page = globalThis as unknown as { seen: string[] };
      return {
        seen: page.seen.filter((type) => type !== 'childList'),
        highlights: CSS.highlights.size,
        sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      };
    });
    expect(found).toMatchObject({ seen: [], highlights: 0, sheets: 0 });
  });

  test('the names of highlights are never the same', async () => {
    const names = new Set<string>();
    for (let i = 0; i < 4; i++) {
      const opened = await scene.open(html(`<p>${W}</p>`));
      await scene.untilPainted(opened, 1);
      for (const name of await opened.page.evaluate(() => [...CSS.highlights.keys()])) names.add(name);
    }
    expect(names.size).toBe(4);
  });

  // Firefox gives each profile another address, which no page can know.
  test('a page gets further scripts only when they are of use', async () => {
    const scripts = async ({ tab }: Opened): Promise<string[]> =>
      scene.inspector.page.evaluate(async (tabId) => {
        const api = typeof browser === 'undefined' ? chrome : browser;
        const [frame] = await api.scripting.executeScript({
          target: { tabId },
          func: () => Object.keys((globalThis as { watchword?: object }).watchword ?? {}),
        });
        return frame?.result ?? [];
      }, tab);
    const nothing = await scene.open(html(`<p>Nothing but a half: olf-warrior diplomac</p>`));
    const opened = await scene.open(html(`<p>${W}</p>`));
    expect(await scene.untilPainted(opened, 1)).toEqual([W]);
    expect(await scripts(nothing)).toEqual(['page']);
    expect(await scripts(opened)).toEqual(['page', 'annotate']);
    await scene.inspector.send(opened.tab, { type: 'go', direction: 1, term: null, fromEdge: true });
    expect(
      await until(
        () => scripts(opened),
        ({ length }) => length > 2,
      ),
    ).toEqual(['page', 'annotate', 'card']);
  });

  test.skipIf(scene.kind === 'firefox')('no file of the extension can be fetched', async () => {
    const opened = await scene.open(html(`<p>${W}</p>`));
    const base = scene.inspector.page.url().replace(/[^/]*$/, '');
    const files = ['page.js', 'annotate.js', 'card.js', 'glossary.json', 'manifest.json', 'popup.html'];
    const reached = await opened.page.evaluate(
      async (root, names) =>
        Promise.all(
          names.map((file) =>
            fetch(root + file).then(
              () => true,
              () => false,
            ),
          ),
        ),
      base,
      files,
    );
    expect(reached).toEqual(files.map(() => false));
  });

  test('messages of a page change nothing', async () => {
    const opened = await scene.open(
      html(`<p>${W}</p><script>
      for (const body of [{ type: 'go', direction: 1, term: null, fromEdge: true }, { type: 'options' }]) { postMessage(body, '*'); document.dispatchEvent(new CustomEvent('message', { detail: body })); }
    </script>`),
    );
    await settle(500);
    expect(await opened.page.$('div[popover]')).toBeNull();
    expect(await scene.painted(opened)).toEqual([W]);
  });
});

inBrowsers('when the extension goes', (scene) => {
  test('an update leaves one set of highlights in each open tab, and no error', async () => {
    const pages: Opened[] = [];
    for (let i = 0; i < 3; i++) pages.push(await scene.open(html(`<p>${W}, page ${i}</p>`)));
    const errors: string[] = [];
    for (const { page } of pages) page.on('pageerror', (error) => errors.push(String(error)));
    const names = ({ page }: Opened) => page.evaluate(() => [...CSS.highlights.keys()]);
    const before = new Set((await Promise.all(pages.map(names))).flat());
    await scene.launched.browser.installExtension(resolve(builds[scene.kind]));
    for (const opened of pages) {
      await opened.page.bringToFront();
      const fresh = async () => (await names(opened)).filter((name) => !before.has(name));
      expect(await until(fresh, (found) => found.length === 1, 8000)).toHaveLength(1);
      // Firefox ends the old script before it can act; it takes the old rules away, so that its
      // range, still registered, paints nothing.
      if (scene.kind === 'chromium') {
        expect(await scene.untilPainted(opened, 1)).toEqual([W]);
      }
    }
    expect(errors).toEqual([]);
  });
});

inBrowsers('when the extension is removed', (scene) => {
  // Firefox ends the script before it can act: the rules go, the range stays registered.
  test.skipIf(scene.kind === 'firefox')('nothing stays behind', async () => {
    const opened = await scene.open(html(`<p>${W}</p>`));
    await scene.inspector.page
      .evaluate('chrome.management?.uninstallSelf?.() ?? chrome.runtime.reload()')
      .catch(() => undefined);
    const texts = () =>
      opened.page.evaluate(() => [...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0));
    expect(await until(texts, (count) => count === 0, 4000)).toBe(0);
  });
});
