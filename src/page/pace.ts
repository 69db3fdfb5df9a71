/** Milliseconds of work before the page gets its turn. */
const SLICE = 5;

/** Work in slices. Between two of them the page has its turn. */
export class Turns {
  /** When the page gets it next. */
  private end = 0;

  constructor(
    private readonly signal: AbortSignal,
    private readonly pace: Pace = withPage,
  ) {}

  /** The page had its turn while something was waited for. */
  had(): void {
    this.end = this.pace.now() + SLICE;
  }

  /** Lets the page have its turn, if it is time. False if all is over. */
  async rest(): Promise<boolean> {
    if (this.pace.now() < this.end) return !this.signal.aborted;
    await this.pace.pause(this.signal);
    this.had();
    return !this.signal.aborted;
  }

  /** Lets the page be painted, or have its turn where nothing is. False if all is over. */
  async paint(): Promise<boolean> {
    if (!this.pace.paint) return this.rest();
    await this.pace.paint(this.signal);
    this.had();
    return !this.signal.aborted;
  }
}

/** When the page gets its turn. */
export interface Pace {
  /** Milliseconds. */
  now(): number;
  pause(signal: AbortSignal): Promise<void>;
  /** Lets the page be painted, so that what is found first is seen before the rest is read. */
  readonly paint: ((signal: AbortSignal) => Promise<void>) | null;
}

const withPage: Pace = { now: () => performance.now(), pause: letPageRun, paint: letPagePaint };

async function letPageRun(signal: AbortSignal): Promise<void> {
  if (document.hidden) await visible(signal);
  else if (typeof scheduler !== 'undefined' && scheduler.yield) await scheduler.yield();
  else await new Promise((resolve) => setTimeout(resolve));
}

async function letPagePaint(signal: AbortSignal): Promise<void> {
  if (document.hidden) return visible(signal);
  await new Promise<void>((resolve) => {
    // What is in view is known after the first frame and painted in the second.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
    // A frame that is off screen may never be painted.
    setTimeout(resolve, 100);
  });
}

/** Hidden tabs wait. */
function visible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const ended = new AbortController();
    const end = () => {
      if (document.hidden && !signal.aborted) return;
      ended.abort();
      resolve();
    };
    document.addEventListener('visibilitychange', end, { signal: ended.signal });
    signal.addEventListener('abort', end, { signal: ended.signal });
  });
}
