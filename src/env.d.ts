/** Scheduling API, not yet in TypeScript's library. */
interface Scheduler {
  yield?: () => Promise<void>;
}
declare const scheduler: Scheduler | undefined;
