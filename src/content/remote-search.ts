import type { Answer, Passage, Question, Search } from '../matching/search.ts';
import type { FromPage, Watching } from '../messages/messages.ts';
import { sendInPieces } from './extension.ts';

/** UTF-16 units: the browser sends more than 64 KB in another way, which is dear. */
const PIECE = 28_672;

/**
 * Has the background search: the glossary is there once, ready and in use, and not in each frame. The
 * text stays in the browser, and nothing keeps it.
 */
export class RemoteSearch implements Search {
  readonly isSieved: boolean;
  readonly enough: readonly number[];

  constructor(
    private readonly watching: Watching,
    private readonly ask: (message: FromPage) => Promise<unknown>,
  ) {
    this.isSieved = watching.isSieved;
    this.enough = watching.enough;
  }

  async places(passage: Passage): Promise<readonly number[]> {
    const lacksScript = !globalThis.watchword?.annotate;
    const message = { type: 'places', ...passage, lacksScript } as const;
    const places = (await askInPieces(message)) ?? (await this.ask(message));
    return (places as readonly number[] | undefined) ?? [];
  }

  async find(question: Question): Promise<Answer> {
    const { tracking } = this.watching;
    const answer = await this.ask({ type: 'find', tracking, ...question });
    return (answer as Answer | undefined) ?? { found: [], variants: [] };
  }
}

/** Undefined if the text is short, or nobody answers. */
async function askInPieces({ text, ...message }: Extract<FromPage, { type: 'places' }>): Promise<unknown> {
  if (text.length <= PIECE) return undefined;
  const pieces = Array.from({ length: Math.ceil(text.length / PIECE) }, (_, i) =>
    text.slice(i * PIECE, (i + 1) * PIECE),
  );
  return sendInPieces(pieces, { ...message, text: '' });
}
