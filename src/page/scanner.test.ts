// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { LocalSearch, type Search } from '../matching/search.ts';
import { matcherFor } from '../matching/testing/brackets.ts';
import { Finder } from './finder.ts';
import { Turns } from './pace.ts';
import type { ReadingRules } from './reading.ts';
import { Scanner } from './scanner.ts';

const matcher = matcherFor(['cyber sovereignty', 'wolf warrior']);
const names = {
  terms: [0, 1].map((i) => ({ id: `term-${i}`, category: 0 })),
  variants: [0, 1].map((term) => ({ id: 'v0', term })),
  enough: [2, 2],
};
const local = new LocalSearch(matcher, names, matcher.tables.defaults);
const rules: ReadingRules = { code: false, isOurs: () => false, onElement: () => undefined };
const filler = '<p>Both sides met again and said what they had said before.</p>'.repeat(400);

/** The local search, but for what is given. */
const searchWith = (own: Partial<Search>): Search => ({
  isSieved: true,
  enough: local.enough,
  places: (passage) => local.places(passage),
  find: (question) => local.find(question),
  ...own,
});

/** What a scan of the page finds, and what it asked. */
async function scan(
  html: string,
  search: Search = local,
  begin = (scanner: Scanner) => scanner.scan(document),
): Promise<{ found: string[]; asked: string[] }> {
  document.body.innerHTML = html;
  const found: string[] = [];
  const asked: string[] = [];
  const { signal } = new AbortController();
  const watched: Search = {
    isSieved: true,
    enough: search.enough,
    places: (passage) => (asked.push('places'), search.places(passage)),
    find: (question) => (asked.push('find'), search.find(question)),
  };
  await new Promise<void>((resolve) => {
    const parts = { search: watched, isSieved: true, rules, turns: new Turns(signal), signal };
    const bring = async () => {
      asked.push('finder');
      return new Finder({
        ...parts,
        onFound: (matches) => found.push(...matches.map(({ text }) => text)),
        onOutdated: () => undefined,
      });
    };
    begin(new Scanner({ ...parts, bring, onIdle: resolve }));
  });
  return { found, asked };
}

describe('a scan', () => {
  it('asks where phrases may stand, and reads only there', async () => {
    expect(await scan('<p>of nothing</p>')).toEqual({ found: [], asked: ['places'] });
    const { found, asked } = await scan('<p>of cyber sovereignty</p>');
    expect(found).toEqual(['cyber sovereignty']);
    expect(asked).toEqual(['places', 'finder', 'find']);
  });

  it('knows that nothing goes on past the page, or past a block that came', async () => {
    const text = 'lf warrior';
    const place = await local.places({ text, from: 0, to: text.length, isWhole: false });
    expect(place).not.toEqual([]);
    expect((await scan(`<p>${text}</p>`)).asked).toEqual(['places']);
    const add = (scanner: Scanner) => scanner.add(document, document.body.firstElementChild!);
    expect((await scan(`<p>${text}</p>`, local, add)).asked).toEqual(['places', 'places']);
    expect((await scan(`<i style="display: inline">${text}</i>`, local, add)).asked).toEqual([
      'places',
      'finder',
      'find',
    ]);
  });

  it('asks once more for a border that matters', async () => {
    const { found, asked } = await scan('<p>of cyber<!-- a border --> sovereignty</p>');
    expect(found).toEqual(['cyber sovereignty']);
    expect(asked).toEqual(['places', 'finder', 'find', 'find']);
  });

  it('of a long page asks for its beginning first', async () => {
    const { found, asked } = await scan(`<p>wolf warrior</p>${filler}<p>cyber sovereignty</p>`);
    expect(found).toEqual(['wolf warrior', 'cyber sovereignty']);
    expect(asked).toEqual(['places', 'finder', 'find', 'places', 'find']);
  });

  it('looks again at what the page changes meanwhile', async () => {
    const search = searchWith({
      places: (passage) => {
        const first = document.querySelector('#first');
        if (first?.textContent === 'first') first.textContent = 'first, and more of it';
        return local.places(passage);
      },
    });
    const div = '<div><p id="first">first</p><p>wolf warrior</p></div>';
    const { found, asked } = await scan(div, search);
    expect(found).toEqual(['wolf warrior']);
    expect(asked).toEqual(['places', 'finder', 'places', 'find']);
  });

  it('drops what is found in text that has changed meanwhile', async () => {
    const search = searchWith({
      find: (question) => {
        document.body.firstElementChild!.textContent = 'Nothing any more.';
        return local.find(question);
      },
    });
    expect((await scan('<p>wolf warrior</p><p>wolf warrior</p>', search)).found).toEqual(['wolf warrior']);
  });

  it('ends where nobody answers', async () => {
    const search = searchWith({
      places: () => Promise.resolve([]),
      find: () => Promise.resolve({ found: [], variants: [] }),
    });
    expect((await scan(`<p>wolf warrior</p>${filler}`, search)).found).toEqual([]);
  });
});
