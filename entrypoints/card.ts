import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { mountCard } from '../src/content/mount-card.tsx';
import { CardHost } from '../src/page/card-host.ts';
import { MarkHighlighter } from '../src/page/mark-highlighter.ts';
import cardCss from '../src/ui/card/card.css?inline';
import lookCss from '../src/ui/look.css?inline';

/** What few frames need: the card, and marks in the page. The background puts it where it is asked for. */
export default defineUnlistedScript(() => {
  globalThis.watchword = {
    ...globalThis.watchword,
    card: {
      makeHost: () => new CardHost(document, lookCss + cardCss),
      mountCard,
      makeMarks: (names, parts, unobserved) => new MarkHighlighter(names, parts, unobserved),
    },
  };
});
