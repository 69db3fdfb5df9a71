import { browser } from 'wxt/browser';
import type { Glossary } from './schema.ts';

let loading: Promise<Glossary> | null = null;

/** The bundled glossary, which the build has checked. Fetched once. */
export function loadGlossary(): Promise<Glossary> {
  loading ??= fetch(browser.runtime.getURL('/glossary.json')).then(
    (response) => response.json() as Promise<Glossary>,
  );
  return loading;
}
