import { describe, expect, it } from 'vitest';
import type { Report } from '../messages/messages.ts';
import { TabReports } from './tab-reports.ts';

const TAB = 7;
const report = (term: string): Report => ({ reading: false, terms: [{ term, count: 1, texts: [] }] });

describe('reports of a tab', () => {
  it('of a frame, where nothing is known, have all frames asked', () => {
    const reports = new TabReports();
    expect(reports.add(TAB, 3, report('a'))).toBe(true);
    expect(reports.add(TAB, 4, report('b'))).toBe(false);
    expect(reports.framesWith(TAB, null)).toEqual([3, 4]);
  });

  it('of a new page ask nobody where no frame was faster', () => {
    const reports = new TabReports();
    expect(reports.begin(TAB)).toEqual([]);
    expect(reports.add(TAB, 0, report('a'))).toBe(false);
    expect(reports.add(TAB, 0, report('b'))).toBe(false);
    expect(reports.terms(TAB)).toBe(1);
  });

  it('of a new page ask the frames that were known, which may be those of the page before', () => {
    const reports = new TabReports();
    reports.begin(TAB);
    reports.add(TAB, 0, report('old'));
    reports.add(TAB, 5, report('gone'));
    reports.add(TAB, 6, report('fast'));
    expect(reports.begin(TAB)).toEqual([5, 6]);
    expect(reports.terms(TAB)).toBe(0);
    reports.add(TAB, 0, report('new'));
    reports.add(TAB, 6, report('fast'));
    expect(reports.framesWith(TAB, 'fast')).toEqual([6]);
    expect(reports.framesWith(TAB, 'gone')).toEqual([]);
  });
});
