import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { bundle, type Framework, serverHtml } from './frameworks/bundle.ts';
import { html, inBrowsers, settle, until } from './harness.ts';

const STEPS = 20;
const frameworks: readonly Framework[] = ['react', 'preact', 'vue', 'svelte', 'lit'];
const scripts = new Map<Framework, Promise<string>>();

function scriptOf(framework: Framework): Promise<string> {
  const known = scripts.get(framework) ?? bundle(framework);
  scripts.set(framework, known);
  return known;
}

/** Walks the app through its states; the text of each. `between` runs before each step. */
async function walk(page: Page, between: (step: number) => Promise<void>): Promise<string[]> {
  const texts: string[] = [];
  for (let step = 0; step < STEPS; step++) {
    await between(step);
    texts.push(
      await page.evaluate(async () => {
        await (globalThis as unknown as { step(): unknown }).step();
        return document.getElementById('root')!.innerText;
      }),
    );
  }
  return texts;
}

inBrowsers('frameworks', (scene) => {
  test.each(frameworks)('%s: the text is what the app says, at every step', async (framework) => {
    const script = await scriptOf(framework);
    const app = html(
      `<div id="root"></div><script>${script}</script><script>mount(document.getElementById('root'))</script>`,
    );
    await scene.inspector.store({ settings: { v: 1, data: { on: false } } });
    const control = await scene.open(app);
    const expected = await walk(control.page, async () => undefined);

    await scene.inspector.store({});
    const opened = await scene.open(app);
    await until(
      () => scene.painted(opened),
      (texts) => texts.length >= 4,
    );
    const texts = await walk(opened.page, async (step) => {
      // Off and on again on the way, and time to read and paint.
      if (step === 8) await scene.inspector.store({ settings: { v: 1, data: { on: false } } });
      if (step === 12) await scene.inspector.store({});
      await settle(step % 4 === 0 ? 120 : 10);
    });
    expect(texts).toEqual(expected);
    expect(await opened.page.evaluate('errors')).toEqual([]);
    const found = await until(
      () => scene.painted(opened),
      (painted) => painted.length >= 4,
    );
    expect(found.length).toBeGreaterThanOrEqual(4);
  });

  test.each(['react', 'preact', 'vue'] as const)(
    '%s: hydration takes over what the server sent',
    async (framework) => {
      const script = await scriptOf(framework);
      const opened = await scene.open(
        html(`<div id="root">${await serverHtml(framework)}</div><script>${script}</script>`),
      );
      expect(
        (
          await until(
            () => scene.painted(opened),
            (texts) => texts.length >= 5,
          )
        ).length,
      ).toBeGreaterThanOrEqual(5);
      const kept = await opened.page.evaluate(async () => {
        const root = document.getElementById('root')!;
        const first = root.querySelector('p');
        (globalThis as unknown as { mount(root: Element, ssr: boolean): void }).mount(root, true);
        await new Promise((resolve) => setTimeout(resolve, 200));
        return first === root.querySelector('p');
      });
      expect(kept).toBe(true);
      expect(await opened.page.evaluate('errors')).toEqual([]);
    },
  );
});
