import * as v from 'valibot';
import { Changes } from './changes.ts';
import { $schema, day, id, language, link, some, told, version, words } from './fields.ts';

/**
 * The format of a glossary, written once: it gives the types, the error messages and the
 * published JSON Schema (`docs/schema`, with what is said here of each field).
 */

export const FORMAT = 'watchword-glossary/1';

const cited = some('The ids of the sources where a reader can look this up.', id, 6);
const pattern = (about: string) =>
  words(
    `${about} Literal text with (a|b) choices, [x] options, {list} slots; “-” is a hyphen, a dash or a space; a backslash makes the next character literal.`,
    600,
  );

const Source = v.pipe(
  v.strictObject({
    title: words('The title as published; of a work that is not in English, with what it means.', 220),
    author: v.optional(words('Who wrote it, by name.', 120)),
    publisher: words('Publisher, newspaper, journal or organ.', 120),
    date: v.optional(told('When it was published: YYYY, YYYY-MM or YYYY-MM-DD.', day)),
    url: v.optional(
      told('The address of the original, or nothing: no mirror, no address that may pass.', link),
    ),
  }),
  v.description('Something that a reader can open or look up.'),
);

const Statement = v.pipe(
  v.strictObject({
    by: words('Who says it: a person or a body by name, and the year.', 90),
    text: words('What they say, in our own words and without adjectives of ours.', 280),
    sources: cited,
  }),
  v.description('One claim, who makes it, and where it can be looked up.'),
);

const Variant = v.pipe(
  v.strictObject({
    id: told('Short, and for good: readers’ switches hang on it. Such as “en”, “en-short”, “zh-hans”.', id),
    pattern: pattern('The phrases of this variant: the core, without articles and verbs around it.'),
    lang: told('The language, such as “en”, “zh-Hans”, “zh-Hant”.', language),
    status: told(
      'official: in official texts. earlier: official once. media: how others put it. literal: word for word. abbreviation: in capitals, and only beside the long form.',
      v.picklist(['official', 'earlier', 'media', 'literal', 'abbreviation']),
    ),
    example: words('A phrase of this variant as it stands in print. The pattern must match it.', 160),
    note: v.optional(words('What the card says of this rendering, such as “replaced about 2017”.', 140)),
    sources: v.optional(cited),
    on: v.optional(
      told(
        'False: too loose to be looked for until the reader switches it on; “reason” says why.',
        v.boolean(),
      ),
    ),
    reason: v.optional(words('Why it is off, said to the reader.', 160)),
    needs: v.optional(
      told(
        'What must be there for it to count: “expansion” (the long form, on the page), a context of the glossary such as “china” (a cue in the passage, or enough of them on the page), or a list of contexts, all of them.',
        v.union([v.literal('expansion'), id, some('Contexts, all of which it needs.', id, 4)]),
      ),
    ),
  }),
  v.description('One family of renderings with one status and one switch.'),
);

const FirstUse = v.pipe(
  v.strictObject({
    date: told('YYYY, YYYY-MM or YYYY-MM-DD.', day),
    who: words('Who used it.', 90),
    where: words('Where: the speech, the text, the occasion.', 220),
    sources: cited,
    disputed: v.optional(
      some(
        'Where sources disagree: each other account with its source.',
        v.strictObject({ text: words('What this source says instead.', 280), sources: cited }),
        6,
      ),
    ),
  }),
  v.description('The earliest use that was found, not “who coined it”.'),
);

const name = (tongue: string, longest: number) => v.optional(words(`The ${tongue} name.`, longest));

const Term = v.strictObject({
  id: told('The name of the file, and for good: links and settings hang on it.', id),
  head: words('The head of the card: the usual English rendering, in title case.', 90),
  names: told(
    'What it is called, in official texts where there are such.',
    v.strictObject({
      'zh-Hans': words('In simplified characters.', 40),
      'zh-Hant': words('In traditional characters.', 40),
      pinyin: words('With tone marks.', 120),
      fr: name('French', 120),
      es: name('Spanish', 120),
      ru: name('Russian', 120),
      de: name('German', 120),
      ja: name('Japanese', 80),
      ko: name('Korean', 80),
      ar: name('Arabic', 120),
    }),
  ),
  category: told('The id of a category of glossary.json.', id),
  origin: told(
    'official: the state’s or party’s own words. external: a label used by others. counter: used in reply to one.',
    v.picklist(['official', 'external', 'counter']),
  ),
  gist: words(
    'One neutral sentence: what it is (slogan, policy, label), whose it is, what it is about.',
    200,
  ),
  official: told(
    'What its authors say it means. Up to 4; an official phrase needs one.',
    v.pipe(v.array(Statement), v.maxLength(4)),
  ),
  outside: told(
    'What named scholars, governments or media make of it. One to 4.',
    v.pipe(v.array(Statement), v.maxLength(4)),
  ),
  firstUse: v.optional(FirstUse),
  timeline: v.optional(
    some(
      'What became of it, the earliest first.',
      v.strictObject({
        date: told('YYYY, YYYY-MM or YYYY-MM-DD.', day),
        text: words('What happened, in a sentence.', 240),
        sources: cited,
      }),
      8,
    ),
  ),
  examples: some(
    'Sentences of our own that hold the term.',
    v.strictObject({
      text: words('A sentence such as a newspaper might print, made up.', 260),
      lang: told('Its language.', language),
    }),
    3,
  ),
  reading: v.optional(some('The ids of the sources to begin with.', id, 6)),
  related: v.optional(some('The ids of terms beside it. Each names this one too.', id, 10)),
  broader: v.optional(some('The ids of terms of which this is a part or a form.', id, 4)),
  variants: some('How it stands in print, the usual renderings first.', Variant, 40),
  not: v.optional(
    some(
      'What must not count: longer phrases that contain one of ours.',
      pattern('A longer phrase that contains one of ours and must not count.'),
      40,
    ),
  ),
  tier: v.optional(
    told(
      'How often it is in the news: 1 for phrases of every week to 4 for rare ones. For editors; not shipped.',
      v.picklist([1, 2, 3, 4]),
    ),
  ),
  leftOut: v.optional(
    told(
      'Forms in print that are not matched, each with the reason. For editors; not shipped.',
      v.record(words('The form.', 160), words('Why it is not matched.', 200)),
    ),
  ),
  note: v.optional(words('What else the card should say, such as what this must not be taken for.', 280)),
  sources: v.optional(
    told(
      'Sources that only this term cites, by id; those of many terms stand in glossary.json.',
      v.record(id, Source),
    ),
  ),
});

const Context = v.strictObject({
  title: words('What the context is, such as “China is named nearby”.', 80),
  enough: told(
    'How many different cues a page needs where none stands in the passage itself: 1 to 20.',
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
  ),
  cues: some(
    'Phrases that show the context.',
    pattern('A name or phrase that hardly occurs outside this context.'),
    1000,
  ),
});

const Category = v.strictObject({
  id: told('What terms call it.', id),
  title: words('What readers see.', 60),
});

/** What one glossary says of itself and what its terms share. */
export const GlossaryHead = v.strictObject({
  $schema,
  format: told('The format of this file.', v.literal(FORMAT, `The format must be “${FORMAT}”`)),
  id: told('Short, and for good.', id),
  title: words('What readers see.', 90),
  version: told('Like 1.2.0. The newest version of the change log says the same.', version),
  language: told('The language of what the cards say.', language),
  licence: words('Such as “CC BY-SA 4.0”.', 60),
  categories: some('In the order in which readers see them.', Category, 24),
  lists: v.optional(
    told(
      'Word lists for the {list} slots of patterns, by id.',
      v.record(id, some('Words or short phrases.', words('A word or a short phrase.', 60), 600)),
    ),
  ),
  contexts: v.optional(
    told('What a variant can need, by id: cues that show what a page speaks of.', v.record(id, Context)),
  ),
  sources: told('Sources that several terms cite, by id.', v.record(id, Source)),
  planned: v.optional(
    told(
      'The ids of terms still to be written: others may refer to them, readers do not see those references.',
      v.array(id),
    ),
  ),
});

/** One term as it stands in a file of its own. */
export const TermFile = v.strictObject({ $schema, ...Term.entries });

/** A whole glossary in one file. */
export const Glossary = v.strictObject({
  ...GlossaryHead.entries,
  changes: v.optional(Changes),
  terms: some('The terms.', Term, 2000),
});

export type Source = v.InferOutput<typeof Source>;
export type Statement = v.InferOutput<typeof Statement>;
export type Variant = v.InferOutput<typeof Variant>;
export type Term = v.InferOutput<typeof Term>;
export type Glossary = v.InferOutput<typeof Glossary>;
export type Status = Variant['status'];
