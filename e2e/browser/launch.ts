import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import puppeteer, { type Browser, type LaunchOptions, type Page } from 'puppeteer-core';
import { type BrowserKind, getBrowser } from './find.ts';

const FIREFOX_ID = 'watchword@watchword.example';
export const builds: Record<BrowserKind, string> = {
  chromium: '.output/chrome-mv3',
  firefox: '.output/firefox-mv3',
};

export interface Launched {
  readonly kind: BrowserKind;
  readonly browser: Browser;
  /** A page of the extension, such as `popup.html?tab=3`, in a tab of its own. */
  openOwn(path: string, prepare?: (page: Page) => Promise<void>): Promise<Page>;
  close(): Promise<void>;
}

export interface LaunchSettings {
  /** The built extension; null for a browser without it. */
  readonly extension?: string | null;
  readonly headless?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** The desktop's colour scheme. */
  readonly dark?: boolean;
  readonly args?: readonly string[];
}

/** Starts a browser with the built extension in it. */
export async function launch(kind: BrowserKind, settings: LaunchSettings = {}): Promise<Launched> {
  return kind === 'chromium' ? launchChromium(settings) : launchFirefox(settings);
}

function common({ headless = true, width = 1100, height = 800 }: LaunchSettings): LaunchOptions {
  return {
    headless,
    defaultViewport: headless ? { width, height } : null,
    timeout: 60_000,
    protocolTimeout: 120_000,
  };
}

async function launchChromium(settings: LaunchSettings): Promise<Launched> {
  const { extension = builds.chromium, headless = true, args = [] } = settings;
  const root = process.getuid?.() === 0;
  const browser = await puppeteer.launch({
    ...common(settings),
    executablePath: getBrowser('chromium'),
    pipe: true,
    enableExtensions: extension ? [resolve(extension)] : false,
    args: [
      ...(root ? ['--no-sandbox'] : []),
      ...(headless ? ['--disable-gpu'] : []),
      ...(settings.dark ? ['--force-dark-mode'] : []),
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...args,
    ],
  });
  const id = extension ? await chromiumId(browser) : '';
  return {
    kind: 'chromium',
    browser,
    openOwn: async (path, prepare) => {
      const page = await browser.newPage();
      await prepare?.(page);
      await page.goto(`chrome-extension://${id}/${path}`);
      return page;
    },
    close: () => browser.close(),
  };
}

async function chromiumId(browser: Browser): Promise<string> {
  const worker = await browser.waitForTarget((target) => target.type() === 'service_worker', {
    timeout: 20_000,
  });
  return new URL(worker.url()).host;
}

async function launchFirefox(settings: LaunchSettings): Promise<Launched> {
  const { extension = builds.firefox } = settings;
  const uuid = randomUUID();
  const browser = await puppeteer.launch({
    ...common(settings),
    browser: 'firefox',
    executablePath: getBrowser('firefox'),
    args: ['--remote-allow-system-access', ...(settings.args ?? [])],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [FIREFOX_ID]: uuid }),
      'ui.systemUsesDarkTheme': settings.dark ? 1 : 0,
      'layout.css.prefers-color-scheme.content-override': settings.dark ? 0 : 1,
    },
  });
  if (extension) await browser.installExtension(resolve(extension));
  return {
    kind: 'firefox',
    browser,
    openOwn: async (path, prepare) => {
      const page = await browser.newPage();
      await prepare?.(page);
      await page.goto(`moz-extension://${uuid}/${path}`, { waitUntil: [] });
      await page.waitForSelector('#root > *', { timeout: 15_000 });
      return page;
    },
    close: () => browser.close(),
  };
}
