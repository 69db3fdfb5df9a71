import type { Report } from '../messages/messages.ts';

/** What the frames of each tab have reported. Lost when the background stops; frames tell again. */
export class TabReports {
  private readonly tabs = new Map<number, Map<number, Report>>();

  /**
   * Takes a report in. False if the tab's frames should be asked: they are not known, or the top
   * frame has a new page and others may have been faster.
   */
  add(tab: number, frame: number, report: Report): boolean {
    const known = this.tabs.get(tab);
    const frames = known && !(frame === 0 && report.fresh) ? known : new Map<number, Report>();
    this.tabs.set(tab, frames);
    frames.set(frame, report);
    return frames === known;
  }

  forget(tab: number): void {
    this.tabs.delete(tab);
  }

  /** How many different terms a tab holds. */
  terms(tab: number): number {
    const frames = [...(this.tabs.get(tab)?.values() ?? [])];
    return new Set(frames.flatMap(({ terms }) => terms.map(({ term }) => term))).size;
  }

  /** The frames that hold a term (or any), the top frame first. */
  framesWith(tab: number, term: string | null): number[] {
    const frames = [...(this.tabs.get(tab) ?? [])];
    return frames
      .filter(([, { terms }]) => (term === null ? terms.length > 0 : terms.some((one) => one.term === term)))
      .map(([frame]) => frame)
      .sort((a, b) => a - b);
  }
}
