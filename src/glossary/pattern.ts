/**
 * The pattern language of variants: literal text, `(a|b)` choices, `[optional]` parts and
 * `{list}` slots. A pattern stands for a finite set of phrases; there are no repetitions and
 * no regular expressions, so that matching stays linear whatever a glossary says.
 *
 * `-` stands for a hyphen, a dash or a space. In the `not` of a term, `~` stands for a phrase of the
 * term itself. A backslash makes the next character literal.
 */

type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'slot'; readonly list: string }
  | { readonly kind: 'self' };

export type Pattern = readonly PatternPart[];

/** Named word lists that slots refer to. Items are literal text. */
export type WordLists = Readonly<Record<string, readonly string[]>>;

/** Thrown by {@link parsePattern}; `at` is the offset of the fault in the pattern. */
export class PatternError extends Error {
  constructor(
    reason: string,
    readonly source: string,
    readonly at: number,
  ) {
    super(`${reason} (at character ${at + 1} of “${source}”)`);
    this.name = 'PatternError';
  }
}

const DEEPEST = 8;

/** Reads a pattern. Throws {@link PatternError} on unbalanced or empty parts. */
export function parsePattern(source: string): Pattern {
  let at = 0;

  const fail = (reason: string, where = at): never => {
    throw new PatternError(reason, source, where);
  };

  function sequence(closers: string, depth: number): PatternPart[] {
    const parts: PatternPart[] = [];
    let text = '';
    const flush = (): void => {
      if (text) parts.push({ kind: 'text', text });
      text = '';
    };
    while (at < source.length && !closers.includes(source.charAt(at))) {
      const start = at;
      const character = source.charAt(at++);
      if (character === '\\') {
        if (at >= source.length) fail('A backslash needs a character after it', start);
        text += source.charAt(at++);
      } else if (character === '(' || character === '[') {
        flush();
        if (depth >= DEEPEST) fail(`Parts are nested more than ${DEEPEST} deep`, start);
        parts.push(choice(character, depth + 1, start));
      } else if (character === '{') {
        flush();
        const end = source.indexOf('}', at);
        if (end < 0) fail('“{” is never closed', start);
        const list = source.slice(at, end);
        if (!/^[\w-]+$/.test(list)) fail(`“{${list}}” is not the name of a word list`, start);
        at = end + 1;
        parts.push({ kind: 'slot', list });
      } else if (character === '~') {
        flush();
        if (depth > 0) fail('“~” may not stand inside a part', start);
        parts.push({ kind: 'self' });
      } else if (')]}|'.includes(character)) {
        fail(`“${character}” has no partner; write “\\${character}” for the character itself`, start);
      } else {
        text += character;
      }
    }
    flush();
    return parts;
  }

  function choice(opener: '(' | '[', depth: number, start: number): PatternPart {
    const closer = opener === '(' ? ')' : ']';
    const options: Pattern[] = [];
    do {
      options.push(sequence(`|${closer}`, depth));
    } while (source.charAt(at++) === '|');
    if (source.charAt(at - 1) !== closer) fail(`“${opener}” is never closed`, start);
    if (options.every((option) => option.length === 0)) fail('This part is empty', start);
    return { kind: 'choice', options: opener === '[' ? [...options, []] : options };
  }

  const pattern = sequence('', 0);
  if (pattern.length === 0) fail('The pattern is empty', 0);
  return pattern;
}

/** The names of the lists that a pattern's slots refer to. */
export function slotsOf(pattern: Pattern): string[] {
  return pattern.flatMap((part) =>
    part.kind === 'slot' ? [part.list] : part.kind === 'choice' ? part.options.flatMap(slotsOf) : [],
  );
}

/** How many phrases a pattern stands for, duplicates counted. Does not expand it. */
export function countPhrases(pattern: Pattern, lists: WordLists): number {
  let count = 1;
  for (const part of pattern) {
    if (part.kind === 'slot') count *= (lists[part.list] ?? []).length;
    if (part.kind === 'choice') {
      count *= part.options.reduce((sum, option) => sum + countPhrases(option, lists), 0);
    }
  }
  return count;
}

/** What a part may be, choices expanded by `expand`. */
function headsOf(
  part: PatternPart,
  lists: WordLists,
  expand: (option: Pattern) => Iterable<string>,
): readonly string[] {
  if (part.kind === 'text') return [part.text];
  if (part.kind === 'slot') return lists[part.list] ?? [];
  return part.kind === 'self' ? ['~'] : part.options.flatMap((option) => [...expand(option)]);
}

/** Every phrase a pattern stands for, white space not yet tidied. */
export function* phrasesOf(pattern: Pattern, lists: WordLists, from = 0): Generator<string> {
  const part = pattern[from];
  if (!part) {
    yield '';
    return;
  }
  const heads = headsOf(part, lists, (option) => phrasesOf(option, lists));
  for (const rest of phrasesOf(pattern, lists, from + 1)) {
    for (const head of heads) yield head + rest;
  }
}

/** What the phrases of a pattern begin with, each once, cut off after `most` units. */
export function beginningsOf(pattern: Pattern, lists: WordLists, most: number): Set<string> {
  const [part, ...rest] = pattern;
  if (!part) return new Set(['']);
  const heads = headsOf(part, lists, (option) => beginningsOf(option, lists, most));
  const isCut = (text: string) => text.length >= most;
  const tails = heads.every(isCut) ? [] : [...beginningsOf(rest, lists, most)];
  const all = heads.flatMap((head) => (isCut(head) ? head : tails.map((tail) => head + tail)));
  return new Set(all.map((text) => text.slice(0, most)));
}

/** From the least to the most. */
export interface Extent {
  readonly least: number;
  readonly most: number;
}

/** How long the phrases of a pattern are, by the lengths of its texts. */
export function extentOf(pattern: Pattern, lists: WordLists, lengthOf: (text: string) => number): Extent {
  const extentOfPart = (part: PatternPart): Extent => {
    const extents =
      part.kind === 'choice'
        ? part.options.map((option) => extentOf(option, lists, lengthOf))
        : headsOf(part, lists, () => [])
            .map(lengthOf)
            .map((length) => ({ least: length, most: length }));
    if (!extents.length) return { least: 0, most: 0 };
    return {
      least: Math.min(...extents.map(({ least }) => least)),
      most: Math.max(...extents.map(({ most }) => most)),
    };
  };
  return sumOf(pattern.map(extentOfPart));
}

export function sumOf(extents: readonly Extent[]): Extent {
  return extents.reduce((a, b) => ({ least: a.least + b.least, most: a.most + b.most }), {
    least: 0,
    most: 0,
  });
}

/** All text that stands in a pattern. */
export function textOf(pattern: Pattern): string {
  return pattern
    .map((part) =>
      part.kind === 'text' ? part.text : part.kind === 'choice' ? part.options.map(textOf).join(' ') : '',
    )
    .join('');
}
