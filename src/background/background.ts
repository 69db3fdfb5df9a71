import { browser, type Browser } from 'wxt/browser';
import { cardEntry } from '../glossary/card-entry.ts';
import { type FromPage, parseFromOwn, parseFromPage, type Watching } from '../messages/messages.ts';
import type { ToPage } from '../messages/to-page.ts';
import { siteState } from '../settings/effects.ts';
import { settings, tracking } from '../settings/records.ts';
import { changeRecord, repair, retrySync } from '../settings/storage.ts';
import { loadGlossary } from '../glossary/bundled.ts';
import { answerInPieces } from './pieces.ts';
import { Searches } from './searches.ts';
import { Steps } from './steps.ts';
import { Stored } from './stored.ts';
import { TabReports } from './tab-reports.ts';

const stored = new Stored(browser.storage);

/** The badge, the keyboard commands, and the few things that a page cannot do for itself. */
export function startBackground(): void {
  const reports = new TabReports();
  const steps = new Steps(
    (tab, term) => reports.framesWith(tab, term),
    (tab) => askFrames(tab),
    sendTo,
  );

  browser.runtime.onMessage.addListener((raw: unknown, sender: Browser.runtime.MessageSender) => {
    if (sender.id !== browser.runtime.id) return undefined;
    const message = parseFromPage(raw);
    // What fails is not answered, instead of with an error that only our own library would know for one.
    if (message) return answer(message, sender, reports).catch((error: unknown) => console.error(error));
    const own = sender.url?.startsWith(browser.runtime.getURL('/')) ? parseFromOwn(raw) : null;
    return own ? steps.go(own.tab, own.direction, own.term) : undefined;
  });
  browser.runtime.onConnect.addListener((port) => {
    const { sender } = port;
    if (sender?.id !== browser.runtime.id) return;
    answerInPieces(port, (raw, ahead) => {
      const message = parseFromPage(raw);
      if (message?.type !== 'places') return undefined;
      return answer({ ...message, text: ahead + message.text }, sender, reports);
    });
  });
  browser.tabs.onRemoved.addListener((tab) => reports.forget(tab));
  browser.commands.onCommand.addListener((command) => void onCommand(command, steps));
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install' || reason === 'update') void onInstalled();
  });
  browser.storage.onChanged.addListener((changes) => {
    stored.forget();
    tellPagesSoon();
    void showPaused();
    if (Object.keys(changes).some((key) => key.includes(':'))) syncSoon();
  });
  void retryAll();
  void showPaused();
}

async function answer(
  message: FromPage,
  { tab, url = '', frameId = 0 }: Browser.runtime.MessageSender,
  reports: TabReports,
): Promise<unknown> {
  switch (message.type) {
    case 'watch':
      if (message.isNew && frameId === 0 && tab?.id !== undefined) {
        beginPage(tab.id, reports).catch((error: unknown) => console.error(error));
      }
      return watchingFor(hostOf(tab?.url ?? url));
    case 'places': {
      const places = await searches().places(message);
      if (message.lacksScript && places.length) await bring('annotate', tab, frameId);
      return places;
    }
    case 'find':
      return searches().for(message.tracking).find(message);
    case 'found':
      if (tab?.id === undefined) return;
      if (reports.add(tab.id, frameId, message.report)) await askFrames(tab.id);
      await showBadge(tab.id, reports);
      return;
    case 'script':
      return bring(message.name, tab, frameId);
    case 'style':
      if (tab?.id === undefined) return;
      await browser.scripting.insertCSS({
        css: message.css,
        origin: 'AUTHOR',
        target: { tabId: tab.id, frameIds: [frameId] },
      });
      return;
    case 'entry':
      return cardEntry(await loadGlossary(), message.term);
    case 'options':
      await openOptions(message.term);
      return;
  }
}

let known: Searches | undefined;

/** Made when a page first asks for it. */
function searches(): Searches {
  return (known ??= new Searches());
}

/** `""` for pages without one. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

async function watchingFor(host: string): Promise<Watching> {
  const chosen = await stored.read();
  const { isSieved, enough } = searches().for(chosen.tracking);
  return { isOn: siteState(chosen.settings, host) === 'on', ...chosen, isSieved, enough };
}

/** Many changes may come at once. Milliseconds. */
const TELL_AFTER = 40;
let telling: ReturnType<typeof setTimeout> | undefined;

function tellPagesSoon(): void {
  telling ??= setTimeout(() => {
    telling = undefined;
    void tellPages();
  }, TELL_AFTER);
}

/** Every open page follows a change at once. That the frames do not listen themselves makes them lighter. */
async function tellPages(): Promise<void> {
  const message: ToPage = { type: 'stored' };
  for (const { id } of await browser.tabs.query({})) {
    // Most tabs that do not answer have no page that we may read.
    if (id !== undefined) void browser.tabs.sendMessage(id, message).catch(() => undefined);
  }
}

async function beginPage(tab: number, reports: TabReports): Promise<void> {
  const frames = reports.begin(tab);
  await showBadge(tab, reports);
  await Promise.all(frames.map((frame) => sendTo(tab, frame, { type: 'report' })));
}

/** Has all frames of a tab tell anew what they hold. */
async function askFrames(tab: number): Promise<void> {
  const message: ToPage = { type: 'report' };
  await browser.tabs.sendMessage(tab, message).catch(() => undefined);
}

/** The answer of one frame of a tab; false if there is none. */
function sendTo(tab: number, frameId: number, message: ToPage): Promise<unknown> {
  return browser.tabs.sendMessage(tab, message, { frameId }).catch(() => false);
}

async function showBadge(tab: number, reports: TabReports): Promise<void> {
  const chosen = await stored.read();
  const terms = reports.terms(tab);
  const text = terms > 0 && chosen.settings.badge !== false ? String(terms) : '';
  // The tab may be gone by now.
  await browser.action.setBadgeText({ tabId: tab, text }).catch(() => undefined);
}

/** The browser takes 120 writes a minute; what came too fast is synced after that. */
const SYNC_AGAIN = 65_000;
let syncing: ReturnType<typeof setTimeout> | undefined;

function syncSoon(): void {
  clearTimeout(syncing);
  syncing = setTimeout(() => void retryAll(), SYNC_AGAIN);
}

async function retryAll(): Promise<void> {
  await retrySync(browser.storage, settings);
  await retrySync(browser.storage, tracking);
}

/** Where Watchword is off everywhere, the toolbar says so. */
async function showPaused(): Promise<void> {
  const chosen = await stored.read();
  await browser.action.setBadgeBackgroundColor({ color: '#1f5f6b' });
  await browser.action.setTitle({ title: chosen.settings.on === false ? 'Watchword (off)' : 'Watchword' });
}

async function onCommand(command: string, steps: Steps): Promise<void> {
  if (command === 'toggle') {
    await changeRecord(browser.storage, settings, ({ on, ...rest }) =>
      on === false ? rest : { ...rest, on: false },
    );
    return;
  }
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined) return;
  await steps.go(tab.id, command === 'previous-match' ? -1 : 1, null);
}

/** Installed or updated: stored records are checked, and tabs that are open get the new script. */
async function onInstalled(): Promise<void> {
  await repair(browser.storage, settings);
  await repair(browser.storage, tracking);
  if (import.meta.env.FIREFOX) return; // Firefox does this by itself.
  for (const { id } of await browser.tabs.query({ url: ['http://*/*', 'https://*/*', 'file:///*'] })) {
    if (id === undefined) continue;
    await inject({ tabId: id, allFrames: true }, '/page.js');
  }
}

/** Puts a further script into a frame. False if that cannot be. */
async function bring(
  name: 'annotate' | 'card',
  tab: Browser.tabs.Tab | undefined,
  frameId: number,
): Promise<boolean> {
  if (tab?.id === undefined) return false;
  return inject({ tabId: tab.id, frameIds: [frameId] }, `/${name}.js`);
}

/** False for pages that no extension may touch. */
function inject(
  target: Browser.scripting.InjectionTarget,
  file: '/page.js' | '/annotate.js' | '/card.js',
): Promise<boolean> {
  return browser.scripting.executeScript({ target, files: [file], injectImmediately: true }).then(
    () => true,
    () => false,
  );
}

async function openOptions(term?: string): Promise<void> {
  if (!term) return browser.runtime.openOptionsPage();
  await browser.tabs.create({
    url: `${browser.runtime.getURL('/options.html')}#${encodeURIComponent(term)}`,
  });
}
