import categories from 'virtual:categories';
import matcherData from 'virtual:matcher';
import { browser } from 'wxt/browser';
import { Matcher } from '../matching/matcher.ts';
import { type MatcherNames, unpack, unpackBars } from '../matching/packed.ts';
import { sievesFor } from '../matching/sieve.ts';
import { type FromPage, parseBars } from '../messages/messages.ts';
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

  constructor() {
    const { tables, names } = unpack(matcherData);
    this.matcher = new Matcher(tables);
    this.names = names;
  }

  /** How to watch a page for what is tracked. */
  watchFor(tracking: Tracking): Pick<WatchOptions, 'finder' | 'sieve' | 'enough' | 'tracked' | 'loadBars'> {
    const { matcher, names } = this;
    const { defaults } = matcher.tables;
    const tracked = trackedVariants(defaults, names, categories, tracking);
    // The windows are those of the variants that are on by default.
    const hasWindows = tracked.every((isTracked, variant) => !isTracked || defaults[variant]);
    return {
      finder: matcher,
      sieve: hasWindows ? sievesFor(matcher.tables) : null,
      enough: names.enough,
      tracked,
      loadBars: (terms) => this.loadBars(terms),
    };
  }

  /** Asks the background for what bars those of the terms of which it is not known. */
  private async loadBars(terms: ReadonlySet<number>): Promise<boolean> {
    const { bars } = this.matcher.tables;
    const wanted = new Map([...terms].map((term) => [this.names.terms[term]?.id ?? '', term]));
    const missing = [...wanted].filter(([, term]) => !bars.has(term)).map(([id]) => id);
    if (!missing.length) return true;
    const message: FromPage = { type: 'bars', terms: missing };
    const loaded = parseBars(await browser.runtime.sendMessage(message).catch(() => undefined));
    for (const [id, term] of wanted) {
      const packed = loaded?.[id];
      if (packed) bars.set(term, unpackBars(packed));
    }
    return [...terms].every((term) => bars.has(term));
  }
}
