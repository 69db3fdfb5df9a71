import type { Answer, Passage, Question, Search } from '../matching/search.ts';
import type { FromPage, Watching } from '../messages/messages.ts';

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
    const places = await this.ask({ type: 'places', ...passage, lacksScript });
    return (places as readonly number[] | undefined) ?? [];
  }

  async find(question: Question): Promise<Answer> {
    const { tracking } = this.watching;
    const answer = await this.ask({ type: 'find', tracking, ...question });
    return (answer as Answer | undefined) ?? { found: [], variants: [] };
  }
}
