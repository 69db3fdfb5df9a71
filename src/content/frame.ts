import { browser } from 'wxt/browser';

/** What the scripts of a frame need of the browser. */

/** A page that is loaded ahead is read when it is shown. */
export async function activated(): Promise<void> {
  if (!('prerendering' in document && document.prerendering)) return;
  await new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }));
}

export function shadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot;
  // Chromium has it in an API, Firefox on the element.
  if (typeof chrome !== 'undefined' && chrome.dom && element instanceof HTMLElement) {
    return chrome.dom.openOrClosedShadowRoot(element);
  }
  return 'openOrClosedShadowRoot' in element ? (element.openOrClosedShadowRoot as ShadowRoot | null) : null;
}

/**
 * Whether a script of this extension that still works is in the frame already; if not, `name` is
 * taken for the one that asks. After an update the old scripts no longer work.
 */
export function isHere(name: 'lookout' | 'page'): boolean {
  globalThis.watchword ??= {};
  if (globalThis.watchword[name]?.()) return true;
  globalThis.watchword[name] = () => Boolean(browser.runtime.id);
  return false;
}
