import { browser } from 'wxt/browser';

declare global {
  /** Set in the isolated world by the scripts that are at work in a frame. */
  var watchword:
    | {
        lookout?: () => boolean;
        page?: () => boolean;
        endLookout?: () => void;
      }
    | undefined;
}

/** What the scripts of a frame need of the browser. */

/** A page that is loaded ahead is read when it is shown. */
export async function activated(): Promise<void> {
  if (!('prerendering' in document && document.prerendering)) return;
  await new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }));
}

/** The elements besides custom ones that may have a shadow root. */
const hosts = new Set(
  ['article aside blockquote body div footer header main nav p section span', 'h1 h2 h3 h4 h5 h6'].flatMap(
    (names) => names.split(' '),
  ),
);

/**
 * The shadow root of an element, open or closed. Asking for a closed one takes microseconds, so
 * paragraphs and their like are not asked: elements, but for custom ones, that begin with text.
 */
export function shadowRootOf(element: Element): ShadowRoot | null {
  const isCustom = element.localName.includes('-');
  if (!isCustom && !hosts.has(element.localName)) return null;
  if (element.shadowRoot) return element.shadowRoot;
  if (!isCustom && beginsWithText(element)) return null;
  // Chromium has it in an API, Firefox on the element.
  if (typeof chrome !== 'undefined' && chrome.dom && element instanceof HTMLElement) {
    return chrome.dom.openOrClosedShadowRoot(element);
  }
  return 'openOrClosedShadowRoot' in element ? (element.openOrClosedShadowRoot as ShadowRoot | null) : null;
}

function beginsWithText({ firstChild }: Element): boolean {
  return firstChild?.nodeType === Node.TEXT_NODE && /\S/.test(firstChild.nodeValue ?? '');
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
