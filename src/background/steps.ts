import type { ToPage } from '../messages/to-page.ts';

/** Goes through the matches of a tab, frame after frame, and around at the end. */
export class Steps {
  /** The frame in which each tab's reader is. */
  private readonly at = new Map<number, number>();

  constructor(
    private readonly framesWith: (tab: number, term: string | null) => number[],
    /** Has the frames of a tab tell anew what they hold. */
    private readonly ask: (tab: number) => Promise<void>,
    private readonly send: (tab: number, frame: number, message: ToPage) => Promise<unknown>,
  ) {}

  async go(tab: number, direction: 1 | -1, term: string | null): Promise<boolean> {
    if (!this.framesWith(tab, term).length) await this.ask(tab);
    const frames = this.framesWith(tab, term);
    if (!frames.length) return false;
    const start = Math.max(0, frames.indexOf(this.at.get(tab) ?? -1));
    // Once around, and the frame of the start again from its edge.
    for (let i = 0; i <= frames.length; i++) {
      const frame = frames[(start + direction * i + frames.length * 2) % frames.length] ?? 0;
      const message: ToPage = { type: 'go', direction, term, fromEdge: i > 0 };
      if ((await this.send(tab, frame, message)) !== true) continue;
      this.at.set(tab, frame);
      return true;
    }
    return false;
  }
}
