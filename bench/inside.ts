import AdvancedMark from 'advanced-mark.js';
import Mark from 'mark.js';
import { Matcher } from '../src/matching/matcher.ts';
import type { PackedBars } from '../src/matching/bars.ts';
import { type PackedMatcher, unpack } from '../src/matching/packed.ts';
import {
  type Answer,
  LocalSearch,
  type Passage,
  type Question,
  type Search,
} from '../src/matching/search.ts';
import { type ReadingRules, segmentAround } from '../src/page/reading.ts';
import { Finder } from '../src/page/finder.ts';
import { MarkHighlighter } from '../src/page/mark-highlighter.ts';
import { Turns } from '../src/page/pace.ts';
import { Scanner } from '../src/page/scanner.ts';
import { Session } from '../src/page/session.ts';
import { Watch } from '../src/page/watch.ts';
import { styleNames } from '../src/settings/appearance.ts';
import { edit, someTexts, walk } from './acts.ts';
import { frames, longestTask, type Sample, spent, timed, timer, turn } from './clock.ts';
import * as least from './least.ts';
import type { Asked } from './searcher.ts';

/** What runs in the page under measurement, bundled from the sources of the extension. */

/** One thing to measure, on a page that is built anew for each round. */
export interface Side {
  readonly what: keyof typeof sides;
  /** Where to fetch the body, the packed matcher and the phrases from. */
  readonly page: string;
  readonly matcher?: string;
  readonly phrases?: string;
}

export interface Task {
  readonly sides: readonly Side[];
  readonly rounds: number;
  /** The first round counts: the code is new. */
  readonly cold?: boolean;
}

/** Milliseconds. A side that takes longer in all gets fewer rounds. */
const BUDGET = 30_000;
/** Rounds that do not count, for the browser to compile what it runs often; fewer if they take longer. */
const WARMING = { rounds: 5, milliseconds: 1500 } as const;
/** A matcher as the server gives it, with all that bars its terms. */
export interface Supplied {
  readonly matcher: PackedMatcher;
  readonly bars: PackedBars;
}

const texts = new Map<string, Promise<string>>();
const here = new Map<string, Promise<LocalSearch>>();
const elsewhere = new Map<string, Promise<Search>>();

function text(address: string): Promise<string> {
  const known = texts.get(address) ?? fetch(address).then((response) => response.text());
  texts.set(address, known);
  return known;
}

function ready({ matcher, bars }: Supplied): Matcher {
  return new Matcher(unpack(matcher, bars).tables);
}

/** What the background of the extension holds. Our own server made it with `pack`. */
async function suppliedTo({ matcher: address = '' }: Side): Promise<Supplied> {
  return JSON.parse(await text(address)) as Supplied;
}

/** A search on this thread, for which of its work counts all. */
function searchHere(side: Side): Promise<LocalSearch> {
  const { matcher: address = '' } = side;
  const open = async () => {
    const { matcher, bars } = await suppliedTo(side);
    const { tables, names } = unpack(matcher, bars);
    return new LocalSearch(new Matcher(tables), names, tables.defaults);
  };
  const known = here.get(address) ?? open();
  here.set(address, known);
  return known;
}

/** A search that is not on the page's thread, as in the extension: asking and answering is what counts. */
function searchElsewhere(side: Side): Promise<Search> {
  const { matcher: address = '' } = side;
  const known = elsewhere.get(address) ?? suppliedTo(side).then(searchInWorker);
  elsewhere.set(address, known);
  return known;
}

async function searchInWorker(supplied: Supplied): Promise<Search> {
  const worker = new Worker('/searcher.js');
  const open = new Map<number, (answer: unknown) => void>();
  worker.addEventListener('message', ({ data: [id, answer] }: MessageEvent<[number, unknown]>) => {
    open.get(id)?.(answer);
    open.delete(id);
  });
  let last = 0;
  const ask = (asked: Asked) =>
    new Promise((resolve) => {
      open.set(++last, resolve);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
      worker.postMessage([last, asked]);
    });
  // It is our own worker that answers.
  const opened = (await ask({ what: 'open', supplied })) as Pick<Search, 'isSieved' | 'enough'>;
  return {
    ...opened,
    places: async (passage) => (await ask({ what: 'places', passage })) as readonly number[],
    find: async (question) => (await ask({ what: 'find', question })) as Answer,
  };
}

async function phrasesOf({ phrases = '' }: Side): Promise<string[]> {
  return JSON.parse(await text(phrases)) as string[];
}

/** Builds the page and lets the browser lay it out and paint it. */
async function build({ page }: Side): Promise<void> {
  document.body.replaceChildren();
  await frames(2);
  // Not a full collection: it throws compiled code away, and what is measured becomes its compilation.
  globalThis.gc?.({ type: 'minor' });
  document.body.setHTMLUnsafe(await text(page));
  await frames(3);
  await turn();
}

const styles = styleNames(8);
const shadowRootOf = (element: Element) => element.shadowRoot;

/** The whole scan as a session does it, in one go. */
async function scan(search: Search): Promise<number> {
  const found = new Set<string>();
  const nodes = new Map<Text, number>();
  const rules: ReadingRules = { code: false, isOurs: () => false, onElement: shadowRootOf };
  const ending = new AbortController();
  await new Promise<void>((resolve) => {
    const { signal } = ending;
    const inOneGo = new Turns(signal, { now: () => 0, pause: () => Promise.resolve(), paint: null });
    const parts = { search, isSieved: search.isSieved, rules, turns: inOneGo, signal };
    const finder = new Finder({
      ...parts,
      onFound: (matches) => {
        // What is read twice counts once.
        for (const {
          nodes: [node],
          start: at,
        } of matches) {
          if (!nodes.has(node)) nodes.set(node, nodes.size);
          found.add(`${nodes.get(node)} ${at}`);
        }
      },
      onOutdated: (node) => scanner.rescan([segmentAround(node, document, rules)]),
    });
    const scanner = new Scanner({ ...parts, bring: () => Promise.resolve(finder), onIdle: resolve });
    scanner.scan(document);
  });
  ending.abort();
  return found.size;
}

/** A page as the content script watches it. */
interface Started {
  readonly watch: Watch;
  /** Undefined where nothing was worth reading. */
  session(): Session | undefined;
  end(): void;
}

function start(search: Search, marks = false): Started {
  const ending = new AbortController();
  const { signal } = ending;
  let session: Session | undefined;
  const watch = new Watch(document, {
    search,
    readsAll: marks,
    code: false,
    shadowRootOf,
    isOurs: () => false,
    onIdle: () => undefined,
    onReplaced: () => undefined,
    // In the extension a script comes for it, once.
    bring: (watching) => {
      session = new Session(document, watching, {
        search,
        appearance: { style: 'underline', colours: ['#b7791f', '#1f5f6b'], print: false },
        styles: () => styles,
        makeMarks: marks ? (names, parts, unobserved) => new MarkHighlighter(names, parts, unobserved) : null,
        inheritsHighlights: !navigator.userAgent.includes('Firefox'),
        // In the extension the background does it, a message later.
        insertStyle: (css) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          void turn().then(() => document.adoptedStyleSheets.push(sheet));
        },
        onChange: () => undefined,
        signal,
      });
      return Promise.resolve(session);
    },
    signal,
  });
  watch.start();
  const end = () => {
    ending.abort();
    document.adoptedStyleSheets = [];
  };
  return { watch, session: () => session, end };
}

async function read(watch: Watch): Promise<void> {
  while (watch.isReading) await turn();
}

const countOf = (session: Session | undefined) => session?.matches.size ?? 0;

/** Scans and paints; layout and paint included. */
async function highlight(side: Side, marks: boolean, sample: Sample): Promise<number> {
  const search = await searchElsewhere(side);
  let end = () => {};
  const time = await spent(async () => {
    const started = start(search, marks);
    ({ end } = started);
    await read(started.watch);
    await frames(5);
    sample.found = countOf(started.session());
  });
  end();
  return time;
}

/** A session that has read the page, with every match painted, near the viewport or not. */
async function painted(side: Side, sample: Sample): Promise<Started> {
  const started = start(await searchElsewhere(side));
  await read(started.watch);
  const session = started.session();
  session?.highlighter.paint([...session.matches]);
  sample.found = countOf(session);
  await frames(3);
  return started;
}

async function edits(side: Side, sample: Sample, watched: boolean): Promise<number> {
  const started = watched ? await painted(side, sample) : null;
  const time = edit(someTexts(6000));
  started?.end();
  return time;
}

async function rival(sample: Sample, work: (count: (found: number) => void) => void): Promise<number> {
  sample.found = 0;
  return spent(async () => {
    work((found) => {
      sample.found += found;
    });
    await frames(5);
  });
}

const sides = {
  /** The bare walk. */
  walk: (_: Side, sample: Sample) => timed(sample, walk),
  scan: async (side: Side, sample: Sample): Promise<number> => {
    const search = await searchHere(side);
    return timed(sample, () => scan(search));
  },
  /** Frames in which nothing happens. */
  nothing: () => spent(() => frames(5)),
  highlight: (side: Side, sample: Sample) => highlight(side, false, sample),
  marks: (side: Side, sample: Sample) => highlight(side, true, sample),
  /** mark.js finds the phrases itself, a hundred a call. */
  markjs: async (side: Side, sample: Sample): Promise<number> => {
    const phrases = await phrasesOf(side);
    return rival(sample, (count) => {
      const mark = new Mark(document.body);
      for (let i = 0; i < phrases.length; i += 100) {
        const done = count;
        mark.mark(phrases.slice(i, i + 100), {
          separateWordSearch: false,
          acrossElements: true,
          diacritics: false,
          done,
        });
      }
    });
  },
  /** The same with its patterns combined and the text kept. */
  advanced: async (side: Side, sample: Sample): Promise<number> => {
    const phrases = await phrasesOf(side);
    const options = {
      separateWordSearch: false,
      acrossElements: true,
      diacritics: false,
      combinePatterns: COMBINED as unknown as true,
      cacheTextNodes: true,
    };
    return rival(sample, (count) => {
      new AdvancedMark(document.body).mark(phrases, { ...options, done: (_, matches) => count(matches) });
    });
  },
  /** What follows on a change of a hundred text nodes. */
  mutation: async (side: Side, sample: Sample): Promise<number> => {
    const { watch, session, end } = start(await searchHere(side));
    await read(watch);
    await frames(20); // Changes right after others wait for a while.
    const nodes = someTexts(100);
    const time = await timed(sample, async () => {
      for (const node of nodes) node.data += ' It was changed.';
      // The observer is told first.
      for (let i = 0; i < 10 && !watch.isReading; i++) await Promise.resolve();
      // All is answered on this thread; a turn only where a change came too early and has to wait.
      for (let i = 0; watch.isReading; i++) await (i < 2000 ? Promise.resolve() : turn());
      return countOf(session());
    });
    end();
    return time;
  },
  /** Work from the start of a session to the first highlight: its slices, not what it waits for. */
  first: async (side: Side): Promise<number> => {
    const search = await searchElsewhere(side);
    const pauses = new Pauses();
    const { add } = Highlight.prototype;
    let end = () => {};
    const before = await new Promise<number>((resolve) => {
      Highlight.prototype.add = function addFirst(range) {
        Highlight.prototype.add = add;
        resolve(pauses.sum);
        return add.call(this, range);
      };
      ({ end } = start(pauses.in(search)));
    });
    end();
    pauses.end();
    return before;
  },
  /** The packed matcher made ready; automata are made later, of the terms that a text may hold. */
  load: async (side: Side): Promise<number> => {
    const supplied = await suppliedTo(side);
    const from = performance.now();
    const { machines } = ready(supplied).tables;
    // They are unpacked as they are asked for.
    if (!machines.texts.at(0).length) throw new Error('There are no patterns');
    return performance.now() - from;
  },
  /** The longest time that a session keeps the page waiting. */
  slice: async (side: Side): Promise<number> => {
    const search = await searchElsewhere(side);
    const pauses = new Pauses();
    const { watch, end } = start(pauses.in(search));
    await read(watch);
    end();
    pauses.end();
    return pauses.longest;
  },
  /** The longest task of more than 50 ms, 0 if there is none. */
  'long task': async (side: Side): Promise<number> => {
    const search = await searchElsewhere(side);
    let end = () => {};
    const longest = await longestTask(async () => {
      const started = start(search);
      ({ end } = started);
      await read(started.watch);
    });
    end();
    return longest;
  },
  /** The page's own changes. */
  edits: (side: Side, sample: Sample) => edits(side, sample, false),
  'watched edits': (side: Side, sample: Sample) => edits(side, sample, true),
  /** Work that follows on them. */
  'after edits': async (side: Side, sample: Sample): Promise<number> => {
    const { watch, end } = await painted(side, sample);
    const nodes = someTexts(6000);
    let own = 0;
    const time = await spent(async () => {
      own = edit(nodes);
      await Promise.resolve();
      await read(watch);
    });
    end();
    return time - own;
  },
  /** One hit test, with every match painted. */
  hover: async (side: Side, sample: Sample): Promise<number> => {
    const { session, end } = await painted(side, sample);
    const steps = Array.from({ length: 20 }, (_, i) => (i + 0.5) / 20);
    const points = steps.flatMap((x) => steps.map((y) => [x * innerWidth, y * innerHeight] as const));
    const from = performance.now();
    for (const [x, y] of points) session()?.highlighter.matchAt(x, y);
    const time = performance.now() - from;
    end();
    return time / points.length;
  },
  'least scan': (_: Side, sample: Sample) => timed(sample, least.scan),
  'least highlight': () => least.highlight(),
  'least marks': () => least.marks(),
  'least mutation': (_: Side, sample: Sample) => least.mutation(sample),
  'least edits': () => least.edits(),
  'least long task': () => least.longTask(),
} as const;

/** How many patterns advanced-mark.js does best with in one regular expression. */
const COMBINED = Infinity;

/** Notes how long the page has to wait between the pauses of a scan. Milliseconds. */
class Pauses {
  private readonly pages: Scheduler;
  private readonly pause: () => Promise<void>;
  private readonly frame = window.requestAnimationFrame.bind(window);
  longest = 0;
  private before = 0;
  /** When the slice began; null while the page has its turn. */
  private from: number | null = performance.now();

  constructor() {
    if (typeof scheduler === 'undefined' || !scheduler.yield) throw new Error('No scheduler.yield here');
    this.pages = scheduler;
    this.pause = scheduler.yield.bind(scheduler);
    this.pages.yield = () => this.waiting(this.pause());
    window.requestAnimationFrame = (callback) => {
      this.mark();
      return this.frame(callback);
    };
    // A pause for paint ends with a timer.
    const resuming = (callback: () => void, delay?: number) => {
      return timer(() => {
        this.from ??= performance.now();
        callback();
      }, delay);
    };
    window.setTimeout = resuming as typeof setTimeout;
  }

  /** A search that is a pause while it is under way. */
  in(search: Search): Search {
    return {
      ...search,
      places: (passage: Passage) => this.waiting(search.places(passage)),
      find: (question: Question) => this.waiting(search.find(question)),
    };
  }

  /** All slices together, up to now. */
  get sum(): number {
    return this.before + this.sinceFrom;
  }

  private get sinceFrom(): number {
    return this.from === null ? 0 : performance.now() - this.from;
  }

  private async waiting<T>(answer: Promise<T>): Promise<T> {
    this.mark();
    const given = await answer;
    this.from = performance.now();
    return given;
  }

  private mark(): void {
    this.longest = Math.max(this.longest, this.sinceFrom);
    this.before += this.sinceFrom;
    this.from = null;
  }

  end(): void {
    this.pages.yield = this.pause;
    window.requestAnimationFrame = this.frame;
    window.setTimeout = timer;
    if (!this.longest) throw new Error('The scan did not pause');
  }
}

/** Measures the sides of a task in turn, the order changing from round to round. */
async function measure({ sides: all, rounds, cold = false }: Task): Promise<Sample[]> {
  const samples = all.map((): Sample => ({ values: [], found: 0 }));
  const total = all.map(() => 0);
  const isDone = ({ values }: Sample, at: number) =>
    values.length >= rounds || (values.length > 0 && (total[at] ?? 0) > BUDGET);
  for (let round = 0; !samples.every(isDone); round++) {
    for (let i = 0; i < all.length; i++) {
      const at = (i + round) % all.length;
      const [side, sample, before = 0] = [all[at], samples[at], total[at]];
      if (!side || !sample || isDone(sample, at)) continue;
      await build(side);
      const from = performance.now();
      const value = await sides[side.what](side, sample);
      total[at] = before + performance.now() - from;
      const isWarm = cold || round >= WARMING.rounds || before > WARMING.milliseconds;
      if (isWarm || total[at] > BUDGET) sample.values.push(value);
    }
  }
  document.body.replaceChildren();
  return samples;
}

globalThis.measure = measure;

declare global {
  var measure: (task: Task) => Promise<Sample[]>;
}
