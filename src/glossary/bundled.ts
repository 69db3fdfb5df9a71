import { browser } from 'wxt/browser';
import type { Glossary } from './schema.ts';

const loading = new Map<string, Promise<unknown>>();

/** A file of the extension, which the build has made. Fetched once. */
function load(path: '/glossary.json' | '/bars.json'): Promise<unknown> {
  const known = loading.get(path) ?? fetch(browser.runtime.getURL(path)).then((response) => response.json());
  loading.set(path, known);
  return known;
}

/** The bundled glossary, which the build has checked. */
export async function loadGlossary(): Promise<Glossary> {
  return (await load('/glossary.json')) as Glossary;
}

/** What bars the matches of those terms, packed, by their ids. */
export async function loadBars(terms: readonly string[]): Promise<Record<string, unknown>> {
  const all = (await load('/bars.json')) as Record<string, unknown>;
  return Object.fromEntries(terms.filter((id) => Object.hasOwn(all, id)).map((id) => [id, all[id]]));
}
