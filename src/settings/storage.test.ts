import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Areas, StorageAreaLike } from './areas.ts';
import { dismissProblems, readProblems } from './problems.ts';
import { type RecordSpec, settings, tracking } from './records.ts';
import {
  changeRecord,
  type Lock,
  readBoth,
  readRecord,
  repair,
  retrySync,
  storedBytes,
  toItems,
} from './storage.ts';

/** An area with the limits of `storage.sync`. */
function area(
  items: Record<string, unknown> = {},
  most = Infinity,
  perItem = 8192,
): StorageAreaLike & { items: Record<string, unknown>; failing: string | null } {
  return {
    items,
    failing: null,
    get(keys) {
      const wanted = keys === null ? Object.keys(this.items) : [keys].flat();
      return Promise.resolve(
        structuredClone(
          Object.fromEntries(wanted.filter((key) => key in this.items).map((key) => [key, this.items[key]])),
        ),
      );
    },
    set(fresh) {
      if (this.failing) return Promise.reject(new Error(this.failing));
      const all = { ...this.items, ...structuredClone(fresh) };
      const sizes = Object.entries(all).map(([key, value]) => storedBytes(key, value));
      if (sizes.some((size) => size > perItem))
        return Promise.reject(new Error('QUOTA_BYTES_PER_ITEM quota exceeded'));
      if (sizes.reduce((a, b) => a + b, 0) > most)
        return Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
      this.items = all;
      return Promise.resolve();
    },
    remove(keys) {
      for (const key of [keys].flat()) delete this.items[key];
      return Promise.resolve();
    },
  };
}

function areas(sync: Record<string, unknown> = {}, most?: number) {
  return { sync: area(sync, most), local: area({}, Infinity, Infinity) } satisfies Areas;
}

/** One after another, as the browser's lock does it. */
function queue(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
}

const manyTerms = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`community-with-a-shared-future-${i}`, false]));

describe('records', () => {
  it('are read on the device even if sync fails', async () => {
    const store = areas();
    store.local.items = { 'on-this-device:settings': { v: 1, data: { badge: false } } };
    store.sync.get = () => Promise.reject(new Error('no sync'));
    expect((await readRecord(store, settings)).value).toEqual({ badge: false });
    await expect(readBoth(store, settings, tracking)).rejects.toThrow('no sync');
  });

  it('read as defaults where nothing is stored, and as what was written', async () => {
    const store = areas();
    expect(await readRecord(store, settings)).toEqual({ value: {} });
    await changeRecord(store, settings, () => ({ style: 'fill' as const }), queue());
    expect(store.sync.items).toEqual({ settings: { v: 1, data: { style: 'fill' } } });
    expect((await readRecord(store, settings)).value).toEqual({ style: 'fill' });
  });

  it.each([
    ['no object', 'nonsense', /has not the shape/],
    ['bad data', { v: 1, data: { style: 'loud' } }, /style: /],
    ['broken parts', { v: 1, parts: 1, stamp: 's', text: '{' }, /not JSON/],
  ])('that cannot be read are kept aside and reported: %s', async (_name, stored, says) => {
    const store = areas({ settings: stored });
    const read = await readRecord(store, settings);
    expect(read.value).toEqual({});
    expect(read.unreadable?.reason).toMatch(says);
    expect(store.sync.items).toEqual({ settings: stored });
    await repair(store, settings, queue());
    expect(store.sync.items).toEqual({});
    const [problem] = await readProblems(store);
    expect(problem?.message).toMatch(says);
    expect(store.local.items[problem?.kept ?? '']).toEqual(stored);
    await dismissProblems(store);
    expect(await readProblems(store)).toEqual([]);
  });

  it.each([
    ['a newer version', { v: 7, data: {} }, /newer Watchword/],
    ['a missing part', { v: 1, parts: 2, stamp: 's', text: '{' }, /missing or belongs/],
  ])('that another device may still read stay in sync: %s', async (_name, stored, says) => {
    const store = areas({ settings: stored });
    expect((await readRecord(store, settings)).unreadable?.reason).toMatch(says);
    await repair(store, settings, queue());
    expect(store.sync.items).toEqual({ settings: stored });
    await changeRecord(store, settings, () => ({ style: 'fill' as const }), queue());
    expect(store.sync.items).toEqual({ settings: stored });
    expect((await readRecord(store, settings)).value).toEqual({ style: 'fill' });
    expect((await readProblems(store))[0]?.message).toMatch(says);
    await retrySync(store, settings, queue());
    expect(store.sync.items).toEqual({ settings: stored });
  });

  it('are not written if they could not be read again', async () => {
    const store = areas({ settings: { v: 1, data: { badge: false } } });
    const hosts = ['x'.repeat(300)];
    await expect(
      changeRecord(store, settings, () => ({ sites: { mode: 'only' as const, hosts } }), queue()),
    ).rejects.toThrow();
    expect(store.sync.items).toEqual({ settings: { v: 1, data: { badge: false } } });
  });

  it('are migrated from older versions', async () => {
    const spec: RecordSpec<{ name: string }> = {
      name: 'thing',
      version: 3,
      schema: v.object({ name: v.string() }),
      empty: { name: '' },
      migrations: { 1: (old) => ({ title: old }), 2: (old) => ({ name: (old as { title: string }).title }) },
    };
    expect((await readRecord(areas({ thing: { v: 1, data: 'a' } }), spec)).value).toEqual({ name: 'a' });
    expect((await readRecord(areas({ thing: { v: 2, data: { title: 'b' } } }), spec)).value).toEqual({
      name: 'b',
    });
  });

  it('lose no change where hundreds come at once', async () => {
    const store = areas();
    const lock = queue();
    await Promise.all(
      Array.from({ length: 400 }, (_, i) =>
        changeRecord(store, tracking, (old) => ({ ...old, terms: { ...old.terms, [`t${i}`]: false } }), lock),
      ),
    );
    expect(Object.keys((await readRecord(store, tracking)).value.terms)).toHaveLength(400);
  });

  it('are split where one item would be too large, and shrink again', async () => {
    const store = areas();
    const lock = queue();
    const large = { categories: {}, terms: manyTerms(900), variants: {} };
    await changeRecord(store, tracking, () => large, lock);
    expect(Object.keys(store.sync.items).length).toBeGreaterThan(4);
    expect((await readRecord(store, tracking)).value).toEqual(large);
    const part = store.sync.items['tracking.1'];
    store.sync.items['tracking.1'] = { stamp: 'another write', text: '' };
    expect((await readRecord(store, tracking)).unreadable?.reason).toMatch(/another write/);
    store.sync.items['tracking.1'] = part;
    await changeRecord(store, tracking, () => tracking.empty, lock);
    expect(Object.keys(store.sync.items)).toEqual(['tracking']);
  });

  it('stay on this device, with a word, where sync is full', async () => {
    const store = areas({}, 20_000);
    const large = { categories: {}, terms: manyTerms(900), variants: {} };
    await changeRecord(store, tracking, () => large, queue());
    expect((await readRecord(store, tracking)).value).toEqual(large);
    expect((await readProblems(store))[0]?.message).toMatch(/did not fit .*QUOTA_BYTES.* this device only/);
    await dismissProblems(store);
    await retrySync(store, tracking, queue());
    expect(await readProblems(store)).toEqual([]);
  });

  it('stay on this device for a while, without a word, where changes come too fast', async () => {
    const store = areas();
    store.sync.failing = 'This request exceeds the MAX_WRITE_OPERATIONS_PER_MINUTE quota.';
    await changeRecord(store, settings, () => ({ style: 'fill' as const }), queue());
    expect((await readRecord(store, settings)).value).toEqual({ style: 'fill' });
    expect(await readProblems(store)).toEqual([]);
    store.sync.failing = null;
    await retrySync(store, settings, queue());
    expect(store.sync.items).toEqual({ settings: { v: 1, data: { style: 'fill' } } });
    expect(store.local.items).toEqual({});
  });

  it('are never larger than an item may be', () => {
    const switches = fc.dictionary(fc.string({ maxLength: 60, unit: 'grapheme' }), fc.boolean(), {
      maxKeys: 300,
    });
    fc.assert(
      fc.property(switches, (terms) => {
        const { items } = toItems(tracking, { categories: {}, terms, variants: {} });
        for (const [key, value] of Object.entries(items))
          expect(storedBytes(key, value)).toBeLessThanOrEqual(8192);
      }),
      { numRuns: 300 },
    );
  });

  it('survive any damage', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (stored) => {
        const store: Areas = {
          sync: { ...area(), get: () => Promise.resolve({ settings: stored }) },
          local: area(),
        };
        const { value } = await readRecord(store, settings);
        expect(value).toBeTypeOf('object');
        expect(Object.getPrototypeOf({})).toBe(Object.prototype);
      }),
      { numRuns: 2000 },
    );
  });
});

it('counts bytes as sync does', () => {
  expect(storedBytes('k', '<')).toBe(1 + 2 + 6);
  expect(storedBytes('k', '命')).toBe(1 + 2 + 3);
  expect(storedBytes('', '"')).toBe(2 + 2);
});
