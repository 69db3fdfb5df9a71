import { useEffect, useState } from 'preact/hooks';
import { browser, type Browser } from 'wxt/browser';
import { parseFromPage, type Report } from '../../messages/messages.ts';
import type { ToPage } from '../../messages/to-page.ts';

export interface TabView {
  readonly id: number;
  /** Empty where the browser does not tell. */
  readonly url: string;
  /** What its frames report; null if no page of it answers. */
  readonly reports: ReadonlyMap<number, Report> | null;
}

/** The tab that the popup was opened on (or `?tab=`), and what its frames report, live. */
export function useTab(): TabView | null {
  const [tab, setTab] = useState<TabView | null>(null);
  useEffect(() => {
    let id = -1;
    const ask = async (url: string) => {
      setTab({ id, url, reports: new Map() });
      const message: ToPage = { type: 'report' };
      const answered = await browser.tabs.sendMessage(id, message).then(
        () => true,
        () => false,
      );
      if (!answered) setTab({ id, url, reports: null });
    };
    const onMessage = (
      raw: unknown,
      { tab: from, frameId = 0 }: Browser.runtime.MessageSender,
    ): undefined => {
      const message = parseFromPage(raw);
      if (from?.id !== id) return;
      if (message?.type === 'watch' && message.isNew && frameId === 0) void ask(from.url ?? '');
      if (message?.type !== 'found') return;
      setTab((view) => view && { ...view, reports: new Map(view.reports).set(frameId, message.report) });
    };
    browser.runtime.onMessage.addListener(onMessage);
    void currentTab().then(async (current) => {
      if (current?.id === undefined) return;
      id = current.id;
      await ask(current.url ?? '');
    });
    return () => browser.runtime.onMessage.removeListener(onMessage);
  }, []);
  return tab;
}

async function currentTab(): Promise<Browser.tabs.Tab | undefined> {
  const asked = new URLSearchParams(location.search).get('tab');
  if (asked) return browser.tabs.get(Number(asked));
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab;
}
