import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FromPage } from '../messages/messages.ts';
import { RemoteSearch } from './remote-search.ts';

/** What the background does with the messages that come by a port; null closes it. */
let onPort: (messages: readonly unknown[]) => unknown;
let ports: { posted: unknown[]; closed: boolean }[] = [];

function connect() {
  const port = { posted: [] as unknown[], closed: false };
  ports.push(port);
  let answered: (message: unknown) => void = () => undefined;
  let closed = () => {};
  return {
    onMessage: { addListener: (listener: typeof answered) => void (answered = listener) },
    onDisconnect: { addListener: (listener: typeof closed) => void (closed = listener) },
    disconnect: () => void (port.closed = true),
    postMessage: (message: unknown) => {
      port.posted.push(message);
      if (typeof message === 'string') return;
      const answer = onPort(port.posted);
      queueMicrotask(() => (answer === null ? closed() : answer === undefined || answered(answer)));
    },
  };
}

beforeEach(() => {
  ports = [];
  vi.stubGlobal('chrome', { runtime: { id: 'watchword', connect } });
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const asked: FromPage[] = [];
const ask = (message: FromPage) => {
  asked.push(message);
  return Promise.resolve([7]);
};
const search = () => {
  asked.length = 0;
  return new RemoteSearch(
    { isOn: true, settings: {}, tracking: { format: 1 }, isSieved: true, enough: [] } as never,
    ask,
  );
};
const passage = (length: number) => ({
  text: 'wolf '.repeat(length / 5),
  from: 3,
  to: length,
  isWhole: true,
});

it('a short text goes in one message', async () => {
  expect(await search().places(passage(20_000))).toEqual([7]);
  expect(ports).toEqual([]);
  expect(asked).toEqual([{ type: 'places', ...passage(20_000), lacksScript: true }]);
});

it('a long one goes ahead of its message, in pieces that the browser takes cheaply', async () => {
  onPort = () => [1, 2];
  const long = passage(200_000);
  expect(await search().places(long)).toEqual([1, 2]);
  expect(asked).toEqual([]);
  const pieces = ports[0]!.posted.filter((message) => typeof message === 'string');
  expect(pieces.join('')).toBe(long.text);
  for (const { length } of pieces) expect(2 * length).toBeLessThan(60_000);
  expect(ports[0]!.posted.at(-1)).toEqual({ type: 'places', ...long, text: '', lacksScript: true });
  expect(ports).toMatchObject([{ closed: true }]);
});

it.each([
  ['closed', () => null],
  ['silent', () => undefined],
])('where the port is %s it goes in one message after all', async (_, on) => {
  onPort = on;
  const answer = search().places(passage(200_000));
  await vi.advanceTimersByTimeAsync(2000);
  expect(await answer).toEqual([7]);
  expect(asked).toEqual([{ type: 'places', ...passage(200_000), lacksScript: true }]);
  expect(ports).toMatchObject([{ closed: true }]);
});

it('a script that has outlived its extension connects to nobody', async () => {
  vi.stubGlobal('chrome', { runtime: {} });
  expect(await search().places(passage(200_000))).toEqual([7]);
  expect(ports).toEqual([]);
});
