import { render } from 'preact';
import type { CardEntry } from '../glossary/card-entry.ts';
import type { FromPage } from '../messages/messages.ts';
import { sendMessage } from './extension.ts';
import type { CardControls, CardRequest } from '../page/reader.ts';
import { Card } from '../ui/card/card.tsx';
import { citation } from '../ui/card/citation.ts';

/** Asks the background for an entry; null where there is none or no background any more. */
async function loadEntry(term: string): Promise<CardEntry | null> {
  const message: FromPage = { type: 'entry', term };
  // Our own background made it from the checked glossary.
  return sendMessage(message).then(
    (entry) => entry as CardEntry | null,
    () => null,
  );
}

/** Puts the card of a term into a box on the page. */
export function mountCard(
  box: HTMLElement,
  request: CardRequest,
  controls: CardControls,
  focus: boolean,
  colourOf: (category: string) => string,
): () => void {
  let gone = false;
  void loadEntry(request.term).then((entry) => {
    if (gone || !entry) return;
    const openOptions = (event: Event, term: string) => {
      const message: FromPage = { type: 'options', term };
      if (controls.isHonest(event)) void sendMessage(message).catch(() => undefined);
    };
    render(
      <Card
        entry={entry}
        seen={request}
        colourOf={colourOf}
        load={loadEntry}
        focus={focus}
        onClose={controls.close}
        onPin={controls.setPinned}
        onResize={controls.resized}
        onCopy={(shown) => Promise.resolve(copy(citation(shown, placeOf(request), new Date())))}
        actions={({ term }) => (
          <button type="button" onClick={(event) => openOptions(event, term.id)}>
            Settings
          </button>
        )}
      />,
      box,
    );
    controls.resized();
  });
  return () => {
    gone = true;
    render(null, box);
  };
}

function placeOf({ text }: CardRequest) {
  const { href } = document.location;
  return { text: text.replace(/\s+/g, ' '), title: document.title, url: href.split('#')[0] ?? href };
}

/** Works on pages without a secure context too, where the Clipboard API is missing. */
function copy(text: string): boolean {
  let done = false;
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    done = true;
  };
  window.addEventListener('copy', onCopy, { capture: true });
  document.execCommand('copy');
  window.removeEventListener('copy', onCopy, { capture: true });
  return done;
}
