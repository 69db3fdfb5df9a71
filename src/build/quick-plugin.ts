import type { Plugin } from 'vite';

const compiledAtOnce: ReadonlySet<string> = new Set(['page.js', 'annotate.js']);

/**
 * Writes scripts as a browser reads them fastest; the glossary is most of what the background has to read
 * before it can answer. In ASCII, because with one other character the browser keeps the whole script as
 * 16 bits a unit; long data in quotes, because minifiers make a template of it, which takes twice as
 * long; and scripts of which nearly all is run on a page with a word to compile them at once: function
 * after function, as each is first called, takes longer.
 */
export function quickPlugin(): Plugin {
  return {
    name: 'watchword-quick',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        const code = inQuotes(inAscii(file.code));
        file.code = compiledAtOnce.has(file.fileName) ? `//# allFunctionsCalledOnLoad\n${code}` : code;
      }
    },
  };
}

/** Escapes mean the same in strings, templates, expressions and names. */
export function inAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Data in templates, JSON or base64, as strings. */
export function inQuotes(code: string): string {
  return code
    .replace(/(?<=JSON\.parse\()`([^`'\\$\n]*)`(?=\))/g, "'$1'")
    .replace(/`([\w+/=]{1000,})`/g, "'$1'");
}
