import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase, withTransaction } from '../../src/database/client.js';
import { asUnavailable, isDatabaseAway } from '../../src/database/database-away.js';
import { migrate } from '../../src/database/migrate.js';
import { UnavailableError } from '../../src/errors.js';
import { silentLogger, testConfig } from '../support/config.js';
import { startTestPostgres, testDatabase } from '../support/postgres.js';

const database = await testDatabase();
const ownServer = await startTestPostgres();
await migrate(ownServer.connectionString, silentLogger);

const names = async () => (await database.prisma.project.findMany({ orderBy: { id: 'asc' } })).map(({ name }) => name);
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail('it should have failed'),
    (error: unknown) => error,
  );

test('Prisma and raw pg see the same rows', async () => {
  await database.prisma.project.create({ data: { id: 'prj_prisma', name: 'by prisma' } });
  const { rows } = await database.pool.query('SELECT name FROM projects');
  assert.deepEqual(rows, [{ name: 'by prisma' }]);
});

test('a transaction is committed when its work resolves, with its result', async () => {
  const result = await withTransaction(database.pool, async (client) => {
    await client.query("INSERT INTO projects (id, name) VALUES ('prj_committed', 'committed')");
    return 42;
  });
  assert.equal(result, 42);
  assert.ok((await names()).includes('committed'));
});

test('a transaction is rolled back when its work rejects, and its connection is used again', async () => {
  const work = withTransaction(database.pool, async (client) => {
    await client.query("INSERT INTO projects (id, name) VALUES ('prj_rolled_back', 'rolled back')");
    throw new Error('as it should');
  });
  await assert.rejects(work, { message: 'as it should' });
  assert.ok(!(await names()).includes('rolled back'));
  assert.equal(database.pool.idleCount, database.pool.totalCount);
});

test('an error of the request, such as a name that is taken, is not taken for a database that is away', async () => {
  await database.pool.query("INSERT INTO projects (id, name) VALUES ('prj_taken', 'taken')");
  const byPrisma = await failure(database.prisma.project.create({ data: { id: 'prj_other', name: 'taken' } }));
  const byPg = await failure(database.pool.query("INSERT INTO projects (id, name) VALUES ('prj_other', 'taken')"));
  for (const error of [byPrisma, byPg, new Error('anything'), null, 'text', { code: 'ENOENT' }]) {
    assert.equal(isDatabaseAway(error), false);
    assert.equal(asUnavailable(error), error);
  }
});

test('a Postgres that is stopped makes each use unavailable, and is used again when it is back', async () => {
  const own = openDatabase(
    testConfig({ DATABASE_CONNECT_TIMEOUT_MS: '1000' }),
    ownServer.connectionString,
    silentLogger,
  );
  await own.ping();
  assert.equal(await own.prisma.project.count(), 0);
  await ownServer.stop();
  for (const use of [
    () => own.ping(),
    () => own.prisma.project.count(),
    () => own.prisma.$transaction(async (tx) => tx.project.count()),
    () => own.prisma.$transaction([own.prisma.project.count()]),
    () => withTransaction(own.pool, (client) => client.query('SELECT 1')),
  ]) {
    const unavailable = asUnavailable(await failure(use()));
    assert.ok(unavailable instanceof UnavailableError);
    assert.equal(unavailable.status, 503);
  }
  await ownServer.start();
  await own.ping();
  assert.equal(await own.prisma.project.count(), 0);
  await own.close();
});

test('a transaction that Postgres cuts off is unavailable, and its connection is not used again', async () => {
  const own = openDatabase(testConfig(), ownServer.connectionString, silentLogger);
  const cutOff = (pid: number) => ownPool.query('SELECT pg_terminate_backend($1)', [pid]);
  const { pool: ownPool } = openDatabase(testConfig(), ownServer.connectionString, silentLogger);
  const backend = 'SELECT pg_backend_pid() AS pid';
  const byPg = await failure(
    withTransaction(own.pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>(backend);
      await cutOff(rows[0]?.pid ?? 0);
      for (;;) await client.query(backend);
    }),
  );
  assert.equal(isDatabaseAway(byPg), true);
  const byPrisma = await failure(
    own.prisma.$transaction(async (tx) => {
      const [row] = await tx.$queryRawUnsafe<{ pid: number }[]>(backend);
      await cutOff(row?.pid ?? 0);
      for (;;) await tx.project.count();
    }),
  );
  assert.equal(isDatabaseAway(byPrisma), true);
  await own.ping();
  await ownPool.end();
  await own.close();
});

test('a pool whose connections are all in use is unavailable after the time limit, not stuck', async () => {
  const settings = testConfig({ DATABASE_POOL_SIZE: '2', DATABASE_CONNECT_TIMEOUT_MS: '1000' });
  const own = openDatabase(settings, ownServer.connectionString, silentLogger);
  const held = await Promise.all([own.pool.connect(), own.pool.connect()]);
  assert.equal(isDatabaseAway(await failure(own.ping())), true);
  assert.equal(isDatabaseAway(await failure(own.prisma.project.count())), true);
  for (const client of held) client.release();
  await own.ping();
  await own.close();
});

test('an address where no Postgres is, is unavailable', async () => {
  const own = openDatabase(testConfig(), 'postgresql://u:p@127.0.0.1:1/none', silentLogger);
  assert.equal(isDatabaseAway(await failure(own.ping())), true);
  assert.equal(isDatabaseAway(await failure(own.prisma.project.count())), true);
  await own.close();
});
