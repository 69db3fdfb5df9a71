/** Scheduling API, not yet in TypeScript's library. */
interface Scheduler {
  yield?: () => Promise<void>;
}
declare const scheduler: Scheduler | undefined;

/** Chromium's way into closed shadow roots; the polyfill leaves it out in content scripts. */
declare const chrome:
  { dom?: { openOrClosedShadowRoot(element: HTMLElement): ShadowRoot | null } } | undefined;
