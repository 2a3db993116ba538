import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { atEnd } from '../support/cleanup.js';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that answers the requests of a test one after another; `asked` tells what came. */
export async function answering(
  ...answers: readonly ((reply: ServerResponse) => void)[]
): Promise<{ url: string; asked: Asked[]; close(): Promise<void> }> {
  const asked: Asked[] = [];
  const server = createServer((request, reply) => {
    void text(request).then((body) => {
      const answer = answers[asked.length];
      asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      if (answer === undefined) reply.writeHead(500).end();
      else answer(reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  atEnd(close);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, close };
}

/** Answers with a status and a body as JSON. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return (reply: ServerResponse) => {
    reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}
