import { describe, expect, it } from 'vitest';
import type { Areas } from '../settings/areas.ts';
import { Stored } from './stored.ts';

/** Areas in which a record can be put, that count how often they are asked and may fail. */
function fakeAreas() {
  const state = { items: {} as Record<string, unknown>, asked: 0, fails: false };
  const area = {
    get: () => {
      state.asked++;
      return state.fails ? Promise.reject(new Error('no storage')) : Promise.resolve({ ...state.items });
    },
    set: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  };
  return { state, areas: { sync: area, local: area } satisfies Areas };
}

const paused = { settings: { v: 1, data: { on: false } } };

describe('what is stored', () => {
  it('is read once for all who ask', async () => {
    const { state, areas } = fakeAreas();
    const stored = new Stored(areas);
    const all = await Promise.all([stored.read(), stored.read()]);
    all.push(await stored.read());
    expect(all).toEqual(
      all.map(() => ({ settings: {}, tracking: { categories: {}, terms: {}, variants: {} } })),
    );
    expect(state.asked).toBe(2); // One of each area.
  });

  it('is read anew after a change, even by those who ask while it is being read', async () => {
    const { state, areas } = fakeAreas();
    const stored = new Stored(areas);
    const early = stored.read();
    state.items = paused;
    stored.forget();
    expect((await stored.read()).settings).toEqual({ on: false });
    await early;
    expect((await stored.read()).settings).toEqual({ on: false });
  });

  it('is asked for again after the storage has failed', async () => {
    const { state, areas } = fakeAreas();
    const stored = new Stored(areas);
    state.fails = true;
    await expect(stored.read()).rejects.toThrow('no storage');
    state.fails = false;
    state.items = paused;
    expect((await stored.read()).settings).toEqual({ on: false });
  });

  it('is not forgotten for an older reading that failed', async () => {
    const { state, areas } = fakeAreas();
    const stored = new Stored(areas);
    state.fails = true;
    const failing = stored.read();
    stored.forget();
    state.fails = false;
    await stored.read();
    await expect(failing).rejects.toThrow('no storage');
    const { asked } = state;
    await stored.read();
    expect(state.asked).toBe(asked);
  });
});
