import type { Browser } from 'wxt/browser';

/** A port, as far as it matters here. */
type Port = Pick<Browser.runtime.Port, 'postMessage' | 'disconnect'> & {
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
};

/**
 * Answers a message whose text comes ahead of it, in pieces; `answer` gets both, or gives undefined where
 * the message is none. Where there is no answer the port is closed.
 */
export function answerInPieces(
  port: Port,
  answer: (message: unknown, ahead: string) => Promise<unknown> | undefined,
): void {
  const pieces: string[] = [];
  let isOpen = true;
  port.onDisconnect.addListener(() => {
    isOpen = false; // The page has gone.
  });
  port.onMessage.addListener((message) => {
    if (typeof message === 'string') {
      pieces.push(message);
      return;
    }
    const answered = answer(message, pieces.splice(0).join(''));
    if (!answered) return port.disconnect();
    answered
      .then((given) => isOpen && port.postMessage(given))
      .catch((error: unknown) => {
        console.error(error);
        port.disconnect();
      });
  });
}
