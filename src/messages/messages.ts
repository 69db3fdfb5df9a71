import * as v from 'valibot';
import { type Settings, Tracking } from '../settings/records.ts';

/**
 * Messages to the background, one map for each sender; those to pages are in to-page.ts. They cross a
 * border, so each is checked on arrival; what does not fit is ignored.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const counts = v.pipe(v.array(count), v.readonly());

/** What one frame holds. */
export const Report = v.object({
  /** Text is still being read. */
  reading: v.boolean(),
  terms: v.array(
    v.object({
      term: v.string(),
      count,
      /** The wordings found, the most frequent first, at most five. */
      texts: v.array(v.object({ text: v.string(), variant: v.string(), count })),
    }),
  ),
});
export type Report = v.InferOutput<typeof Report>;

/** From a page to the background (and to an open popup). */
export const FromPage = v.variant('type', [
  /**
   * Asks how to read the sender's page; answered with {@link Watching}. If it is a new one, what the
   * frames of its tab reported before is gone.
   */
  v.object({ type: v.literal('watch'), isNew: v.boolean() }),
  /**
   * A `Passage` for the search; answered with the places. If there are any and it `lacksScript`, the
   * script that annotates them is brought into the sender's frame before. Long text comes ahead of it, in
   * pieces, by a port.
   */
  v.object({
    type: v.literal('places'),
    text: v.string(),
    from: count,
    to: count,
    isWhole: v.boolean(),
    lacksScript: v.boolean(),
  }),
  /** A `Question` for the search; answered with an `Answer`. */
  v.object({
    type: v.literal('find'),
    tracking: Tracking,
    texts: v.pipe(v.array(v.object({ text: v.string(), starts: counts, borders: v.string() })), v.readonly()),
    given: v.object({ contexts: counts, terms: v.pipe(v.array(v.string()), v.readonly()) }),
    withoutCues: v.boolean(),
  }),
  /** Frames that hold nothing, and never did, are silent. */
  v.object({ type: v.literal('found'), report: Report }),
  /** Asks for a further script in the sender's frame; answered with whether it is there now. */
  v.object({ type: v.literal('script'), name: v.picklist(['annotate', 'card']) }),
  /** Asks for the style sheet to be applied to the sender's frame. */
  v.object({ type: v.literal('style'), css: v.pipe(v.string(), v.maxLength(20_000)) }),
  /** Asks for what the card says of a term; answered with a `CardEntry` or null. */
  v.object({ type: v.literal('entry'), term: v.string() }),
  v.object({ type: v.literal('options'), term: v.optional(v.string()) }),
]);
export type FromPage = v.InferOutput<typeof FromPage>;

/** How a page is to be read. */
export interface Watching {
  readonly isOn: boolean;
  readonly settings: Settings;
  readonly tracking: Tracking;
  /** As in `Search`. */
  readonly isSieved: boolean;
  readonly enough: readonly number[];
}

/** From our own pages to the background. */
export const FromOwn = v.variant('type', [
  /** Go to a match in a tab, frame after frame; answered with whether there was one. */
  v.object({
    type: v.literal('step'),
    tab: v.number(),
    direction: v.picklist([1, -1]),
    term: v.nullable(v.string()),
  }),
]);
export type FromOwn = v.InferOutput<typeof FromOwn>;

export function parseFromPage(message: unknown): FromPage | null {
  const result = v.safeParse(FromPage, message);
  return result.success ? result.output : null;
}

export function parseFromOwn(message: unknown): FromOwn | null {
  const result = v.safeParse(FromOwn, message);
  return result.success ? result.output : null;
}
