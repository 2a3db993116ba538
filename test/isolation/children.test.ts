import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { PictureDecoder } from '../../src/data/images/picture-decoder.js';
import { InferencePool } from '../../src/inference/inference-pool.js';
import { inferenceFiles } from '../../src/inference/warm-child.js';
import { confinement, hideFromChildren } from '../../src/isolation/confinement.js';
import { ChildPool } from '../../src/trainer/child-pool.js';
import { forkEngineChild } from '../../src/trainer/child-process.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';
import { type FromPrisoner, fromPrisonerSchema, type ToPrisoner } from '../trainer/children/prisoner-protocol.js';

// What each kind of child sees of DATA_DIR; where the system forbids that it is hidden, the kinds see all of it, which is reported.

const { missing } = confinement();
const hides = !missing.includes('files of the service');
const dataDir = await temporaryFolder('children');
const config = testConfig({ DATA_DIR: dataDir, ENGINE: 'cpu' });
const cache = join(dataDir, 'cache');
const KEY_FILE = 'first-api-key';
await mkdir(cache, { recursive: true });
await Promise.all([KEY_FILE, 'cache/rows'].map((name) => writeFile(join(dataDir, name), 'kept')));

/** The names that a process sees in DATA_DIR. */
const seenBy = async (pid: number, folder = dataDir) => (await readdir(`/proc/${pid}/root${folder}`)).sort();
const SEEN_ANYHOW = '.seen-by-children';
const withoutStage = (names: readonly string[]) => names.filter((name) => name !== SEEN_ANYHOW);

test('an inference process reads the caches, writes prepared rows, and gets at nothing else', async () => {
  const files = inferenceFiles(config);
  await mkdir(files.own, { recursive: true });
  const child = forkEngineChild<ToPrisoner, FromPrisoner>({
    name: 'prisoner',
    modulePath: new URL('../trainer/children/prisoner.js', import.meta.url),
    received: fromPrisonerSchema,
    logger: silentLogger,
    threads: 1,
    files,
  });
  atEnd(() => child.end(0));
  const answer = new Promise<FromPrisoner>((resolve) => child.listen(resolve));
  const [key, rows] = [join(dataDir, KEY_FILE), join(cache, 'rows')];
  await child.send({ outside: [key, '/etc/passwd'], own: files.own, reads: [rows], port: 1 });
  const { connect: _, 'read the environment': __, ...results } = await answer;
  assert.deepEqual(results, {
    [`read ${key}`]: 'ERR_ACCESS_DENIED',
    'read /etc/passwd': 'ERR_ACCESS_DENIED',
    [`read ${rows}`]: 'done',
    [`write ${rows}`]: 'ERR_ACCESS_DENIED',
    'write own': 'done',
    'write outside': 'ERR_ACCESS_DENIED',
    'start a program': 'ERR_ACCESS_DENIED',
  });
});

test('of DATA_DIR the inference processes of a server see the caches', async () => {
  const pool = new InferencePool({ config, logger: silentLogger, files: inferenceFiles(config) });
  atEnd(() => pool.close());
  const pid = await waitFor('an inference process', () => pool.pids()[0], 120_000);
  const seen = withoutStage(await seenBy(pid));
  assert.deepEqual(seen, hides ? ['cache'] : ['cache', KEY_FILE]);
});

test('each training process has a folder of its own, and does not see that of another', async () => {
  const own = join(dataDir, 'scratch/worker');
  const files = { dataDir, own, reads: [cache], fileBytes: 2 ** 30 };
  const pool = new ChildPool({ size: 2, engine: 'cpu', threads: 1, logger: silentLogger, files });
  atEnd(() => pool.close());
  const never = new AbortController().signal;
  const warm = await Promise.all([pool.acquire(never), pool.acquire(never)]);
  const folders = warm.map(({ folder }) => folder ?? '');
  assert.equal(new Set(folders).size, 2);
  for (const [at, { child }] of warm.entries()) {
    const names = folders.map((folder) => folder.slice(own.length + 1));
    assert.deepEqual(await seenBy(child.pid, own), hides ? [names[at]] : names.sort());
    await writeFile(join(folders[at] ?? '', 'checkpoint'), String(at));
    assert.equal(await readFile(`/proc/${child.pid}/root${folders[at]}/checkpoint`, 'utf8'), String(at));
  }
  for (const one of warm) pool.giveBack(one, undefined);
  await waitFor('the folders to go with their processes', async () => {
    const left = await readdir(own);
    return folders.every((folder) => !left.some((name) => folder.endsWith(name)));
  });
});

test('the process that decodes pictures sees nothing of DATA_DIR, has no network and no privileges', async () => {
  hideFromChildren(dataDir);
  const decoder = new PictureDecoder();
  atEnd(async () => decoder.close());
  await assert.rejects(decoder.decode(Buffer.from('no picture'), { color: 'rgb' }), /cannot be decoded/);
  const seen = withoutStage(await seenBy(decoder.pid));
  assert.deepEqual(seen, hides ? [] : ['cache', KEY_FILE, 'scratch']);
  const status = await readFile(`/proc/${decoder.pid}/status`, 'utf8');
  if (!missing.includes('new privileges')) assert.match(status, /^NoNewPrivs:\s+1$/m);
  const interfaces = (await readFile(`/proc/${decoder.pid}/net/dev`, 'utf8')).split('\n').slice(2).join('');
  if (!missing.includes('network')) assert.match(interfaces, /^\s*lo:[\s0]*$/);
});
