import { build } from 'vite';
import { type Served, serve } from '../e2e/browser/serve.ts';
import { compileGlossary } from '../src/build/compile-glossary.ts';
import { buildGlossary } from '../src/build/vite-plugin.ts';
import { Matcher } from '../src/matching/matcher.ts';
import { pack, unpack } from '../src/matching/packed.ts';
import type { Supplied } from './inside.ts';
import { type Glossary, FORMAT } from '../src/glossary/schema.ts';
import {
  generatedPhrases,
  type Language,
  type PageSpec,
  pageBody,
  type Phrases,
  wholePage,
} from './pages.ts';

/** What is looked for: the bundled glossary, or so many generated phrases. */
export type Phrasing = 'bundled' | number;

/** Makes and serves pages, matchers, phrases and the script that measures. */
export class Supply {
  private readonly bodies = new Map<string, string>();

  private constructor(private server: Served | null = null) {}

  static async open(): Promise<Supply> {
    const supply = new Supply();
    for (const file of ['inside', 'searcher']) {
      const script = await bundle(`bench/${file}.ts`);
      supply.add(`/${file}.js`, () => script);
    }
    supply.add('/', () => wholePage('', '<script src="/inside.js"></script>'));
    supply.server = await serve((path, _, response) => {
      const body = supply.bodies.get(path);
      if (body === undefined) return null;
      // Then the page's clock counts in microseconds.
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
      const type = path.endsWith('.js') ? 'text/javascript' : 'text/html';
      return { type: `${type}; charset=utf-8`, body };
    });
    return supply;
  }

  get url(): string {
    return this.server?.url ?? '';
  }

  async close(): Promise<void> {
    await this.server?.close();
  }

  /** The address of a body, phrases of `phrasing` planted in it. */
  body(spec: PageSpec, phrasing: Phrasing = 'bundled'): string {
    return this.add(`/body/${name(spec, phrasing)}`, () => pageBody(spec, phrasesOf(phrasing)));
  }

  /** The address of the same as a whole page, with a script of its own if need be. */
  page(spec: PageSpec, script = ''): string {
    const path = `/page/${name(spec, 'bundled')}${script ? `-script-${script.length}` : ''}`;
    return this.add(path, () => wholePage(pageBody(spec, phrasesOf('bundled')), script));
  }

  /** Throws where the compiler refuses so many. */
  matcher(phrasing: Phrasing): string {
    return this.add(`/matcher/${phrasing}`, () => JSON.stringify(supplied(phrasing)));
  }

  phrases(phrasing: Phrasing, language: 'en' | 'zh'): string {
    return this.add(`/phrases/${phrasing}/${language}`, () => JSON.stringify(phrasesOf(phrasing)[language]));
  }

  private add(path: string, make: () => string): string {
    if (!this.bodies.has(path)) this.bodies.set(path, make());
    return path;
  }
}

function name({ language, kilobytes, matches, shape = 'flat' }: PageSpec, phrasing: Phrasing): string {
  return [language, kilobytes, matches, shape.replace(' ', '-'), phrasing].join('-');
}

/** A script for pages, from the sources of the extension. */
async function bundle(input: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input, output: { format: 'iife' } },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('The script for pages could not be bundled');
  return output.output[0].code;
}

const known = new Map<Phrasing, Phrases>();

function phrasesOf(phrasing: Phrasing): Phrases {
  const phrases =
    known.get(phrasing) ?? (phrasing === 'bundled' ? bundledPhrases() : generatedPhrases(phrasing));
  known.set(phrasing, phrases);
  return phrases;
}

function supplied(phrasing: Phrasing): Supplied {
  if (phrasing === 'bundled') return buildGlossary();
  const { tables, names, bars } = compileGlossary(glossaryOf(phrasesOf(phrasing)));
  return { matcher: pack(tables, names), bars };
}

/** Examples that are matches whatever else is on the page, and nothing but a match. */
function bundledPhrases(): Phrases {
  const { glossary, matcher: packed, bars } = buildGlossary();
  const { tables } = unpack(packed, bars);
  const matcher = new Matcher(tables);
  const scope = { tracked: new Uint8Array(tables.variants.length).fill(1), met: () => false };
  const variants = glossary.terms.flatMap((term) => term.variants);
  const examples = (language: Language): string[] =>
    variants
      .filter(({ lang, on, needs }) => lang.startsWith(language) && on !== false && needs === undefined)
      .map(({ example }) => example)
      .filter((example) => {
        const { matches } = matcher.find(example, scope);
        return matches.length === 1 && matches[0]?.start === 0 && matches[0].end === example.length;
      });
  return { en: examples('en'), zh: examples('zh') };
}

/** How many variants a term of a generated glossary has. */
const VARIANTS = 25;

/** A glossary that has been checked, as far as compiling is concerned. */
function glossaryOf({ en, zh }: Phrases): Glossary {
  const written = [
    ...en.map((pattern) => ({ pattern, lang: 'en' })),
    ...zh.map((pattern) => ({ pattern, lang: 'zh-Hans' })),
  ];
  const terms = Array.from({ length: Math.ceil(written.length / VARIANTS) }, (_, i) => ({
    id: `term-${i}`,
    head: `Term ${i}`,
    names: { 'zh-Hans': '词', 'zh-Hant': '詞', pinyin: 'cí' },
    category: 'all',
    origin: 'official' as const,
    gist: 'For a measurement.',
    official: [],
    outside: [],
    examples: [],
    variants: written.slice(i * VARIANTS, (i + 1) * VARIANTS).map(({ pattern, lang }, j) => ({
      id: `v${j}`,
      pattern,
      lang,
      status: 'official' as const,
      example: pattern,
    })),
  }));
  return {
    format: FORMAT,
    id: 'bench',
    title: 'Generated',
    version: '1.0.0',
    language: 'en',
    licence: 'none',
    categories: [{ id: 'all', title: 'All' }],
    sources: {},
    terms,
  };
}
