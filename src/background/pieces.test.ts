import { expect, it, vi } from 'vitest';
import { answerInPieces } from './pieces.ts';

class FakePort {
  readonly posted: unknown[] = [];
  closed = false;
  private listener: (message: unknown) => void = () => undefined;
  readonly onMessage = {
    addListener: (listener: (message: unknown) => void) => {
      this.listener = listener;
    },
  };
  private onGone = () => {};
  readonly onDisconnect = {
    addListener: (listener: () => void) => {
      this.onGone = listener;
    },
  };
  /** The page closes it. */
  leave(): void {
    this.closed = true;
    this.onGone();
  }
  postMessage(message: unknown): void {
    if (this.closed) throw new Error('Attempting to use a disconnected port object');
    this.posted.push(message);
  }
  disconnect(): void {
    this.closed = true;
  }
  send(...messages: unknown[]): void {
    for (const message of messages) this.listener(message);
  }
}

it('a message is answered with the pieces that came before it', async () => {
  const port = new FakePort();
  const answer = vi.fn((message: unknown, ahead: string) => Promise.resolve([message, ahead]));
  answerInPieces(port, answer);
  port.send('wolf-', 'warrior', { type: 'places' });
  await vi.waitFor(() => expect(port.posted).toEqual([[{ type: 'places' }, 'wolf-warrior']]));
  port.send('x', 1);
  await vi.waitFor(() => expect(port.posted[1]).toEqual([1, 'x']));
  expect(port.closed).toBe(false);
});

it('what is no message closes the port', () => {
  const port = new FakePort();
  answerInPieces(port, () => undefined);
  port.send('wolf', { type: 'nonsense' });
  expect(port).toMatchObject({ posted: [], closed: true });
});

it('so does an answer that fails, which is told', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const port = new FakePort();
  answerInPieces(port, () => Promise.reject(new Error('out of memory')));
  port.send({ type: 'places' });
  await vi.waitFor(() => expect(port.closed).toBe(true));
  expect(told).toHaveBeenCalledWith(new Error('out of memory'));
  told.mockRestore();
});

it('a page that has gone is not answered, and nobody told', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const port = new FakePort();
  let answer: (given: unknown) => void = () => undefined;
  const answered = new Promise((resolve) => (answer = resolve));
  answerInPieces(port, () => answered);
  port.send({ type: 'places' });
  port.leave();
  answer([1]);
  await answered;
  await new Promise((resolve) => setTimeout(resolve));
  expect(port.posted).toEqual([]);
  expect(told).not.toHaveBeenCalled();
  told.mockRestore();
});
