import type { Source, Status, Term } from '../../glossary/schema.ts';

/** What the card calls things. */

export const statusName: Readonly<Record<Status, string>> = {
  official: 'Official rendering',
  earlier: 'Earlier official rendering',
  media: 'Rendering used by media and scholars',
  literal: 'Literal rendering',
  abbreviation: 'Abbreviation',
};

export const originName: Readonly<Record<Term['origin'], string>> = {
  official: 'official phrase',
  external: 'label used by others',
  counter: 'term used in reply',
};

/** Made when it is first asked for: that takes 15 ms. */
let languages: Intl.DisplayNames | undefined;

export function languageName(code: string): string {
  if (code === 'zh-Hans') return 'Simplified Chinese';
  if (code === 'zh-Hant') return 'Traditional Chinese';
  languages ??= new Intl.DisplayNames(['en'], { type: 'language' });
  return languages.of(code) ?? code;
}

/** `2017-10-24` as `24 October 2017`, `2017-10` as `October 2017`. */
export function dateName(date: string): string {
  const [year = '', month, day] = date.split('-');
  if (!month) return year;
  const options = { month: 'long', timeZone: 'UTC' } as const;
  const name = new Intl.DateTimeFormat('en', options).format(Date.UTC(2000, Number(month) - 1, 1));
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

/** Author, title, publisher and date, as a line of a reference list. */
export function sourceLine({ author, title, publisher, date }: Source): string {
  const who = author ? `${author}, ` : '';
  return `${who}“${title}”, ${publisher}${date ? `, ${dateName(date)}` : ''}`;
}

/** The address of a source if it is one that we may link to. */
export function safeLink(url: string | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  const { protocol, username, password, href } = new URL(url);
  return /^https?:$/.test(protocol) && !username && !password ? href : null;
}
