import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '../src/database/client.js';
import { startEmbeddedPostgres } from '../src/database/embedded.js';
import { KeyRepository } from '../src/projects/key-repository.js';
import { KeyService } from '../src/projects/key-service.js';
import { startEntry } from './launch/entry-process.js';
import { atEnd } from './support/cleanup.js';
import { silentLogger, testConfig } from './support/config.js';
import { createTestDatabase } from './support/postgres.js';
import { temporaryFolder } from './support/temporary-folder.js';

const DATABASE_URL = await createTestDatabase();
const database = openDatabase(testConfig(), DATABASE_URL, silentLogger);
atEnd(() => database.close());
const keys = new KeyService(new KeyRepository(database), silentLogger);

async function run(args: readonly string[], settings: Readonly<Record<string, string>> = { DATABASE_URL }) {
  const entry = startEntry('keys.js', args, settings);
  const code = await entry.ended;
  return { code, stdout: entry.stdout(), stderr: entry.stderr() };
}

test('create prints the key alone, so that a script can take it, and makes the project', async () => {
  const { code, stdout, stderr } = await run(['create', '--name', 'ci', '--project', 'research']);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^fsk_[0-9a-f]{48}\n$/);
  assert.match(stderr, /key_\w+ for project "research"/);
  assert.equal((await keys.authenticate(stdout.trim()))?.project.name, 'research');
});

test('create takes scopes and an expiry, in days or as a time', async () => {
  const made = await run(['create', '--name', 'narrow', '--scopes', 'read, predict', '--expires', '90d']);
  assert.equal(made.code, 0, made.stderr);
  const grant = await keys.authenticate(made.stdout.trim());
  assert.deepEqual(grant?.scopes, ['read', 'predict']);
  const days = ((grant?.expiresAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
  assert.ok(days > 89.9 && days <= 90, `${days} days`);
  const timed = await run(['create', '--name', 'timed', '--expires', '2099-01-31T00:00:00+01:00']);
  assert.equal((await keys.authenticate(timed.stdout.trim()))?.expiresAt?.toISOString(), '2099-01-30T23:00:00.000Z');
});

test('list shows names, projects and states, and no key', async () => {
  const { key, stored } = await keys.create('laptop');
  const gone = await keys.create('lost laptop');
  await keys.revoke(gone.stored.id);
  const { code, stdout } = await run(['list']);
  assert.equal(code, 0);
  assert.match(
    stdout,
    new RegExp(`^${stored.id} +default +laptop +\\S+ +never +read,data,train,predict,admin +never +valid$`, 'm'),
  );
  assert.match(stdout, new RegExp(`^${gone.stored.id} .*revoked \\S+$`, 'm'));
  assert.ok(!stdout.includes(key) && !stdout.includes(stored.hash));
});

test('revoke makes a key invalid, and fails for one that does not exist', async () => {
  const { key, stored } = await keys.create('to revoke');
  const revoked = await run(['revoke', stored.id]);
  assert.equal(revoked.code, 0);
  assert.match(revoked.stdout, /is revoked/);
  assert.equal(await keys.authenticate(key), null);
  const unknown = await run(['revoke', 'key_unknown']);
  assert.equal(unknown.code, 1);
  assert.match(unknown.stderr, /no key "key_unknown"/);
});

test('a command line that cannot be understood shows the usage and exits with 2', async () => {
  const wrong = [
    [],
    ['make'],
    ['create'],
    ['create', '--name', ''],
    ['create', '--nam', 'x'],
    ['create', 'x', '--name', 'y'],
    ['create', '--name', 'x', '--scopes', 'read,write'],
    ['create', '--name', 'x', '--scopes', ''],
    ['create', '--name', 'x', '--expires', 'soon'],
    ['create', '--name', 'x', '--expires', '2020-01-01T00:00:00Z'],
    ['list', 'x'],
    ['revoke'],
    ['revoke', 'a', 'b'],
  ];
  for (const args of wrong) {
    const { code, stdout, stderr } = await run(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, /^keys: .+\.\n\nUsage:/);
    assert.equal(stdout, '');
  }
  const help = await run(['--help']);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /^Usage:/);
});

test('a setting that is wrong, or a Postgres that is not there, is a sentence and no stack', async () => {
  const wrong = await run(['list'], { DATABASE_URL: 'mysql://nowhere' });
  assert.equal(wrong.code, 78);
  assert.match(wrong.stderr, /^fitserve: Wrong settings:\n {2}DATABASE_URL:/);
});

test('without DATABASE_URL it starts the embedded Postgres for the moment, and joins the one that runs', async () => {
  const DATA_DIR = await temporaryFolder();
  assert.equal((await run(['create', '--name', 'alone'], { DATA_DIR })).code, 0);
  const postgres = await startEmbeddedPostgres(DATA_DIR, silentLogger);
  atEnd(() => postgres.stop());
  assert.equal((await run(['create', '--name', 'beside'], { DATA_DIR })).code, 0);
  const listed = await run(['list'], { DATA_DIR });
  assert.match(listed.stdout, / alone .*\n.* beside /);
});
