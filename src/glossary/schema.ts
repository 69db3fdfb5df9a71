import * as v from 'valibot';

/**
 * The format of a glossary, written once: it gives the types, the error messages and the
 * published JSON Schema. Lengths are in UTF-16 units and are what fits the card.
 */

export const FORMAT = 'watchword-glossary/1';

const words = (longest: number) => v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(longest));
const some = <T extends v.GenericSchema>(item: T, most: number) =>
  v.pipe(v.array(item), v.minLength(1), v.maxLength(most));
const id = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'An id has small letters, digits and single hyphens'),
  v.maxLength(80),
);
const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'A date is YYYY, YYYY-MM or YYYY-MM-DD'),
);
const language = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?$/, 'A language is written like “en” or “zh-Hans”'),
);
const link = v.pipe(
  v.string(),
  v.url(),
  v.regex(/^https?:\/\/[^@/]+(\/|$)/, 'A link is http or https, without a user name'),
  v.maxLength(600),
);
const cited = some(id, 6);
const pattern = words(600);

const Source = v.strictObject({
  title: words(220),
  author: v.optional(words(120)),
  publisher: words(120),
  date: v.optional(day),
  url: v.optional(link),
});

/** One claim, who makes it, and where it can be looked up. */
const Statement = v.strictObject({ by: words(90), text: words(280), sources: cited });

const Variant = v.strictObject({
  id,
  pattern,
  lang: language,
  status: v.picklist(['official', 'earlier', 'media', 'literal', 'abbreviation']),
  /** A phrase of this variant as it stands in print. */
  example: words(160),
  /** What the card says of this rendering, such as “replaced about 2017”. */
  note: v.optional(words(140)),
  sources: v.optional(cited),
  /** False: not tracked until the reader switches it on; `reason` says why. */
  on: v.optional(v.boolean()),
  reason: v.optional(words(160)),
  needs: v.optional(v.union([v.literal('expansion'), id])),
});

const FirstUse = v.strictObject({
  date: day,
  who: words(90),
  where: words(220),
  sources: cited,
  disputed: v.optional(some(v.strictObject({ text: words(280), sources: cited }), 6)),
});

const Term = v.strictObject({
  id,
  head: words(90),
  names: v.strictObject({
    'zh-Hans': words(40),
    'zh-Hant': words(40),
    pinyin: words(120),
    fr: v.optional(words(120)),
    es: v.optional(words(120)),
    ru: v.optional(words(120)),
    de: v.optional(words(120)),
    ja: v.optional(words(80)),
    ko: v.optional(words(80)),
    ar: v.optional(words(120)),
  }),
  category: id,
  origin: v.picklist(['official', 'external', 'counter']),
  gist: words(200),
  official: v.pipe(v.array(Statement), v.maxLength(4)),
  outside: v.pipe(v.array(Statement), v.maxLength(4)),
  firstUse: v.optional(FirstUse),
  timeline: v.optional(some(v.strictObject({ date: day, text: words(240), sources: cited }), 8)),
  examples: some(v.strictObject({ text: words(260), lang: language }), 3),
  reading: v.optional(some(id, 6)),
  related: v.optional(some(id, 10)),
  broader: v.optional(some(id, 4)),
  variants: some(Variant, 40),
  /** Longer phrases that contain one of ours and must not count. */
  not: v.optional(some(pattern, 40)),
  /** Forms in print that are not matched, each with the reason. For editors; not shipped. */
  leftOut: v.optional(v.record(words(160), words(200))),
  note: v.optional(words(280)),
  /** Sources that only this term cites. */
  sources: v.optional(v.record(id, Source)),
});

const Context = v.strictObject({
  title: words(80),
  /** How many different cues a page needs where none stands in the segment itself. */
  enough: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
  cues: some(pattern, 400),
});

const Category = v.strictObject({ id, title: words(60) });

/** What one glossary says of itself and what its terms share. */
export const GlossaryHead = v.strictObject({
  $schema: v.optional(v.string()),
  format: v.literal(FORMAT, `The format must be “${FORMAT}”`),
  id,
  title: words(90),
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, 'A version is written like “1.0.0”')),
  language,
  licence: words(60),
  categories: some(Category, 24),
  lists: v.optional(v.record(id, some(words(60), 600))),
  contexts: v.optional(v.record(id, Context)),
  sources: v.record(id, Source),
  /** Terms still to be written: others may refer to them, readers do not see those references. */
  planned: v.optional(v.array(id)),
});

/** One term as it stands in a file of its own. */
export const TermFile = v.strictObject({ $schema: v.optional(v.string()), ...Term.entries });

/** A whole glossary in one file. */
export const Glossary = v.strictObject({
  ...GlossaryHead.entries,
  terms: some(Term, 2000),
});

export type Source = v.InferOutput<typeof Source>;
export type Statement = v.InferOutput<typeof Statement>;
export type Variant = v.InferOutput<typeof Variant>;
export type Term = v.InferOutput<typeof Term>;
export type Glossary = v.InferOutput<typeof Glossary>;
export type Status = Variant['status'];
