import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Content } from '../src/content/content.ts';
import { answerMessages } from '../src/content/extension.ts';
import { activated, isHere, largeEnough, shadowRootOf } from '../src/content/frame.ts';

/** In every frame, so as light as can be. Declared as a content script in wxt.config.ts. */
export default defineUnlistedScript(() => {
  void start();
});

async function start(): Promise<void> {
  if (isHere()) return;
  await activated();
  await largeEnough();
  let content: Content;
  let ending: AbortController;
  const begin = () => {
    ending = new AbortController();
    content = new Content(shadowRootOf, restart, end, ending.signal);
    void content.update();
    const { signal } = ending;
    window.addEventListener('pageshow', (event) => event.persisted && void content.comeBack(), { signal });
    window.addEventListener('pagehide', () => content.leave(), { signal });
    answerMessages((message) => content.answer(message), signal);
  };
  const end = () => ending.abort();
  const restart = () => {
    end();
    begin();
  };
  begin();
}
