import type { CardEntry } from '../../glossary/card-entry.ts';
import { dateName, sourceLine } from './wording.ts';

/** Where a phrase was read. */
export interface Place {
  readonly text: string;
  readonly title: string;
  readonly url: string;
}

/** A citation of an entry, and of the place where the phrase was read, as plain text. */
export function citation(entry: CardEntry, place: Place | null, today: Date): string {
  const { term, glossary, sources } = entry;
  const { head, names, gist } = term;
  const lines = [
    `“${head}” (${names['zh-Hans']}, ${names.pinyin}). ${gist}`,
    `In: ${glossary.title}, version ${glossary.version} (Watchword).`,
  ];
  const day = dateName(today.toISOString().slice(0, 10));
  if (place)
    lines.push(`Read as “${place.text}” in: ${place.title || place.url}, ${place.url} (seen ${day}).`);
  if (sources.length)
    lines.push('Sources:', ...sources.map((source) => `– ${sourceLine(source)}${link(source.url)}`));
  return lines.join('\n');
}

function link(url: string | undefined): string {
  return url ? `, ${url}` : '';
}
