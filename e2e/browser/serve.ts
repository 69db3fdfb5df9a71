import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Answers a request for a path with a body, or with null for "not found". */
export type Answer = (
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
) => { type: string; body: string | Buffer } | null;

/** Serves to this machine only, on a free port. */
export async function serve(answer: Answer): Promise<Served> {
  const server = createServer((request, response) => {
    const found = answer(new URL(request.url ?? '/', 'http://localhost').pathname, request, response);
    if (!found) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': found.type, 'cache-control': 'no-store' }).end(found.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
