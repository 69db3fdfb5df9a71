import type { Report } from '../messages/messages.ts';

/** What the frames of each tab have reported. Lost when the background stops; frames tell again. */
export class TabReports {
  private readonly tabs = new Map<number, Map<number, Report>>();

  /**
   * Takes a report in. Returns the frames that are to be asked for theirs: those known so far where the top
   * frame has a new page, of which some may have been faster than that; null for all, if none was known.
   */
  add(tab: number, frame: number, report: Report): readonly number[] | null {
    const known = this.tabs.get(tab);
    const isNew = frame === 0 && report.fresh;
    const frames = known && !isNew ? known : new Map<number, Report>();
    this.tabs.set(tab, frames);
    frames.set(frame, report);
    if (isNew) return [...(known?.keys() ?? [])].filter((one) => one !== 0);
    return known ? [] : null;
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
