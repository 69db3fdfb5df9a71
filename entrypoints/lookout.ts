import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { activated, isHere, shadowRootOf } from '../src/content/frame.ts';
import { Lookout } from '../src/content/lookout.ts';

/** In every frame, so as light as can be. Declared as a content script in wxt.config.ts. */
export default defineUnlistedScript(() => {
  void start();
});

async function start(): Promise<void> {
  if (isHere('lookout')) return;
  const ending = new AbortController();
  const { signal } = ending;
  globalThis.watchword = { ...globalThis.watchword, endLookout: () => ending.abort() };
  await activated();
  const lookout = new Lookout(shadowRootOf, signal);
  window.addEventListener('pageshow', (event) => event.persisted && void lookout.comeBack(), { signal });

  const onMessage = (message: unknown, sender: { id?: string }) =>
    sender.id === browser.runtime.id ? lookout.answer(message) : undefined;
  const onStored = () => void lookout.update();
  browser.runtime.onMessage.addListener(onMessage);
  browser.storage.onChanged.addListener(onStored);
  signal.addEventListener('abort', () => {
    browser.runtime.onMessage.removeListener(onMessage);
    browser.storage.onChanged.removeListener(onStored);
  });
  await lookout.update();
}
