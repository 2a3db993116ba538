import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEvents, type ServerEvent } from '../../client/src/event-stream.js';

const STREAM =
  'retry: 1000\n\nid: 7\nevent: epoch\ndata: {"epoch":1}\n\n: still here\n\nevent: progress\ndata: {"step":5}\n\n';

async function read(pieces: readonly string[]): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of readEvents(ReadableStream.from(pieces))) events.push(event);
  return events;
}

test('events are read with their ids and data, and what is not an event is passed over', async () => {
  assert.deepEqual(await read([STREAM]), [
    { id: '7', event: 'epoch', data: { epoch: 1 } },
    { id: undefined, event: 'progress', data: { step: 5 } },
  ]);
});

test('it does not matter where the network cuts the stream', async () => {
  assert.deepEqual(await read([...STREAM]), await read([STREAM]));
});

test('an event that is cut off before its end is not told', async () => {
  assert.deepEqual(await read(['event: epoch\ndata: {"epoch":1}\n']), []);
});
