import { expect, test } from 'vitest';
import { type Change, checkChanges, type Version } from './changes.ts';

const change = (kind: Change['kind'], ...terms: string[]): Change => ({
  kind,
  text: 'Something.',
  ...(terms.length && { terms }),
});
const version = (number: string, date: string, ...entries: Change[]): Version => ({
  version: number,
  date,
  entries,
});
const first = version('1.0.0', '2026-11-21', change('added', 'one', 'two'));

test.each<[name: string, log: Version[], says: string[]]>([
  ['nothing', [first], []],
  [
    'nothing of a later version',
    [
      version('1.10.0', '2027-02-01', change('retired', 'three')),
      version('1.9.0', '2027-01-01', change('added', 'three'), change('changed'), change('corrected', 'one')),
      first,
    ],
    [],
  ],
  [
    'an unknown term',
    [version('1.0.0', '2026-11-21', change('added', 'one', 'two'), change('changed', 'three'))],
    ['changes[0].entries[1].terms[0]: There is no term “three”'],
  ],
  [
    'a term added twice',
    [version('1.1.0', '2027-01-01', change('added', 'two')), first],
    ['changes[1].entries[0].terms[1]: “two” is added twice'],
  ],
  [
    'a term never added',
    [version('1.0.0', '2026-11-21', change('added', 'one'))],
    ['changes: No version says that “two” was added'],
  ],
  [
    'a retired term that is there',
    [version('1.1.0', '2027-01-01', change('retired', 'two')), first],
    ['changes[0].entries[0].terms[0]: “two” is in the glossary'],
  ],
  [
    'additions without terms',
    [version('1.0.0', '2026-11-21', change('added'), change('added', 'one', 'two'))],
    ['changes[0].entries[0].terms: Say which terms were added'],
  ],
  [
    'versions that ascend',
    [
      version('1.9.0', '2027-01-01', change('changed')),
      version('1.10.0', '2026-12-01', change('changed')),
      first,
    ],
    ['changes[1].version: Versions descend, and 1.9.0 is above'],
  ],
  [
    'a version twice',
    [version('1.0.0', '2027-01-01', change('changed')), first],
    ['changes[1].version: Versions descend, and 1.0.0 is above'],
  ],
  [
    'dates that ascend',
    [version('1.1.0', '2026-11-20', change('changed')), first],
    ['changes[1].date: 1.1.0 above is of 2026-11-20'],
  ],
])('finds %s', (_name, log, says) => {
  const found = [...checkChanges(log, log[0]!.version, new Set(['one', 'two']))];
  expect(found.map(({ field, reason }) => `${field}: ${reason}`)).toEqual(says);
});

test('wants the newest version to be the glossary’s', () => {
  expect([...checkChanges([first], '1.1.0', new Set(['one', 'two']))]).toEqual([
    { field: 'changes[0].version', reason: 'The glossary’s version is 1.1.0' },
  ]);
});
