import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { type Problem, readProblems } from '../../settings/problems.ts';
import type { RecordSpec } from '../../settings/records.ts';
import { changeRecord, readRecord } from '../../settings/storage.ts';

/** A stored record that follows changes from anywhere; null until it has been read. */
export function useRecord<T>(spec: RecordSpec<T>): [T | null, (change: (value: T) => T) => void] {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    const read = () => void readRecord(browser.storage, spec).then((record) => setValue(record.value));
    read();
    browser.storage.onChanged.addListener(read);
    return () => browser.storage.onChanged.removeListener(read);
  }, [spec]);
  const change = (work: (value: T) => T) => {
    // What is shown follows at once; what is stored follows the lock.
    setValue((shown) => (shown === null ? shown : work(shown)));
    void changeRecord(browser.storage, spec, work).then(setValue);
  };
  return [value, change];
}

/** What went wrong with what is stored, and has not been dismissed. */
export function useProblems(): readonly Problem[] {
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  useEffect(() => {
    const read = () => void readProblems(browser.storage).then(setProblems);
    read();
    browser.storage.onChanged.addListener(read);
    return () => browser.storage.onChanged.removeListener(read);
  }, []);
  return problems;
}
