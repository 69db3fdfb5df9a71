import type { MatcherNames } from '../matching/packed.ts';
import type { Settings, Tracking } from './records.ts';

/** What settings and tracking come to. Pure. */

/** Whether and why Watchword reads a site. */
export type SiteState = 'on' | 'off-everywhere' | 'off-here' | 'not-listed';

/** `host` is that of the page in the tab, `""` for pages without one. */
export function siteState(settings: Settings, host: string): SiteState {
  if (settings.on === false) return 'off-everywhere';
  const { mode = 'except', hosts = [] } = settings.sites ?? {};
  const listed = hosts.some((site) => host === site || host.endsWith(`.${site}`));
  if (mode === 'only') return listed ? 'on' : 'not-listed';
  return listed ? 'off-here' : 'on';
}

/** The settings with one site switched on or off, whichever list is in use. */
export function withSite(settings: Settings, host: string, on: boolean): Settings {
  const { mode = 'except', hosts = [] } = settings.sites ?? {};
  const others = hosts.filter((site) => !(host === site || host.endsWith(`.${site}`)));
  const list = on === (mode === 'only') ? [...others, host] : others;
  return { ...settings, sites: { mode, hosts: list } };
}

export function isTermTracked(tracking: Tracking, term: string, category: string): boolean {
  return tracking.terms[term] ?? tracking.categories[category] ?? true;
}

/** `byDefault` is what the glossary says of the variant. */
export function isVariantTracked(
  tracking: Tracking,
  term: string,
  category: string,
  variant: string,
  byDefault: boolean,
): boolean {
  return isTermTracked(tracking, term, category) && (tracking.variants[`${term}/${variant}`] ?? byDefault);
}

/**
 * 1 for each tracked variant of the matcher. `categories` are the ids behind its numbers; `defaults` is
 * 1 for each variant that is tracked where nothing is said of it.
 */
export function trackedVariants(
  defaults: Uint8Array,
  names: MatcherNames,
  categories: readonly string[],
  tracking: Tracking,
): Uint8Array {
  const switches = [tracking.categories, tracking.terms, tracking.variants];
  if (switches.every((some) => Object.keys(some).length === 0)) return defaults;
  return Uint8Array.from(names.variants, ({ id, term }, i) => {
    const { id: termId = '', category = 0 } = names.terms[term] ?? {};
    return isVariantTracked(tracking, termId, categories[category] ?? '', id, defaults[i] === 1) ? 1 : 0;
  });
}

/** Tracking with one switch set; what equals the default is not stored. */
export function withTerm(tracking: Tracking, term: string, category: string, on: boolean): Tracking {
  const byDefault = tracking.categories[category] ?? true;
  return { ...tracking, terms: withSwitch(tracking.terms, term, on, byDefault) };
}

export function withVariant(
  tracking: Tracking,
  term: string,
  variant: string,
  on: boolean,
  byDefault: boolean,
): Tracking {
  return { ...tracking, variants: withSwitch(tracking.variants, `${term}/${variant}`, on, byDefault) };
}

/** A whole category: its terms have no switches of their own any more. */
export function withCategory(
  tracking: Tracking,
  category: string,
  terms: readonly string[],
  on: boolean,
): Tracking {
  const rest = Object.fromEntries(Object.entries(tracking.terms).filter(([term]) => !terms.includes(term)));
  return { ...tracking, terms: rest, categories: withSwitch(tracking.categories, category, on, true) };
}

function withSwitch(
  switches: Readonly<Record<string, boolean>>,
  key: string,
  on: boolean,
  byDefault: boolean,
): Record<string, boolean> {
  const { [key]: _, ...rest } = switches;
  return on === byDefault ? rest : { ...rest, [key]: on };
}

/** Marker colours: readable as a line on white and on black. */
const PALETTE = ['#b7791f', '#2a8c9c', '#8b6fc9', '#5f8f3f', '#b0609a', '#4f7fd0', '#85807a'];

/** The colour of each category, in the order of the glossary. */
export function categoryColours(settings: Settings, categories: readonly string[]): string[] {
  return categories.map((id, i) => settings.colours?.[id] ?? PALETTE[i % PALETTE.length] ?? '');
}
