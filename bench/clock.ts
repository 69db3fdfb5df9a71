import { median } from './figures.ts';

/** In the page: how long work takes. */

/** Of one side: milliseconds, or what its name says, a round each; and how much it found. */
export interface Sample {
  readonly values: number[];
  found: number;
}

/** Between two turns of a page with nothing to do lies less. Milliseconds. */
const IDLE = 0.1;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
export const timer = window.setTimeout.bind(window);
export const turn = () => new Promise((resolve) => timer(resolve));

export async function frames(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await frame();
}

/**
 * Main-thread time while `work` is under way: its processor time where the browser tells it (then
 * other programs do not matter), else as {@link turns} counts it.
 */
export async function spent(work: () => Promise<void>): Promise<number> {
  const { mainThreadTime } = globalThis;
  if (!mainThreadTime) return turns(work);
  asking ||= await costOfAsking(mainThreadTime);
  const before = await mainThreadTime();
  await work();
  return Math.max(0, (await mainThreadTime()) - before - asking);
}

let asking = 0;

async function costOfAsking(mainThreadTime: () => Promise<number>): Promise<number> {
  const costs: number[] = [];
  for (let i = 0; i < 15; i++) costs.push((await mainThreadTime()) - (await mainThreadTime()));
  return -median(costs);
}

/**
 * The time of turns that are longer than those of a page that has nothing to do and turns round
 * every few microseconds: work, of ours, of layout or of paint.
 */
async function turns(work: () => Promise<void>): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  let sum = 0;
  let last = performance.now();
  const add = () => {
    const gap = performance.now() - last;
    if (gap > IDLE) sum += gap;
  };
  port1.addEventListener('message', () => {
    add();
    last = performance.now();
    port2.postMessage(null);
  });
  port1.start();
  port2.postMessage(null);
  await turn();
  [sum, last] = [0, performance.now()];
  await work();
  add();
  port1.close();
  return sum;
}

/**
 * The time of work in one go. Other programs hardly ever get between work that takes less than two
 * milliseconds, and to ask for processor time is too coarse for it.
 */
export async function timed(sample: Sample, work: () => number | Promise<number>): Promise<number> {
  let wall = 0;
  const time = await spent(async () => {
    const from = performance.now();
    sample.found = await work();
    wall = performance.now() - from;
  });
  return Math.min(wall, wall < 2 ? wall : time);
}

/** The longest task of more than 50 ms while `work` is under way and a few frames later, 0 if there is none. */
export async function longestTask(work: () => Promise<void>): Promise<number> {
  if (!PerformanceObserver.supportedEntryTypes.includes('longtask')) throw new Error('Not told here');
  let longest = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  });
  await frames(10);
  observer.observe({ type: 'longtask' });
  await frames(2);
  await work();
  await frames(10);
  observer.disconnect();
  return longest;
}

declare global {
  /** Milliseconds of processor time that the page's main thread has had. */
  var mainThreadTime: (() => Promise<number>) | undefined;
}
