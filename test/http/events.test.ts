import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import type { EventStream } from '../../src/http/events.js';
import { testDatabase } from '../support/postgres.js';
import { waitFor } from '../support/wait-for.js';
import { commonApp } from './common-app.js';

const database = await testDatabase();
const streams: EventStream[] = [];

async function listening() {
  const { app, authorization } = await commonApp(database, (app) => {
    app.get('/v1/events', { config: { scope: 'read' }, schema: {} }, async (_request, reply) => {
      streams.push(reply.eventStream());
      return reply;
    });
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, authorization, address };
}

const { app, authorization, address } = await listening();

/** Opens a stream; the connection is the test's own, so that it can leave as a client does. */
async function open(
  at = address,
  headers = { authorization },
): Promise<{ response: IncomingMessage; stream: EventStream }> {
  const before = streams.length;
  const asked = request(new URL('/v1/events', at), { headers, agent: false }).end();
  const [response]: IncomingMessage[] = await once(asked, 'response');
  const stream = streams[before];
  assert.ok(response !== undefined && stream !== undefined);
  return { response, stream };
}

test('events are framed with id, name and one line of JSON, and the stream ends when it is ended', async () => {
  const { response, stream } = await open();
  await stream.send({ id: 7, event: 'epoch', data: { loss: 0.5, text: 'two\nlines' } });
  await stream.send({ event: 'progress', data: null });
  stream.end();
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['content-type'], 'text/event-stream');
  assert.equal(response.headers['cache-control'], 'no-store');
  assert.match(String(response.headers['x-request-id']), /^req_/);
  assert.equal(
    await text(response),
    'retry: 1000\n\nid: 7\nevent: epoch\ndata: {"loss":0.5,"text":"two\\nlines"}\n\nevent: progress\ndata: null\n\n',
  );
});

test('the answer begins before the first event', async () => {
  const { response, stream } = await open();
  assert.equal(response.statusCode, 200);
  stream.end();
  response.resume();
});

test('a stream learns that its client has gone, and sending to it is harmless', async () => {
  const { response, stream } = await open();
  response.destroy();
  await waitFor('the abort', () => stream.signal.aborted);
  await stream.send({ event: 'late', data: 1 });
  stream.end();
});

test('a client that does not read holds its sender back, and lets it go by leaving', async () => {
  const { response, stream } = await open();
  response.pause();
  const data = 'x'.repeat(2 ** 20);
  let sent = 0;
  const sending = (async () => {
    for (; sent < 200 && !stream.signal.aborted; sent++) await stream.send({ event: 'big', data });
  })();
  await waitFor('the buffers to fill', async () => {
    const before = sent;
    await new Promise((resolve) => setTimeout(resolve, 200));
    return sent === before && sent > 0;
  });
  assert.ok(sent < 100, `${sent} MiB went out to a client that reads nothing`);
  response.destroy();
  await sending;
  assert.ok(stream.signal.aborted);
});

test('a server that closes ends its streams and waits for no client', async () => {
  const other = await listening();
  const reading = await open(other.address, { authorization: other.authorization });
  const sleeping = await open(other.address, { authorization: other.authorization });
  sleeping.response.pause();
  await reading.stream.send({ event: 'last', data: 1 });
  const [received] = await Promise.all([text(reading.response), other.app.close()]);
  assert.match(received, /event: last\ndata: 1\n\n$/);
  assert.ok(reading.stream.signal.aborted && sleeping.stream.signal.aborted);
});

test('a HEAD request leaves no stream open', async () => {
  const before = streams.length;
  const response = await fetch(new URL('/v1/events', address), { method: 'HEAD', headers: { authorization } });
  assert.equal(response.status, 200);
  await waitFor('the end', () => streams[before]?.signal.aborted);
});

test('a key is needed as everywhere', async () => {
  assert.equal((await app.inject('/v1/events')).statusCode, 401);
});
