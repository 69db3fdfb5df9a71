import { execFileSync, type StdioOptions } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type BrowserKind = 'chromium' | 'firefox';

const names: Record<BrowserKind, readonly string[]> = {
  chromium: [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
    'brave-browser',
    'brave',
  ],
  firefox: ['firefox', 'firefox-esr', 'firefox-developer-edition'],
};

const elsewhere: Record<BrowserKind, readonly string[]> = {
  chromium: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Brave Browser.app/Contents/MacOS/Brave Browser',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files\\BraveSoftware\\Brave-Browser\\Application\\brave.exe',
  ],
  firefox: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
};

const debianPackage: Record<BrowserKind, string> = { chromium: 'chromium', firefox: 'firefox-esr' };
const variable: Record<BrowserKind, string> = { chromium: 'BROWSER_PATH', firefox: 'FIREFOX_PATH' };

/** The path of an installed browser, or null. `BROWSER_PATH` and `FIREFOX_PATH` come first. */
function findBrowser(kind: BrowserKind): string | null {
  const wanted = process.env[variable[kind]];
  if (wanted) {
    if (isExecutable(wanted)) return wanted;
    throw new Error(`${variable[kind]} is ${wanted}, where there is no program to run`);
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names[kind].flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...elsewhere[kind]].find(isExecutable) ?? null;
}

/**
 * The path of a browser. On Debian as root it is installed where it is missing; elsewhere an
 * error says in one line how to get one.
 */
export function getBrowser(kind: BrowserKind): string {
  const found = findBrowser(kind) ?? (canInstall() ? install(kind) : null);
  if (found) return found;
  const example = kind === 'chromium' ? 'Chrome, Chromium, Edge or Brave' : 'Firefox';
  throw new Error(
    `No ${example} was found: install one (on Debian: apt-get install ${debianPackage[kind]}) or set ${variable[kind]}.`,
  );
}

function canInstall(): boolean {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

function install(kind: BrowserKind): string | null {
  const packages = [debianPackage[kind], 'fonts-noto-cjk', 'fonts-noto-core'];
  process.stderr.write(`Installing ${packages.join(', ')} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, stdio: ['ignore', 'ignore', 'inherit'] satisfies StdioOptions };
  try {
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  return findBrowser(kind);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
