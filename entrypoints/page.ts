import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Content } from '../src/content/content.ts';
import { answerMessages, isAlive, onStored } from '../src/content/extension.ts';
import { activated, isHere, shadowRootOf } from '../src/content/frame.ts';

/** How often a page with highlights looks whether the extension is still there. Milliseconds. */
const ALIVE = 1000;

/** In every frame, so as light as can be. Declared as a content script in wxt.config.ts. */
export default defineUnlistedScript(() => {
  void start();
});

async function start(): Promise<void> {
  if (isHere()) return;
  await activated();
  let content: Content;
  let ending: AbortController;
  const begin = () => {
    ending = new AbortController();
    content = new Content(shadowRootOf, restart, ending.signal);
    void content.update();
    const { signal } = ending;
    window.addEventListener('pageshow', (event) => event.persisted && void content.comeBack(), { signal });
    window.addEventListener('pagehide', () => content.leave(), { signal });
    answerMessages((message) => content.answer(message), signal);
    onStored(() => void content.update(), signal);
  };
  const restart = () => {
    ending.abort();
    begin();
  };
  begin();

  // After an update or removal of the extension this script is an orphan: it leaves no trace.
  const alive = setInterval(() => {
    if (isAlive()) return;
    clearInterval(alive);
    ending.abort();
  }, ALIVE);
}
