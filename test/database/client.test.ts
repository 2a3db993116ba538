import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../support/postgres.js';

const database = await testDatabase();

test('Prisma and raw pg see the same rows', async () => {
  await database.prisma.project.create({ data: { id: 'prj_1', name: 'one' } });
  const { rows } = await database.pool.query('SELECT name FROM projects');
  assert.deepEqual(rows, [{ name: 'one' }]);
});
