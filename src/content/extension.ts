/**
 * The little that a frame asks of the browser's extension API, which both browsers give as promises. The
 * library that evens out the rest for our other scripts would be a quarter of the script in every frame.
 */
interface ExtensionApi {
  readonly runtime: {
    /** Gone when the extension has been updated or removed. */
    readonly id?: string;
    sendMessage(message: unknown): Promise<unknown>;
    connect(): Port;
    readonly onMessage: { addListener(listener: Listener): void; removeListener(listener: Listener): void };
  };
  /** Chromium’s way into closed shadow roots. */
  readonly dom?: { openOrClosedShadowRoot(element: HTMLElement): ShadowRoot | null };
}

interface Port {
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

/** True: there will be an answer. */
type Listener = (message: unknown, sender: { id?: string }, respond: (answer: unknown) => void) => boolean;

declare const chrome: ExtensionApi;

/** False after an update or removal of the extension: then this script is an orphan. */
export function isAlive(): boolean {
  return Boolean(chrome.runtime?.id);
}

/** Rejects if nobody is there to answer. */
export function sendMessage(message: unknown): Promise<unknown> {
  return chrome.runtime.sendMessage(message);
}

/** Milliseconds after which there will be no answer, whatever has become of the port. */
const PATIENCE = 1000;

/** Sends strings and a message after them by a port of their own. Undefined if nobody answers. */
export function sendInPieces(pieces: readonly string[], message: unknown): Promise<unknown> {
  if (!isAlive()) return Promise.resolve(undefined);
  const port = chrome.runtime.connect();
  let timer: ReturnType<typeof setTimeout>;
  return new Promise<unknown>((resolve) => {
    port.onMessage.addListener(resolve);
    port.onDisconnect.addListener(() => resolve(undefined));
    timer = setTimeout(resolve, PATIENCE);
    for (const piece of pieces) port.postMessage(piece);
    port.postMessage(message);
  }).finally(() => {
    clearTimeout(timer);
    if (isAlive()) port.disconnect();
  });
}

/** Answers messages of our own extension until `signal` aborts; undefined to leave one alone. */
export function answerMessages(
  answer: (message: unknown) => Promise<unknown> | undefined,
  signal: AbortSignal,
): void {
  const { onMessage, id } = chrome.runtime;
  const listener: Listener = (message, sender, respond) => {
    const answered = sender.id === id ? answer(message) : undefined;
    void answered?.then(respond);
    return answered !== undefined;
  };
  onMessage.addListener(listener);
  signal.addEventListener('abort', () => isAlive() && onMessage.removeListener(listener));
}

/** The shadow root of an element, open or closed: Chromium has it in an API, Firefox on the element. */
export function openOrClosedShadowRoot(element: Element): ShadowRoot | null {
  if (chrome.dom && element instanceof HTMLElement) return chrome.dom.openOrClosedShadowRoot(element);
  return 'openOrClosedShadowRoot' in element ? (element.openOrClosedShadowRoot as ShadowRoot | null) : null;
}
