import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { compileGlossary } from '../src/build/compile-glossary.ts';
import { readGlossary } from '../src/build/read-glossary.ts';
import { GLOSSARY_FOLDER } from '../src/build/vite-plugin.ts';
import { PageContext } from '../src/matching/context.ts';
import { Matcher } from '../src/matching/matcher.ts';
import { Border, type FoundVariant, LocalSearch } from '../src/matching/search.ts';

/**
 * `npm run accuracy`: how much of what editors want highlighted is, and how much else is, on
 * sentences that were written without a look at the patterns. Each is read as a page of its own.
 */

const FOLDER = join(import.meta.dirname, 'accuracy');
const Sample = v.object({
  id: v.string(),
  text: v.string(),
  lang: v.string(),
  kind: v.string(),
  expect: v.array(v.object({ text: v.string(), term: v.string() })),
  trap: v.boolean(),
});
type Sample = v.InferOutput<typeof Sample>;

interface Span {
  readonly start: number;
  readonly end: number;
  readonly term: string;
  /** What it is counted under: status and need of the variant, where one was found. */
  readonly rule: string;
}

const glossary = readGlossary(GLOSSARY_FOLDER);
const { tables, names } = compileGlossary(glossary);
const search = new LocalSearch(new Matcher(tables), names, tables.defaults);

/** What Watchword highlights in a page that holds just this text. */
async function found(text: string): Promise<Span[]> {
  const context = new PageContext(search.enough);
  const texts = [{ text, starts: [0, text.length], borders: Border.separated }];
  let all: (Omit<Span, 'rule' | 'term'> & FoundVariant)[] = [];
  for (let changed = true; changed;) {
    const answer = await search.find({ texts, given: context.given, withoutCues: false });
    const { matches = [], cues = [] } = answer.found[0] ?? {};
    all = matches.flatMap(({ variant, start, end }) => {
      const row = answer.variants.find(({ number }) => number === variant);
      return row ? [{ start, end, ...row }] : [];
    });
    changed = context.add(cues, all);
  }
  return all.map(({ start, end, term, id }) => {
    const variants = glossary.terms.find((one) => one.id === term)?.variants;
    const { status = '', needs = 'unconditional' } = variants?.find((one) => one.id === id) ?? {};
    return { start, end, term, rule: `${status}, ${String(needs)}` };
  });
}

function wanted({ id, text, expect }: Sample): Span[] {
  let from = 0;
  return expect.map(({ text: phrase, term }) => {
    const start = text.indexOf(phrase, from);
    if (start < 0) throw new Error(`${id}: “${phrase}” does not stand in the text, or not in this order`);
    from = start + phrase.length;
    return { start, end: from, term, rule: 'not found' };
  });
}

/** The same term, and more than half of the shorter is shared. */
function isSame(a: Span, b: Span): boolean {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return a.term === b.term && shared * 2 > Math.min(a.end - a.start, b.end - b.start);
}

interface Count {
  right: number;
  wrong: number;
  missed: number;
}
const counts = new Map<string, Count>();
const misses: string[] = [];

function count(keys: readonly string[], what: keyof Count): void {
  for (const key of keys) {
    const known = counts.get(key) ?? { right: 0, wrong: 0, missed: 0 };
    known[what]++;
    counts.set(key, known);
  }
}

const samples = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) => readFileSync(join(FOLDER, file), 'utf8').split('\n').filter(Boolean))
  .map((line) => v.parse(Sample, JSON.parse(line)));

const tiers = new Map(glossary.terms.map(({ id, tier }) => [id, `tier ${tier ?? 'unknown'}`]));
const tierOf = ({ term }: Span) => tiers.get(term) ?? 'tier unknown';

for (const sample of samples) {
  const [is, should] = [await found(sample.text), wanted(sample)];
  const keys = ['all', `language ${sample.lang}`, `kind ${sample.kind}`, sample.trap ? 'traps' : 'no traps'];
  for (const span of is) {
    const right = should.some((other) => isSame(span, other));
    count([...keys, tierOf(span), `rule ${span.rule}`], right ? 'right' : 'wrong');
    if (!right)
      misses.push(
        `${sample.id}  too much  [${sample.text.slice(span.start, span.end)}] ${span.term}: ${sample.text}`,
      );
  }
  for (const span of should) {
    if (is.some((other) => isSame(span, other))) continue;
    count([...keys, tierOf(span)], 'missed');
    misses.push(
      `${sample.id}  missed    [${sample.text.slice(span.start, span.end)}] ${span.term}: ${sample.text}`,
    );
  }
}

const share = (part: number, whole: number) => (whole ? (part / whole).toFixed(3) : '–').padStart(9);
process.stdout.write(
  `${samples.length} samples, ${samples.filter(({ trap }) => trap).length} of them traps\n\n`,
);
process.stdout.write(`${''.padEnd(32)}precision   recall    right  too much  missed\n`);
for (const [key, { right, wrong, missed }] of [...counts].sort(([a], [b]) => a.localeCompare(b))) {
  const numbers = [right, wrong, missed].map((number) => String(number).padStart(8)).join('');
  process.stdout.write(
    `${key.padEnd(32)}${share(right, right + wrong)}${share(right, right + missed)}${numbers}\n`,
  );
}
process.stdout.write(`\n${misses.join('\n')}\n`);
