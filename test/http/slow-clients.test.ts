import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { z } from 'zod';
import { problemSchema } from '../../src/http/problem.js';
import { atEnd } from '../support/cleanup.js';
import { testDatabase } from '../support/postgres.js';
import { waitFor } from '../support/wait-for.js';
import { commonApp } from './common-app.js';

const database = await testDatabase();
const answers: Readable[] = [];
const config = { scope: 'read' } as const;
const { app, authorization } = await commonApp(
  database,
  (app) => {
    app.post('/v1/things', { config, schema: { body: z.unknown() } }, async () => ({ read: true }));
    app.get('/v1/much', { config, schema: {} }, async (_request, reply) => {
      const answer = Readable.from(
        (function* () {
          for (;;) yield Buffer.alloc(1 << 20);
        })(),
      );
      answers.push(answer);
      return reply.type('application/octet-stream').send(answer);
    });
  },
  { HEADERS_TIMEOUT_MS: '300', STALLED_CLIENT_MS: '400' },
);
const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));

async function open(to = port): Promise<Socket> {
  const socket = connect(Number(to), '127.0.0.1');
  socket.on('error', () => undefined);
  atEnd(async () => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

const head = (length: number) =>
  `POST /v1/things HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

/** Writes a piece each 50 ms until it is over or refused. */
async function drip(socket: Socket, piece: string, times = Number.POSITIVE_INFINITY): Promise<void> {
  for (let sent = 0; sent < times && !socket.destroyed && socket.writable; sent++) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function problemIn(answer: string) {
  return problemSchema.parse(JSON.parse(answer.slice(answer.indexOf('{'))));
}

test('headers that do not come to an end are answered 408, however steadily they come', async () => {
  const socket = await open();
  const answer = text(socket);
  socket.write('GET /livez HTTP/1.1\r\n');
  void drip(socket, 'X-More: 1\r\n');
  assert.equal(problemIn(await answer).code, 'request_timeout');
});

test('a connection on which nothing is ever sent is closed', async () => {
  const socket = await open();
  const answer = await text(socket);
  assert.ok(answer === '' || problemIn(answer).status === 408, answer);
});

test('a body that comes byte by byte is answered 408', async () => {
  const socket = await open();
  const answer = text(socket);
  socket.write(head(1_000_000));
  void drip(socket, ' ');
  assert.equal(problemIn(await answer).code, 'request_timeout');
});

test('a body that gets on is read to its end, however long it takes', async () => {
  const socket = await open();
  const pieces = 30;
  const piece = ' '.repeat(32 * 1024);
  socket.write(head(pieces * piece.length + 2));
  const answer = once(socket, 'data');
  await drip(socket, piece, pieces);
  socket.write('{}');
  assert.match(String((await answer)[0]), /^HTTP\/1\.1 200 OK\r\n.*{"read":true}$/s);
});

test('an answer that its client does not take is given up', async () => {
  const socket = await open();
  socket.pause();
  socket.write(`GET /v1/much HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n\r\n`);
  await waitFor('the end of the answer', () => answers[0]?.destroyed === true);
});

test('connections past the limit are closed at once, and those before them go on', async () => {
  const few = await commonApp(database, () => undefined, { MAX_CONNECTIONS: '3' });
  const { port } = new URL(await few.app.listen({ port: 0, host: '127.0.0.1' }));
  const held = [await open(port), await open(port), await open(port)];
  const late = await open(port);
  await once(late, 'close');
  for (const socket of held) {
    socket.write('GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    assert.match(await text(socket), /^HTTP\/1\.1 404/);
  }
});
