import type { Term } from '../../glossary/schema.ts';

/** The terms that hold every word of the query, in a name, a rendering or the gist. */
export function findTerms(terms: readonly Term[], query: string): Term[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [...terms];
  return terms.filter((term) => {
    const text = textOf(term);
    return words.every((word) => text.includes(word));
  });
}

const texts = new WeakMap<Term, string>();

function textOf(term: Term): string {
  const known = texts.get(term);
  if (known) return known;
  const { head, names, gist, variants } = term;
  const all = [
    head,
    ...Object.values(names),
    names.pinyin.replace(/\s/g, ''),
    gist,
    ...variants.map((v) => v.example),
  ];
  const text = plain(all.join('\n'));
  texts.set(term, text);
  return text;
}

/** Without case, accents and tone marks. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
