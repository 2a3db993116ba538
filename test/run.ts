import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '../src/database/embedded.js';
import { silentLogger } from './support/config.js';
import { FAST, prepareServer, SHARED_SERVER } from './support/postgres-server.js';
import { temporaryFolder } from './support/temporary-folder.js';

// `npm test`: all tests on one Postgres. `npm test -- queue engine/losses --test-name-pattern=stall`: words pick files by
// their path, options go to Node's test runner.
const CONCURRENCY = 2;
const STOPPED = 130;

const folder = dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'));

const found = (await readdir(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.test.js'))
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
const files = found.filter((file) => words.length === 0 || words.some((word) => file.includes(word))).sort();
if (files.length === 0) {
  process.stderr.write(`No test file has ${words.join(' or ')} in its path.\n`);
  process.exit(1);
}

// Ctrl-C reaches the tests too; they end, and then the server below does.
let stopped = false;
process.on('SIGINT', () => {
  stopped = true;
});

// Everything that the tests write is in here, so that a run that is stopped in the middle leaves nothing behind.
const scratch = await temporaryFolder();
const testScratch = join(scratch, 'tests');
await mkdir(testScratch, { mode: 0o711 });
try {
  const server = await startEmbeddedPostgres(join(scratch, 'data'), silentLogger, FAST);
  try {
    await prepareServer(server.connectionString);
    process.exitCode = stopped ? STOPPED : await runTests(server.connectionString);
  } finally {
    await server.stop();
  }
} finally {
  // Servers of test files that were stopped may still be ending.
  await rm(scratch, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
}

async function runTests(address: string): Promise<number> {
  const runner = ['--enable-source-maps', '--test', `--test-concurrency=${CONCURRENCY}`, '--test-reporter=spec'];
  const child = spawn(process.execPath, [...runner, ...options, ...files.map((file) => join(folder, file))], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, [SHARED_SERVER]: address, TMPDIR: testScratch },
  });
  process.once('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : STOPPED;
}
