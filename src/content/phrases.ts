import categories from 'virtual:categories';
import matcherData from 'virtual:matcher';
import { type PackedBars, UnpackedBars } from '../matching/bars.ts';
import { Matcher } from '../matching/matcher.ts';
import { type MatcherNames, unpack } from '../matching/packed.ts';
import { sievesFor } from '../matching/sieve.ts';
import type { WatchOptions } from '../page/watch.ts';
import { trackedVariants } from '../settings/effects.ts';
import type { Tracking } from '../settings/records.ts';

/**
 * What a frame is searched for. The lookout makes it, once, and leaves it to the script that shows what
 * is found, so that there is one copy of the tables in a frame.
 */
export class Phrases {
  readonly names: MatcherNames;
  private readonly matcher: Matcher;
  private readonly bars = new UnpackedBars();

  constructor() {
    const { tables, names } = unpack(matcherData, this.bars);
    this.matcher = new Matcher(tables);
    this.names = names;
  }

  /** How to watch a page for what is tracked. */
  watchFor(tracking: Tracking): Pick<WatchOptions, 'finder' | 'sieve' | 'enough' | 'tracked'> {
    const { matcher, names } = this;
    const tracked = trackedVariants(matcher.tables.defaults, names, categories, tracking);
    return {
      finder: matcher,
      sieve: sievesFor(matcher.tables, tracked),
      enough: names.enough,
      tracked,
    };
  }

  /** What bars terms is needed only where something is found. */
  addBars(bars: PackedBars): void {
    this.bars.add(bars);
  }
}
