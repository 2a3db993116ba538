import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { confinement, findConfinement, GUARDS, type Limits } from '../../src/isolation/confinement.js';
import { atEnd } from '../support/cleanup.js';
import { temporaryFolder } from '../support/temporary-folder.js';

// What the system itself keeps a process from, whatever program runs in it: here one that is free to do what it likes. What this
// system does not allow must be reported, and nothing else may be.

const { missing } = confinement();
const UNLIMITED = { fileBytes: 2 ** 40 };
const folder = await temporaryFolder('confined');

/** Runs a program of Node confined. @returns what it printed. */
async function run(source: string, limits: Limits = UNLIMITED): Promise<string> {
  const { command, args } = confinement().wrap(process.execPath, ['-e', source], limits);
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, PARENT: String(process.pid), FOLDER: folder },
  });
  return text(child.stdout);
}

/** What `reach` gets: its answer, or the code of the error. */
const trying = (reach: string) =>
  `const fs = require('node:fs'); try { console.log(${reach}); } catch (error) { console.log(error.code); }`;

const connecting = (host: string, port: number) => `
  const socket = require('node:net').connect(${port}, '${host}');
  socket.once('connect', () => { console.log('connected'); socket.destroy(); });
  socket.once('error', ({ code }) => console.log(code));`;

test('a child reaches no port of this machine, such as that of the database, and no other machine', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(async () => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const answer = (await run(connecting('127.0.0.1', port))).trim();
  if (missing.includes('network')) assert.equal(answer, 'connected');
  else assert.match(answer, /^(ENETUNREACH|ECONNREFUSED|EADDRNOTAVAIL)$/);
  // A documentation address (RFC 5737), where nobody answers: without a network this is known at once.
  if (!missing.includes('network')) assert.equal((await run(connecting('192.0.2.1', 80))).trim(), 'ENETUNREACH');
});

test("a child cannot read the environment and the memory of its parent, which hold the database's password", async () => {
  for (const file of ['environ', 'mem', 'maps']) {
    const answer = (await run(trying(`fs.readFileSync('/proc/' + process.env.PARENT + '/${file}').length > 0`))).trim();
    if (missing.includes('other processes')) assert.equal(answer, file === 'mem' ? 'EIO' : 'true', file);
    else assert.match(answer, /^(EACCES|EPERM)$/, file);
  }
});

test('a child sees of the folder of the service what it was given, and nothing else', async () => {
  const [dataDir, own, cache] = ['data', 'data/scratch/own', 'data/cache'].map((name) => join(folder, name));
  assert.ok(dataDir !== undefined && own !== undefined && cache !== undefined);
  await Promise.all([own, cache].map((path) => mkdir(path, { recursive: true })));
  await writeFile(join(dataDir, 'first-api-key'), 'fsk_planted');
  await writeFile(join(cache, 'rows'), 'rows');
  const limits = { ...UNLIMITED, files: { hidden: dataDir, seen: [own, cache] } };
  const key = (await run(trying(`fs.readFileSync('${dataDir}/first-api-key', 'utf8')`), limits)).trim();
  assert.equal(key, missing.includes('files of the service') ? 'fsk_planted' : 'ENOENT');
  assert.equal((await run(trying(`fs.readFileSync('${cache}/rows', 'utf8')`), limits)).trim(), 'rows');
  await run(`require('node:fs').writeFileSync('${own}/made', 'by the child')`, limits);
  assert.equal(await readFile(join(own, 'made'), 'utf8'), 'by the child');
  // What is seen in its place was there for the child alone.
  assert.equal(await readFile(join(dataDir, 'first-api-key'), 'utf8'), 'fsk_planted');
});

test('a child cannot write a file beyond its limit', async () => {
  const write = (bytes: number) =>
    run(trying(`fs.writeFileSync(process.env.FOLDER + '/large', Buffer.alloc(${bytes})) ?? 'written'`), {
      fileBytes: 2 ** 20,
    });
  assert.equal((await write(2 ** 20)).trim(), 'written');
  const answer = (await write(2 ** 20 + 1)).trim();
  assert.equal(answer, missing.includes('large files') ? 'written' : 'EFBIG');
});

test('a child has no privileges and gets no new ones, and leaves no dump of its memory', async () => {
  const status = await run(
    trying(`fs.readFileSync('/proc/self/status', 'utf8') + fs.readFileSync('/proc/self/limits', 'utf8')`),
  );
  if (!missing.includes('new privileges')) assert.match(status, /^NoNewPrivs:\s+1$/m);
  if (!missing.includes('new privileges') && !missing.includes('network')) {
    assert.match(status, /^CapEff:\s+0+$/m);
    assert.match(status, /^CapBnd:\s+0+$/m);
  }
  assert.match(status, /^Max core file size\s+0\s+0/m);
});

test('a confined program keeps its process, its messages and its exit code', async () => {
  const { command, args } = confinement().wrap(
    process.execPath,
    ['-e', 'process.send({ pid: process.pid }); process.disconnect(); process.exitCode = 3'],
    UNLIMITED,
  );
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const message = await new Promise((resolve) => child.once('message', resolve));
  assert.deepEqual(message, { pid: child.pid });
  assert.equal(await new Promise((resolve) => child.once('exit', resolve)), 3);
});

test('where the system forbids namespaces, children start without and that is reported', () => {
  const forbidden = findConfinement((command, args) => !command.endsWith('unshare') && !args.includes('--user'));
  assert.deepEqual(GUARDS.filter((guard) => forbidden.missing.includes(guard)).slice(0, 3), [
    'network',
    'other processes',
    'files of the service',
  ]);
  const { args } = forbidden.wrap('node', ['program.js'], {
    ...UNLIMITED,
    files: { hidden: '/data', seen: ['/data/own'] },
  });
  assert.deepEqual(args.slice(-2), ['node', 'program.js']);
  assert.ok(!args.includes('--user'));
});

test('a folder that holds the program itself is not hidden', () => {
  const { args } = confinement().wrap('node', [], { ...UNLIMITED, files: { hidden: '/', seen: ['/nothing-there'] } });
  assert.ok(!args.includes('--mount'), args.join(' '));
});
