import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Content } from '../src/content/content.ts';

/** How often a page with highlights looks whether the extension is still there. Milliseconds. */
const ALIVE = 1000;

export default defineUnlistedScript(() => {
  void start();
});

/** Whether a script of this extension that still works is in the page already. */
function isHere(): boolean {
  if (globalThis.watchwordIsAlive?.()) return true;
  globalThis.watchwordIsAlive = () => Boolean(browser.runtime.id);
  return false;
}

async function start(): Promise<void> {
  if (isHere()) return;
  await activated();
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

/** A page that is loaded ahead is read when it is shown. */
async function activated(): Promise<void> {
  if (!('prerendering' in document && document.prerendering)) return;
  await new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }));
}

function shadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot;
  // Chromium has it in an API, Firefox on the element.
  if (typeof chrome !== 'undefined' && chrome.dom && element instanceof HTMLElement) {
    return chrome.dom.openOrClosedShadowRoot(element);
  }
  return 'openOrClosedShadowRoot' in element ? (element.openOrClosedShadowRoot as ShadowRoot | null) : null;
}
