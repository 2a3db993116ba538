import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { confinement } from '../../src/isolation/confinement.js';
import { forkEngineChild } from '../../src/trainer/child-process.js';
import { silentLogger } from '../support/config.js';
import { createTestDatabase } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { type FromPrisoner, fromPrisonerSchema, type ToPrisoner } from './children/prisoner-protocol.js';

test('a training process reads what it was given, writes to its own folder, and gets at nothing else', async () => {
  const connectionString = await createTestDatabase();
  const folder = await temporaryFolder('confined-child');
  const dataDir = join(folder, 'data');
  const own = join(dataDir, 'scratch/worker');
  const cache = join(dataDir, 'cache');
  await Promise.all([own, cache].map((path) => mkdir(path, { recursive: true })));
  const rows = join(cache, 'rows');
  const [key, elsewhere] = [join(dataDir, 'first-api-key'), join(folder, 'elsewhere')];
  await Promise.all([key, elsewhere, rows].map((path) => writeFile(path, 'kept')));

  const secret = 'postgres://user:planted-secret@db/x';
  process.env.DATABASE_URL = secret;
  const child = forkEngineChild<ToPrisoner, FromPrisoner>({
    name: 'prisoner',
    modulePath: new URL('./children/prisoner.js', import.meta.url),
    received: fromPrisonerSchema,
    logger: silentLogger,
    threads: 1,
    files: { dataDir, own, reads: [cache], fileBytes: 2 ** 20 },
  });
  delete process.env.DATABASE_URL;
  try {
    const answer = new Promise<FromPrisoner>((resolve) => child.listen(resolve));
    const parent = `/proc/${process.pid}/environ`;
    const port = Number(new pg.Client({ connectionString }).port);
    await child.send({ outside: [key, elsewhere, '/etc/passwd', parent], own, reads: [rows], port });
    const {
      connect,
      'read the environment': environment = '',
      [`read ${parent}`]: ofParent,
      ...results
    } = await answer;
    assert.deepEqual(results, {
      [`read ${key}`]: 'ERR_ACCESS_DENIED',
      [`read ${elsewhere}`]: 'ERR_ACCESS_DENIED',
      'read /etc/passwd': 'ERR_ACCESS_DENIED',
      [`read ${rows}`]: 'done',
      [`write ${rows}`]: 'ERR_ACCESS_DENIED',
      'write own': 'done',
      'write outside': 'ERR_ACCESS_DENIED',
      'start a program': 'ERR_ACCESS_DENIED',
    });
    assert.doesNotMatch(environment, /planted-secret|DATABASE_URL|REDIS_URL|API_KEY/);
    const { missing } = confinement();
    assert.match(ofParent ?? '', missing.includes('other processes') ? /^(done|EACCES)$/ : /^(EACCES|EPERM)$/);
    assert.match(
      connect ?? '',
      missing.includes('network') ? /^(done|ERR_ACCESS_DENIED)$/ : /^(ENETUNREACH|ECONNREFUSED|ERR_ACCESS_DENIED)$/,
    );
    assert.equal(await readFile(rows, 'utf8'), 'kept');
  } finally {
    await child.end(0);
  }
});
