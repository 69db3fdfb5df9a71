import * as v from 'valibot';

/**
 * What is stored, each record versioned and only where it differs from the defaults.
 * A record that another version wrote is migrated; one that cannot be read is set aside.
 */
export interface RecordSpec<T> {
  readonly name: string;
  readonly version: number;
  readonly schema: v.GenericSchema<unknown, T>;
  readonly empty: T;
  /** From each older version to the next. */
  readonly migrations?: Readonly<Record<number, (data: unknown) => unknown>>;
}

const Switches = v.record(v.pipe(v.string(), v.maxLength(200)), v.boolean());

export const Tracking = v.object({
  categories: v.optional(Switches, {}),
  terms: v.optional(Switches, {}),
  /** By `term/variant`. */
  variants: v.optional(Switches, {}),
});
export type Tracking = v.InferOutput<typeof Tracking>;

export const tracking: RecordSpec<Tracking> = {
  name: 'tracking',
  version: 1,
  schema: Tracking,
  empty: { categories: {}, terms: {}, variants: {} },
};

const colour = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i));

export const Settings = v.object({
  /** False: off everywhere. */
  on: v.optional(v.boolean()),
  sites: v.optional(
    v.object({
      mode: v.picklist(['except', 'only']),
      hosts: v.pipe(v.array(v.pipe(v.string(), v.nonEmpty(), v.maxLength(253))), v.maxLength(2000)),
    }),
  ),
  style: v.optional(v.picklist(['underline', 'dotted', 'fill'])),
  /** By category id. */
  colours: v.optional(v.record(v.string(), colour)),
  /** Paint with elements in the page. */
  marks: v.optional(v.boolean()),
  /** Read code and preformatted text. */
  code: v.optional(v.boolean()),
  print: v.optional(v.boolean()),
  badge: v.optional(v.boolean()),
});
export type Settings = v.InferOutput<typeof Settings>;

export const settings: RecordSpec<Settings> = {
  name: 'settings',
  version: 1,
  schema: Settings,
  empty: {},
};
