import { useEffect, useRef } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { FromOwn } from '../../messages/messages.ts';
import { categoryColours, isTermTracked, siteState, withSite, withTerm } from '../../settings/effects.ts';
import { settings as settingsSpec, tracking as trackingSpec } from '../../settings/records.ts';
import { useGlossary } from '../parts/use-glossary.ts';
import { useProblems, useRecord } from '../parts/use-record.ts';
import { joinReports, type PageRow, rows } from './page-terms.ts';
import { Popup } from './popup.tsx';
import { type TabView, useTab } from './use-tab.ts';

/** Reads the tab, the glossary and the settings for the popup. */
export function PopupContainer() {
  const tab = useTab();
  const glossary = useGlossary();
  const [settings, changeSettings] = useRecord(settingsSpec);
  const [tracking, changeTracking] = useRecord(trackingSpec);
  const problems = useProblems();
  const shown = useRef<readonly PageRow[]>([]);
  const reports = [...(tab?.reports?.values() ?? [])];
  const terms = rows(shown.current, joinReports(reports));
  useEffect(() => {
    shown.current = terms;
  });
  if (!tab || !glossary || !settings || !tracking) return null;

  const host = hostOf(tab.url);
  const ids = glossary.categories.map(({ id }) => id);
  const colours = categoryColours(settings, ids);
  const categoryOf = (term: string) => glossary.terms.find(({ id }) => id === term)?.category ?? '';
  return (
    <Popup
      glossary={glossary}
      host={host}
      state={siteState(settings, host)}
      unreadable={unreadable(tab, host)}
      reading={reports.some(({ reading }) => reading)}
      terms={terms}
      problems={problems.length}
      isTracked={(term) => isTermTracked(tracking, term, categoryOf(term))}
      colourOf={(category) => colours[ids.indexOf(category)] ?? ''}
      onSite={(on) => changeSettings((value) => withSite(value, host, on))}
      onEverywhere={(on) => changeSettings(({ on: _, ...rest }) => (on ? rest : { ...rest, on: false }))}
      onTrack={(term, on) => changeTracking((value) => withTerm(value, term, categoryOf(term), on))}
      onNext={(term) => {
        const message: FromOwn = { type: 'step', tab: tab.id, direction: 1, term };
        void browser.runtime.sendMessage(message);
      }}
      onOptions={() => void browser.runtime.openOptionsPage()}
    />
  );
}

function hostOf(url: string): string {
  return /^https?:/.test(url) && URL.canParse(url) ? new URL(url).hostname : '';
}

function unreadable(tab: TabView, host: string): 'restricted' | 'reload' | null {
  if (tab.reports) return null;
  const shop = /^(chromewebstore\.google\.com|addons\.mozilla\.org|microsoftedge\.microsoft\.com)$/.test(
    host,
  );
  return host && !shop ? 'reload' : 'restricted';
}
