import type { Page } from 'puppeteer-core';
import type { BrowserKind } from '../e2e/browser/find.ts';
import { type Launched, launch } from '../e2e/browser/launch.ts';
import type { Sample } from './clock.ts';
import { type Figure, median } from './figures.ts';
import type { Side, Task } from './inside.ts';
import { Supply } from './supply.ts';

/** One line of the table, and how it is measured. */
export interface Row<Place> extends Pick<Figure, 'row' | 'unit' | 'aim' | 'slack'> {
  /** Not with `--quick`. */
  readonly slow?: boolean;
  measure(place: Place, rounds: number): Promise<Measured>;
}

export type Measured = Pick<Figure, 'value' | 'details'>;

/** A browser without the extension, and the pages for it. */
export class Lab {
  private constructor(
    readonly kind: BrowserKind,
    readonly supply: Supply,
    private readonly launched: Launched,
  ) {}

  static async open(kind: BrowserKind): Promise<Lab> {
    const supply = await Supply.open();
    try {
      const args = kind === 'chromium' ? ['--js-flags=--expose-gc'] : [];
      return new Lab(kind, supply, await launch(kind, { extension: null, args }));
    } catch (error) {
      await supply.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.launched.close();
    await this.supply.close();
  }

  /** Measures sides in turn in one tab. The code has run before; the page is new each round. */
  async warm(sides: readonly Side[], rounds: number): Promise<Sample[]> {
    return this.inTab({ sides, rounds });
  }

  /** The same, each side in a tab of its own each round: the code runs for the first time, too. */
  async cold(sides: readonly Side[], rounds: number): Promise<Sample[]> {
    const samples = sides.map((): Sample => ({ values: [], found: 0 }));
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < sides.length; i++) {
        const at = (i + round) % sides.length;
        const [side, sample] = [sides[at], samples[at]];
        if (!side || !sample) continue;
        const [one] = await this.inTab({ sides: [side], rounds: 1, cold: true });
        sample.values.push(...(one?.values ?? []));
        sample.found = one?.found ?? 0;
      }
    }
    return samples;
  }

  private async inTab(task: Task): Promise<Sample[]> {
    const page: Page = await this.launched.browser.newPage();
    try {
      if (this.kind === 'chromium') await tellTime(page);
      await page.goto(`${this.supply.url}/`, { waitUntil: 'load' });
      return (await page.evaluate(`measure(${JSON.stringify(task)})`)) as Sample[];
    } finally {
      await page.close();
    }
  }
}

/** Lets the page ask for the processor time of its main thread. */
async function tellTime(page: Page): Promise<void> {
  const client = await page.createCDPSession();
  await client.send('Performance.enable');
  await page.exposeFunction('mainThreadTime', async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN) * 1000;
  });
}

/** The medians of samples, in their order. */
export function medians(samples: readonly Sample[]): number[] {
  return samples.map(({ values }) => median(values));
}

/** “12.3 ms”, and the rounds where they were few. */
export function told(sample: Sample | undefined): string {
  if (!sample) return '';
  const value = median(sample.values);
  const count = sample.values.length;
  const rounds = count < 3 ? ` (rounds: ${count})` : '';
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ms${rounds}`;
}
