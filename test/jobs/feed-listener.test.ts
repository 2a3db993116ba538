import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedEvent, JobMoment, NumberedEvent } from '../../src/jobs/event-repository.js';
import { FeedListener } from '../../src/jobs/feed-listener.js';

const running = (lastEventId: number, step: number): JobMoment => ({
  status: 'running',
  lastEventId,
  progress: { epoch: 1, epochs: 2, step, steps: 10, fraction: step / 20, eta_s: null, metrics: {} },
});
const status = (id: number, value: JobMoment['status']): NumberedEvent => ({
  id,
  type: 'status',
  data: { status: value, stop_requested: null, attempts: 1, error: null },
});

async function taken(listener: FeedListener): Promise<FeedEvent[]> {
  listener.end();
  const events: FeedEvent[] = [];
  for await (const event of listener) events.push(event);
  return events;
}

test('a listener is told of progress once, the newest that waits', async () => {
  const listener = new FeedListener(0, () => undefined);
  listener.give([], running(0, 1));
  listener.give([], running(0, 2));
  listener.give([], running(0, 2));
  const [progress, ...others] = await taken(listener);
  assert.deepEqual(others, []);
  assert.deepEqual(progress, { type: 'progress', data: running(0, 2).progress });
});

test('progress that waits when the last status comes is not told after it', async () => {
  const listener = new FeedListener(0, () => undefined);
  listener.give([], running(0, 9));
  listener.give([status(1, 'succeeded')], { ...running(1, 10), status: 'succeeded' });
  assert.deepEqual(await taken(listener), [status(1, 'succeeded')]);
});

test('a moment that was read before the events that a listener has had is not told', async () => {
  const listener = new FeedListener(5, () => undefined);
  listener.give([], running(4, 9));
  assert.deepEqual(await taken(listener), []);
});
