import type { Areas } from '../settings/areas.ts';
import { type Settings, settings, type Tracking, tracking } from '../settings/records.ts';
import { readBoth } from '../settings/storage.ts';

/** What the reader has chosen. */
interface Choices {
  readonly settings: Settings;
  readonly tracking: Tracking;
}

/** The records that pages ask for: many frames ask at once, so they are read once, until one changes. */
export class Stored {
  private reading: Promise<Choices> | null = null;

  constructor(private readonly areas: Areas) {}

  /** Rejects if the storage fails; then it is asked anew the next time. */
  read(): Promise<Choices> {
    if (this.reading) return this.reading;
    const reading = readBoth(this.areas, settings, tracking).then(([first, second]) => ({
      settings: first.value,
      tracking: second.value,
    }));
    this.reading = reading;
    reading.catch(() => {
      if (this.reading === reading) this.forget();
    });
    return reading;
  }

  /** Call when something stored has changed. */
  forget(): void {
    this.reading = null;
  }
}
