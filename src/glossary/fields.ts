import * as v from 'valibot';

/**
 * What the fields of a glossary are made of. The first argument is the help that editors show; bounds
 * are added to it. Lengths are in UTF-16 units and are what fits the card.
 */

export function told<T extends v.GenericSchema>(about: string, schema: T) {
  return v.pipe(schema, v.description(about));
}

export function words(about: string, longest: number) {
  return v.pipe(
    v.string(),
    v.nonEmpty(),
    v.maxLength(longest),
    v.regex(/^(\S([\s\S]*\S)?)?$/, 'A text does not begin or end with a space'),
    v.description(`${about} Up to ${longest} characters.`),
  );
}

export function some<T extends v.GenericSchema>(about: string, item: T, most: number) {
  return v.pipe(v.array(item), v.minLength(1), v.maxLength(most), v.description(`${about} Up to ${most}.`));
}

export const id = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'An id has small letters, digits and single hyphens'),
  v.maxLength(80),
);

export const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'A date is YYYY, YYYY-MM or YYYY-MM-DD'),
);

export const fullDay = v.pipe(
  v.string(),
  v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'This date is YYYY-MM-DD'),
);

export const language = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?$/, 'A language is written like “en” or “zh-Hans”'),
);

export const link = v.pipe(
  v.string(),
  v.url(),
  v.regex(/^https?:\/\/[^@/]+(\/|$)/, 'A link is http or https, without a user name'),
  v.maxLength(600),
);

export const version = v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, 'A version is written like “1.0.0”'));

/** The first field of every file: editors read it, we do not. */
export const $schema = v.optional(
  told('Where the JSON Schema of this file is. Editors read it.', v.string()),
);
