import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandJob } from '../../src/jobs/job-control.js';
import { testDatabase } from '../support/postgres.js';
import { waitFor } from '../support/wait-for.js';
import { JobFixture } from './job-fixture.js';
import { smallData } from './small-fit.js';
import { Supervision } from './supervised.js';

const database = await testDatabase();
const fixture = await JobFixture.create(database, smallData());
const supervision = await Supervision.open(database);

/** A room that is full from the second epoch on, until it is made. */
function fillingRoom() {
  let isFull = false;
  let asked = 0;
  return {
    asked: () => asked,
    make: () => {
      isFull = false;
    },
    deps: {
      room: {
        lack: async () => {
          asked += isFull ? 1 : 0;
          return isFull ? 'full' : undefined;
        },
      },
      store: supervision.inTheMiddleOf(2, async () => {
        isFull = true;
      }),
    },
  };
}

test('an epoch that finds no room waits with its lease kept, and the job goes on when there is some', async () => {
  const undisturbed = await fixture.createJob();
  await supervision.supervisor().run(undisturbed);
  const id = await fixture.createJob();
  const room = fillingRoom();
  const running = supervision.supervisor({}, room.deps).run(id);
  await waitFor('an epoch to wait', () => room.asked() > 0);
  const before = await fixture.job(id);
  await waitFor('a heartbeat', async () => Number((await fixture.job(id)).lease_until) > Number(before.lease_until));
  assert.equal((await fixture.epochs(id)).length, 1);
  room.make();
  await running;
  const { status, attempt, infrastructure_failures } = await fixture.job(id);
  assert.deepEqual([status, attempt, infrastructure_failures], ['succeeded', 1, 0]);
  assert.deepEqual(await fixture.epochs(id), await fixture.epochs(undisturbed));
});

test('a job that is paused while it waits for room stops, and goes on later to the same bytes', async () => {
  const undisturbed = await fixture.createJob();
  await supervision.supervisor().run(undisturbed);
  const id = await fixture.createJob();
  const room = fillingRoom();
  const running = supervision.supervisor({}, room.deps).run(id);
  await waitFor('an epoch to wait', () => room.asked() > 0);
  await commandJob(database, fixture.projectId, id, 'pause');
  await running;
  assert.equal(await fixture.status(id), 'paused');
  await commandJob(database, fixture.projectId, id, 'resume');
  await supervision.supervisor().run(id);
  assert.equal(await fixture.status(id), 'succeeded');
  assert.deepEqual(await fixture.epochs(id), await fixture.epochs(undisturbed));
});

test('a worker whose disk is full takes no job, and ends when it is told to', async () => {
  const id = await fixture.createJob();
  let asked = 0;
  const lack = async () => {
    asked++;
    return 'full';
  };
  const supervisor = supervision.supervisor({}, { room: { lack } });
  const running = assert.rejects(supervisor.runNext(id), /The worker is stopping/);
  await waitFor('the worker to look for room', () => asked > 0);
  await supervisor.stop();
  await running;
  const { status, attempt } = await fixture.job(id);
  assert.deepEqual([status, attempt], ['queued', 0]);
});
