import type { CardHost } from '../page/card-host.ts';
import type { MakeMarks } from '../page/session.ts';
import type { Annotator, AnnotatorParts } from './annotator.ts';
import { ask } from './ask.ts';
import { isAlive, openOrClosedShadowRoot } from './extension.ts';
import type { mountCard } from './mount-card.tsx';

declare global {
  /** Set in the isolated world by the scripts that are at work in a frame. */
  var watchword: ({ readonly page?: () => boolean } & Partial<Scripts>) | undefined;
}

/** What the further scripts of a frame bring. */
interface Scripts {
  /** The second: what is done about phrases. */
  readonly annotate: (parts: AnnotatorParts) => Annotator;
  /** The third: what is shown of them. */
  readonly card: CardScript;
}

export interface CardScript {
  makeHost(): CardHost;
  readonly mountCard: typeof mountCard;
  readonly makeMarks: MakeMarks;
}

/** A page that is loaded ahead is read when it is shown. */
export async function activated(): Promise<void> {
  if (!('prerendering' in document && document.prerendering)) return;
  await new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }));
}

/** In a smaller frame nothing can be read. */
const LARGE_ENOUGH = '(min-width: 24px) and (min-height: 8px)';

/** A frame that is hidden or too small to read is read when it is large enough. */
export async function largeEnough(): Promise<void> {
  if (window === window.top) return;
  // Unlike the event of the window it still tells after `document.open`.
  const size = window.matchMedia(LARGE_ENOUGH);
  if (size.matches) return;
  await new Promise((resolve) => size.addEventListener('change', resolve, { once: true }));
}

/** The elements besides custom ones that may have a shadow root. */
const hosts = new Set(
  ['article aside blockquote body div footer header main nav p section span', 'h1 h2 h3 h4 h5 h6'].flatMap(
    (names) => names.split(' '),
  ),
);

/**
 * The shadow root of an element, open or closed. Asking for a closed one takes microseconds, so elements
 * that begin with text, but for custom ones, are not asked.
 */
export function shadowRootOf(element: Element): ShadowRoot | null {
  const isCustom = element.localName.includes('-');
  if (!isCustom && !hosts.has(element.localName)) return null;
  if (element.shadowRoot) return element.shadowRoot;
  return !isCustom && beginsWithText(element) ? null : openOrClosedShadowRoot(element);
}

function beginsWithText({ firstChild }: Element): boolean {
  return firstChild?.nodeType === Node.TEXT_NODE && /\S/.test(firstChild.nodeValue ?? '');
}

/**
 * Whether a script of this extension that still works is in the frame already; if not, the one that asks
 * is from now on. After an update the old ones no longer work.
 */
export function isHere(): boolean {
  if (globalThis.watchword?.page?.()) return true;
  globalThis.watchword = { page: isAlive };
  return false;
}

/** A further script, brought into this frame by the background; null if that cannot be. */
export async function scriptOf<Name extends keyof Scripts>(
  name: Name,
  signal: AbortSignal,
): Promise<Scripts[Name] | null> {
  const scripts = (): Partial<Scripts> => globalThis.watchword ?? {};
  if (!scripts()[name]) await ask({ type: 'script', name }, signal);
  return scripts()[name] ?? null;
}
