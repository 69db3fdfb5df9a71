import { chinese, english, syllables } from './words.ts';

/**
 * Generated pages: the same for the same specification, whoever makes them. Text and phrases are
 * made up; how they are spread over elements is what news sites do.
 */

export type Language = 'en' | 'zh' | 'mixed';
type Shape = 'flat' | 'deep' | 'one block' | 'tiny blocks' | 'scripts' | 'shadow roots' | 'frames';

export interface PageSpec {
  readonly language: Language;
  /** Of visible text; a thousand is 1,024 UTF-16 units. */
  readonly kilobytes: number;
  /** How many phrases are planted, evenly over the page. */
  readonly matches: number;
  readonly shape?: Shape;
}

/** What can be planted, by language. */
export type Phrases = Readonly<Record<'en' | 'zh', readonly string[]>>;

type Random = () => number;

/** Mulberry32: numbers from 0 to 1. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

function pick<T>(random: Random, from: readonly T[]): T {
  const item = from[Math.floor(random() * from.length)];
  if (item === undefined) throw new RangeError('Nothing to pick from');
  return item;
}

/** Literal phrases, 3 in 5 English; half of them begin with words that stand on the pages. */
export function generatedPhrases(count: number, seed = 7): Phrases {
  const random = randomFrom(seed);
  const made = { en: new Set<string>(), zh: new Set<string>() };
  const word = (): string =>
    Array.from({ length: 2 }, () => pick(random, syllables.starts) + pick(random, syllables.middles)).join(
      '',
    ) + pick(random, syllables.ends);
  const known = () => random() < 0.5;
  while (made.en.size < Math.ceil(count * 0.6)) {
    const first = known() ? pick(random, english.adjectives) : word();
    const second = known() ? pick(random, english.actors) : word();
    made.en.add(`${first} ${second}${random() < 0.5 ? ' of the' : ''} ${word()}`);
  }
  // Characters far from each other in the table hardly ever meet on a page. A matcher
  // takes 16,384 different ones.
  const rare = () => String.fromCharCode(0x4e00 + Math.floor(random() * 0x3000));
  while (made.zh.size < Math.floor(count * 0.4)) {
    const first = known() ? pick(random, chinese.topics).slice(0, 2) : rare() + rare();
    made.zh.add(first + rare() + rare() + (random() < 0.5 ? rare() : ''));
  }
  return { en: [...made.en], zh: [...made.zh] };
}

/** A word or a few; `tag` is the inline element around it. */
interface Part {
  readonly text: string;
  readonly tag?: 'a' | 'b' | 'em';
}
interface Sentence {
  readonly parts: readonly Part[];
  readonly gap: '' | ' ';
}

function sentence(random: Random, language: 'en' | 'zh', phrase: string | null): Sentence {
  const parts: Part[] = (language === 'en' ? englishParts(random) : chineseParts(random)).map((text) => ({
    text,
  }));
  const inner = Math.floor(random() * (parts.length - 1));
  if (random() < (language === 'en' ? 0.6 : 0.2)) {
    const { text } = parts[inner] ?? { text: '' };
    parts[inner] = { text, tag: pick(random, ['a', 'a', 'a', 'b', 'em']) };
  }
  if (phrase !== null) {
    const planted = language === 'en' ? phrase : `“${phrase}”`;
    parts.splice(1 + Math.floor(random() * (parts.length - 1)), 0, {
      text: planted,
      ...(random() < 0.2 && { tag: 'a' }),
    });
  }
  return { parts, gap: language === 'en' ? ' ' : '' };
}

function englishParts(random: Random): string[] {
  const { actors, adjectives, places, tails, times, topics, verbs } = english;
  return [
    `The ${pick(random, adjectives)} ${pick(random, actors)} in ${pick(random, places)}`,
    pick(random, verbs),
    pick(random, topics),
    `${pick(random, times)},`,
    `${pick(random, tails)}.`,
  ];
}

function chineseParts(random: Random): string[] {
  const { subjects, tails, times, topics, verbs } = chinese;
  return [
    pick(random, times),
    pick(random, subjects),
    pick(random, verbs),
    `${pick(random, topics)}，`,
    `${pick(random, tails)}。`,
  ];
}

function lengthOf({ parts, gap }: Sentence): number {
  return parts.reduce((sum, { text }) => sum + text.length + gap.length, 0);
}

/** Paragraphs of sentences, until there is enough text and every match is in it. */
function paragraphs(
  { language, kilobytes, matches }: PageSpec,
  phrases: Phrases,
  random: Random,
): Sentence[][] {
  const units = kilobytes * 1024;
  const made: Sentence[][] = [];
  const so = { far: 0, planted: 0 };
  const next = (): Sentence => {
    const tongue = language === 'mixed' ? pick(random, ['en', 'zh'] as const) : language;
    const due = so.far >= units || so.planted < Math.round((matches * so.far) / units);
    const phrase = due && so.planted < matches ? pick(random, phrases[tongue]) : null;
    if (phrase !== null) so.planted++;
    const one = sentence(random, tongue, phrase);
    so.far += lengthOf(one);
    return one;
  };
  while (so.far < units || so.planted < matches) {
    made.push(Array.from({ length: 2 + Math.floor(random() * 4) }, next));
  }
  return made;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function partHtml({ text, tag }: Part): string {
  if (!tag) return escape(text);
  return tag === 'a' ? `<a href="#">${escape(text)}</a>` : `<${tag}>${escape(text)}</${tag}>`;
}

const sentenceHtml = ({ parts, gap }: Sentence): string => parts.map(partHtml).join(gap);
const paragraphHtml = (sentences: readonly Sentence[]): string =>
  `<p>${sentences.map(sentenceHtml).join(' ')}</p>`;

function* chunks<T>(from: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < from.length; i += size) yield from.slice(i, i + size);
}

function flat(made: readonly Sentence[][]): string {
  const sections = Array.from(chunks(made, 8), (section, i) => {
    const aside = i % 3 ? '' : '<ul><li><a href="#">More</a></li><li><a href="#">Letters</a></li></ul>\n';
    return `<section><h2>No. ${i + 1}</h2>\n${section.map(paragraphHtml).join('\n')}\n${aside}</section>`;
  });
  return `<main><article>${sections.join('\n')}</article></main>`;
}

/** A hundred elements inside each other. */
function deep(made: readonly Sentence[][]): string {
  return Array.from(
    chunks(made, 100),
    (chain) => chain.map((one) => `<div>${paragraphHtml(one)}\n`).join('') + '</div>'.repeat(chain.length),
  ).join('\n');
}

/** All in one paragraph of a thousand text nodes. */
function oneBlock(made: readonly Sentence[][]): string {
  const sentences = made.flat().map(({ parts, gap }) => parts.map(({ text }) => escape(text)).join(gap));
  const size = Math.max(1, Math.ceil(sentences.length / 1000));
  const nodes = Array.from(chunks(sentences, size), (node, i) =>
    i % 2 ? `<b>${node.join(' ')} </b>` : `${node.join(' ')} `,
  );
  return `<p>${nodes.join('')}</p>`;
}

function tinyBlocks(made: readonly Sentence[][]): string {
  const rows = made
    .flat()
    .map(({ parts }) => `<tr>${parts.map((part) => `<td>${partHtml(part)}</td>`).join('')}</tr>`);
  return `<table>${rows.join('\n')}</table>`;
}

/** A megabyte of data for scripts of the page, between its sections. */
function scripts(made: readonly Sentence[][]): string {
  const data = JSON.stringify({ text: 'belt and road '.repeat(9000) });
  return Array.from(
    chunks(made, Math.ceil(made.length / 8)),
    (some) => `${some.map(paragraphHtml).join('\n')}<script type="application/json">${data}</script>`,
  ).join('');
}

function shadowRoots(made: readonly Sentence[][]): string {
  const hosts = Array.from(
    chunks(made, Math.ceil(made.length / 200)),
    (some) =>
      `<x-card><template shadowrootmode="open">${some.map(paragraphHtml).join('')}</template></x-card>`,
  );
  return hosts.join('\n');
}

function frames(made: readonly Sentence[][]): string {
  const documents = Array.from(chunks(made, Math.ceil(made.length / 50)), (some) =>
    some.map(paragraphHtml).join(''),
  );
  return documents
    .map((body) => `<iframe srcdoc="${body.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`)
    .join('\n');
}

const shapes: Record<Shape, (made: readonly Sentence[][]) => string> = {
  flat,
  deep,
  'one block': oneBlock,
  'tiny blocks': tinyBlocks,
  scripts,
  'shadow roots': shadowRoots,
  frames,
};

/** The HTML of a body. */
export function pageBody(spec: PageSpec, phrases: Phrases): string {
  const random = randomFrom(spec.kilobytes * 31 + spec.matches);
  return shapes[spec.shape ?? 'flat'](paragraphs(spec, phrases, random));
}

export function wholePage(body: string, script = ''): string {
  const css = 'body{font:16px/1.5 serif;max-width:60em;margin:auto}';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title><style>${css}</style>${script}</head><body>${body}</body></html>`;
}
