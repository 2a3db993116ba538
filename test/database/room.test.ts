import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openRoom, type RoomConfig, waitForRoom } from '../../src/database/room.js';
import { epochRecord } from '../jobs/epochs.js';
import { jobApp } from '../jobs/job-app.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const api = await jobApp();
const { pool } = api.database;
const DATA_DIR = await temporaryFolder();
const config: RoomConfig = { DATA_DIR, DISK_RESERVE_BYTES: 1, CHECKPOINT_LIMIT_BYTES: undefined };

test('a disk with more than the reserve has room, one with less says how much is free', async () => {
  assert.equal(await openRoom(config, pool).lack(), undefined);
  const DISK_RESERVE_BYTES = 2 ** 60;
  assert.match(
    String(await openRoom({ ...config, DISK_RESERVE_BYTES }, pool).lack()),
    /^The disk of the service is full: \d+ MiB are free, and 1099511627776 MiB are kept in reserve\.$/,
  );
});

test('checkpoints up to their limit have room; one that is removed makes some', async () => {
  const limited = (CHECKPOINT_LIMIT_BYTES: number) => openRoom({ ...config, CHECKPOINT_LIMIT_BYTES }, pool).lack();
  assert.equal(await limited(140), undefined);
  const id = await api.fit({ epochs: 2 });
  await api.claim(id);
  await api.store.recordEpoch(id, 1, await epochRecord(1, 2));
  assert.equal(await limited(141), undefined);
  assert.equal(await limited(140), 'Checkpoints take 0 MiB, and the service keeps 0 MiB of them at the most.');
  await pool.query('DELETE FROM checkpoints WHERE job_id = $1', [id]);
  assert.equal(await limited(140), undefined);
});

test('of a folder that is not made yet the disk of the one above counts', async () => {
  const lack = (DISK_RESERVE_BYTES: number) =>
    openRoom({ ...config, DATA_DIR: join(DATA_DIR, 'not', 'yet'), DISK_RESERVE_BYTES }, pool).lack();
  assert.equal(await lack(1), undefined);
  assert.match(String(await lack(2 ** 60)), /^The disk of the service is full/);
});

test('where it cannot be found out, what is to be written finds out by itself', async () => {
  const away = { query: () => Promise.reject(new Error('away')) };
  assert.equal(await openRoom({ ...config, CHECKPOINT_LIMIT_BYTES: 1 }, away).lack(), undefined);
});

test('who waits for room goes on when there is some, says once why it waits, and is let go by its signal', async () => {
  const lacks = ['full', 'full', undefined];
  const said: string[] = [];
  const room = { lack: async () => lacks.shift() };
  assert.equal(await waitForRoom(room, new AbortController().signal, (lack) => said.push(lack)), true);
  assert.deepEqual(said, ['full']);
  const full = { lack: async () => 'full' };
  const stop = new AbortController();
  assert.equal(await waitForRoom(full, stop.signal, () => stop.abort()), false);
});
