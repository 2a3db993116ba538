import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../src/database/package-root.js';
import { createBareDatabase } from './support/postgres.js';

const folder = join(packageRoot, 'prisma', 'migrations');

/** Runs the command as `npm run migrate` does. */
function run(args: readonly string[], databaseUrl: string): Promise<{ code: number; output: string }> {
  const program = join(packageRoot, 'dist', 'src', 'migrate.js');
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, ...args],
      { env: { ...process.env, DATABASE_URL: databaseUrl } },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

test('the command applies what is missing, once', async () => {
  const address = await createBareDatabase();
  const first = await run([], address);
  assert.equal(first.code, 0);
  assert.match(first.output, /^Applied: 20261123000000_initial/);
  assert.deepEqual(await run([], address), { code: 0, output: 'The database has all migrations.\n' });
});

test('the command writes no migration where prisma/schema.prisma says nothing new', async () => {
  const before = await readdir(folder);
  const { code, output } = await run(['create', 'nothing'], await createBareDatabase());
  assert.equal(code, 0);
  assert.match(output, /says nothing new: no migration was written/);
  assert.deepEqual(await readdir(folder), before);
});

test('the command explains itself when it is called wrongly, and touches nothing', async () => {
  const { code, output } = await run(['undo'], 'postgresql://nobody@127.0.0.1:1/none');
  assert.equal(code, 2);
  assert.match(output, /npm run migrate -- create <name>/);
});

test('the command fails with the address that does not answer', async () => {
  const { code, output } = await run([], 'postgresql://nobody@127.0.0.1:1/none');
  assert.equal(code, 1);
  assert.match(output, /ECONNREFUSED 127\.0\.0\.1:1/);
});
