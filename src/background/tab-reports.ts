import type { Report } from '../messages/messages.ts';

/** What the frames of each tab have reported. Lost when the background stops; frames tell again. */
export class TabReports {
  private readonly tabs = new Map<number, Map<number, Report>>();

  /**
   * The top frame has a new page. Returns the frames that are to be asked for their reports: those known so
   * far, of which some may have been faster than the top frame.
   */
  begin(tab: number): readonly number[] {
    const known = this.tabs.get(tab);
    this.tabs.set(tab, new Map());
    return [...(known?.keys() ?? [])].filter((frame) => frame !== 0);
  }

  /** Takes a report in. Returns whether all frames are to be asked for theirs, because none was known. */
  add(tab: number, frame: number, report: Report): boolean {
    const known = this.tabs.get(tab);
    this.tabs.set(tab, (known ?? new Map<number, Report>()).set(frame, report));
    return !known;
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
