import * as v from 'valibot';
import { $schema, fullDay, id, some, told, version, words } from './fields.ts';

/** The log of a glossary: what a reader who knew the version before should know. */

const Change = v.strictObject({
  kind: told(
    'added: new terms. changed: said or matched differently. corrected: something was wrong. retired: taken out; the id is never given again.',
    v.picklist(['added', 'changed', 'corrected', 'retired']),
  ),
  text: words('What is different, for a reader, in plain words.', 240),
  terms: v.optional(
    some('The ids of the terms that this is about. Left out where it is about the whole glossary.', id, 2000),
  ),
});

const Version = v.strictObject({
  version: told('The version of the glossary, like 1.2.0.', version),
  date: told('The day of this version, YYYY-MM-DD.', fullDay),
  entries: some('What this version brought.', Change, 60),
});

export const Changes = some('The versions, newest first.', Version, 400);

/** `changes.json` beside `glossary.json`. */
export const ChangesFile = v.strictObject({ $schema, changes: Changes });

export type Change = v.InferOutput<typeof Change>;
export type Version = v.InferOutput<typeof Version>;

interface Fault {
  readonly field: string;
  readonly reason: string;
}

/**
 * What the schema cannot see: each term was added once, nothing else is spoken of, and the newest
 * version is the glossary's.
 */
export function* checkChanges(
  changes: readonly Version[],
  current: string,
  terms: ReadonlySet<string>,
): Generator<Fault> {
  yield* checkOrder(changes, current);

  const entries = changes.flatMap(({ entries: all }, i) =>
    all.map((entry, j) => ({ ...entry, field: `changes[${i}].entries[${j}]` })),
  );
  const retired = new Set(entries.flatMap(({ kind, terms: ids = [] }) => (kind === 'retired' ? ids : [])));
  const added = new Set<string>();
  for (const { kind, terms: ids, field } of entries) {
    if (!ids && (kind === 'added' || kind === 'retired')) {
      yield { field: `${field}.terms`, reason: `Say which terms were ${kind}` };
    }
    for (const [k, term] of (ids ?? []).entries()) {
      const at = `${field}.terms[${k}]`;
      if (!terms.has(term) && !retired.has(term)) yield { field: at, reason: `There is no term “${term}”` };
      if (kind === 'retired' && terms.has(term)) {
        yield { field: at, reason: `“${term}” is in the glossary` };
      }
      if (kind !== 'added') continue;
      if (added.has(term)) yield { field: at, reason: `“${term}” is added twice` };
      added.add(term);
    }
  }
  for (const term of [...terms, ...retired]) {
    if (!added.has(term)) yield { field: 'changes', reason: `No version says that “${term}” was added` };
  }
}

function* checkOrder(changes: readonly Version[], current: string): Generator<Fault> {
  for (const [i, { version: here, date }] of changes.entries()) {
    const newer = changes[i - 1];
    if (!newer) {
      if (here !== current)
        yield { field: 'changes[0].version', reason: `The glossary’s version is ${current}` };
      continue;
    }
    if (!isNewer(newer.version, here)) {
      yield { field: `changes[${i}].version`, reason: `Versions descend, and ${newer.version} is above` };
    }
    if (date > newer.date) {
      yield { field: `changes[${i}].date`, reason: `${newer.version} above is of ${newer.date}` };
    }
  }
}

function isNewer(a: string, b: string): boolean {
  const numbers = (one: string) => one.split('.').map(Number);
  const before = numbers(b);
  const difference = numbers(a)
    .map((number, i) => number - (before[i] ?? 0))
    .find(Boolean);
  return (difference ?? 0) > 0;
}
