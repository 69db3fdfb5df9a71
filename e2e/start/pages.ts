import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { type Served, serve } from '../browser/serve.ts';

/** A page to try Watchword on. */
export interface TryPage {
  readonly name: string;
  /** Its path on the server. */
  readonly path: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.htm': 'text/html; charset=utf-8',
  '.txt': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.xhtml': 'application/xhtml+xml',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
};

/** Serves the demo, or files of the user's, each with its folder around it. */
export async function servePages(files: readonly string[]): Promise<{ server: Served; pages: TryPage[] }> {
  const paths = files.length ? files.map((file) => resolve(file)) : ['index.html', 'article.html'].map(demo);
  for (const path of paths) {
    if (!existsSync(path) || !statSync(path).isFile()) throw new Error(`There is no file ${path}`);
    if (!/\.(html?|xhtml|xml|svg|txt)$/i.test(path)) {
      throw new Error(`${path} is neither HTML nor plain text: give a file that ends in .html or .txt`);
    }
  }
  const folders = [...new Set(paths.map(dirname))];
  const server = await serve((path) => {
    const [, number = '', ...rest] = path.split('/').map((part) => decodeURIComponent(part));
    const folder = folders[Number(number)];
    const file = folder && join(folder, ...rest);
    if (!folder || !file?.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return null;
    const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream';
    return { type, body: extname(file) === '.txt' ? asPage(file) : readFileSync(file) };
  });
  const pages = paths.map((path, i) => ({
    name: files[i] ?? basename(path),
    path: `/${folders.indexOf(dirname(path))}/${encodeURIComponent(basename(path))}`,
  }));
  return { server, pages };
}

function demo(name: string): string {
  return resolve(import.meta.dirname, '../demo', name);
}

/** Plain text as a page: a paragraph a line, `p1`, `p2` … being their ids. */
function asPage(file: string): string {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const paragraphs = lines
    .filter((line) => line.trim())
    .map((line, i) => `<p id="p${i + 1}">${escape(line)}</p>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(basename(file))}</title>
<style>:root{color-scheme:light dark}body{font:17px/1.6 Georgia,serif;max-width:42em;margin:2em auto;padding:0 1em}</style>
<body>${paragraphs.join('\n')}</body></html>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
