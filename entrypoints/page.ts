import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Content } from '../src/content/content.ts';
import { isHere, shadowRootOf } from '../src/content/frame.ts';

/** How often a page with highlights looks whether the extension is still there. Milliseconds. */
const ALIVE = 1000;

/** The whole of what Watchword does in a frame; the background puts it there when the lookout asks. */
export default defineUnlistedScript(() => {
  void start();
});

async function start(): Promise<void> {
  if (isHere('page')) return;
  globalThis.watchword?.endLookout?.();
  let content: Content;
  let ending: AbortController;
  const begin = () => {
    ending = new AbortController();
    content = new Content(shadowRootOf, restart, ending.signal);
    void content.update();
    const { signal } = ending;
    window.addEventListener('pageshow', (event) => event.persisted && void content.comeBack(), { signal });
    window.addEventListener('pagehide', () => content.leave(), { signal });
  };
  const restart = () => {
    ending.abort();
    begin();
  };
  begin();

  browser.runtime.onMessage.addListener((message: unknown, sender) =>
    sender.id === browser.runtime.id ? content.answer(message) : undefined,
  );
  browser.storage.onChanged.addListener(() => void content.update());
  // After an update or removal of the extension this script is an orphan: it leaves no trace.
  const alive = setInterval(() => {
    if (browser.runtime.id) return;
    clearInterval(alive);
    ending.abort();
  }, ALIVE);
}
