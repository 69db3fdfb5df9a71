import type { FromPage } from '../messages/messages.ts';
import { isAlive, sendMessage } from './extension.ts';

/** Milliseconds after which the background is asked again: it may be starting, or the page may have slept. */
const WAITS = [100, 500, 2000];

/**
 * Asks the background, which checks what it is asked and is trusted in what it answers. Undefined if
 * it cannot be reached: after an update or removal of the extension this script is an orphan.
 */
export async function ask(message: FromPage, signal: AbortSignal): Promise<unknown> {
  for (const wait of [...WAITS, 0]) {
    if (signal.aborted || !isAlive()) return undefined;
    try {
      return await sendMessage(message);
    } catch {
      if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return undefined;
}
