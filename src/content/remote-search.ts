import type { Answer, Passage, Question, Search } from '../matching/search.ts';
import type { Watching } from '../messages/messages.ts';
import { ask } from './ask.ts';

/**
 * Has the background search: the glossary is there once, ready and in use, and not in each frame. The
 * text stays in the browser, and nothing keeps it.
 */
export class RemoteSearch implements Search {
  readonly isSieved: boolean;
  readonly enough: readonly number[];

  constructor(
    private readonly watching: Watching,
    private readonly signal: AbortSignal,
  ) {
    this.isSieved = watching.isSieved;
    this.enough = watching.enough;
  }

  async places(passage: Passage): Promise<readonly number[]> {
    const places = await ask({ type: 'places', ...passage }, this.signal);
    return (places as readonly number[] | undefined) ?? [];
  }

  async find(question: Question): Promise<Answer> {
    const { tracking } = this.watching;
    const answer = await ask({ type: 'find', tracking, ...question }, this.signal);
    return (answer as Answer | undefined) ?? { found: [], variants: [] };
  }
}
