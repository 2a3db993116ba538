import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runCommand } from '../../cli/program.js';
import { inheritedEnvironment } from '../../src/config.js';
import { packageRoot } from '../../src/database/package-root.js';
import { startEntry } from '../launch/entry-process.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
const KEY = 'fsk_0123456789abcdef0123456789abcdef0123456789abcdef';
const IRIS = join(packageRoot, 'examples', 'data', 'iris.csv');
const FLOWERS = {
  layers: [
    { class_name: 'Dense', config: { units: 8, activation: 'relu' } },
    { class_name: 'Dense', config: { units: 3, activation: 'softmax' } },
  ],
};
const cwd = await temporaryFolder();
const DATA_DIR = await temporaryFolder();
const configFile = join(cwd, 'login.json');

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line as a person would, with what they type on the standard input. */
async function run(words: readonly string[], typed = '', env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const out = { stdout: '', stderr: '' };
  const screen = (name: keyof typeof out) => ({
    write: (piece: string) => {
      out[name] += piece;
    },
  });
  const code = await runCommand(words, {
    stdin: Readable.from([typed]),
    stdout: screen('stdout'),
    stderr: screen('stderr'),
    env: { FITSERVE_CONFIG: configFile, ...env },
    cwd,
    signal: new AbortController().signal,
  });
  return { code, ...out };
}

/** The answer of a command that is to succeed, as a program reads it. */
async function json(words: readonly string[], typed = '') {
  const { code, stdout, stderr } = await run([...words, '--json'], typed);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

suite('with a service', () => {
  before(async () => {
    const service = startEntry('start.js', [], { DATA_DIR, PORT: '0', BOOTSTRAP_API_KEY: KEY, ENGINE: 'cpu' });
    const url = await waitFor('the service', () => /answers at (\S+)/.exec(service.stdout())?.[1]);
    const login = await run(['login', '--url', url, '--key', KEY]);
    assert.equal(login.code, 0, login.stderr);
    await writeFile(join(cwd, 'flowers.json'), JSON.stringify(FLOWERS));
    assert.equal((await run(['datasets', 'push', IRIS, '--target', 'species'])).code, 0);
    const compile = ['--optimizer', 'adam', '--loss', 'sparse_categorical_crossentropy', '--metrics', 'accuracy'];
    assert.equal((await run(['models', 'create', 'flowers.json', ...compile])).code, 0);
  });

  test('login keeps address and key for its user alone', async () => {
    assert.equal((await stat(configFile)).mode & 0o777, 0o600);
    assert.equal(JSON.parse(await readFile(configFile, 'utf8')).key, KEY);
  });

  test('from a table to a prediction, by names', async () => {
    const { code, stdout, stderr } = await run(['fit', 'flowers', 'iris', '--epochs', '2', '--seed', '1', '--watch']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Epoch 1\/2\n5\/5 ━{20} \S+ \S+\/step - accuracy: 0\.\d{4} - loss: \d\.\d{4}\nEpoch 2\/2\n/);
    assert.match(stdout, /\njob_\w+ succeeded: loss \d\.\d{4} {2}accuracy 0\.\d{4}\n$/);
    const evaluated = await json(['evaluate', 'flowers', 'iris']);
    assert.equal(evaluated.rows, 150);
    const shown = await run(['evaluate', 'flowers', 'iris']);
    assert.match(shown.stdout, /^150 rows, by epoch 2 of job_/);
    assert.match(shown.stdout, /\nsetosa +\d\.\d{4} +\d\.\d{4} +\d\.\d{4} +50\n/);
    const row = { sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 };
    const one = await json(['predict', 'flowers', '-'], JSON.stringify(row));
    const lines = await json(['predict', 'flowers'], `[5.1, 3.5, 1.4, 0.2]\n[6.7, 3.0, 5.2, 2.3]\n`);
    assert.deepEqual(lines.predictions[0], one.predictions[0]);
    assert.equal(lines.predictions.length, 2);
    const likeliest = await json(['predict', 'flowers', '--top-k', '2'], JSON.stringify(row));
    assert.equal(likeliest.classes[0].length, 2);
    const both = await run(['predict', 'flowers', '--top-k', '2'], JSON.stringify(row));
    assert.match(both.stdout, /^ROW {2}CLASS +PROBABILITY\n( {2}0 {2}\w+ +0\.\d{4}\n){2}$/);
    const table = await run(['predict', 'flowers'], JSON.stringify(row));
    assert.match(table.stdout, /^ROW {2}CLASS +PROBABILITY\n {2}0 {2}\w+ +0\.\d{4}\n$/);
  });

  test('lists are tables for people and JSON for programs', async () => {
    const { stdout } = await run(['datasets', 'ls']);
    assert.match(
      stdout,
      /^ID +NAME +FORMAT +TASK +ROWS +INPUTS +SIZE +CREATED\ndst_\w+ {2}iris {2}csv +classification +150 {2}\[4\] float32 {2}3\.0 kB/,
    );
    assert.equal((await json(['datasets', 'ls']))[0].name, 'iris');
    assert.match(
      (await run(['datasets', 'show', 'iris'])).stdout,
      /\npetal_width +0\.1 +2\.5 +1\.1993 +0\.75969 +0 +22\n/,
    );
    assert.match((await run(['models', 'summary', 'flowers'])).stdout, /dense \(Dense\)/);
    assert.deepEqual(
      (await json(['models', 'ls'])).map(({ name }: { name: string }) => name),
      ['flowers'],
    );
  });

  test('weights are written to a file, and never over one', async () => {
    const { id } = await json(['fit', 'flowers', 'iris', '--watch']);
    const { path, size_bytes } = await json(['export', id, '-o', 'weights.safetensors']);
    assert.equal(path, join(cwd, 'weights.safetensors'));
    assert.equal((await stat(path)).size, size_bytes);
    const again = await run(['export', id, '-o', 'weights.safetensors']);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /^fitserve: EEXIST: file already exists/);
    assert.equal((await stat(path)).size, size_bytes);
  });

  test('Ctrl-C while watching leaves the job running and says how to come back', async () => {
    const words = ['fit', 'flowers', 'iris', '--epochs', '100000', '--watch'];
    const child = spawn(process.execPath, [MAIN, ...words], {
      cwd,
      env: { ...inheritedEnvironment(), FITSERVE_CONFIG: configFile },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let shown = '';
    child.stdout.setEncoding('utf8').on('data', (piece) => {
      shown += piece;
    });
    const said = text(child.stderr);
    const ended = new Promise((resolve) => child.on('exit', resolve));
    await waitFor('an epoch', () => /Epoch 2\/100000/.test(shown));
    child.kill('SIGINT');
    assert.equal(await ended, 130);
    const found = /(job_\w+) goes on without you\.\n {2}come back: fitserve jobs watch \1\n/.exec(await said);
    const id = found?.[1] ?? '';
    assert.equal((await json(['jobs', 'show', id])).status, 'running');
    await run(['jobs', 'cancel', id]);
    const watched = await run(['jobs', 'watch', id]);
    assert.equal(watched.code, 1);
    assert.match(watched.stderr, /was cancelled\n {2}next: go on from its last checkpoint: fitserve jobs resume job_/);
  });

  test('what is wrong is said with its place and the next step, by an exit code of its own', async () => {
    const wrong = await run(
      ['models', 'check', '-', '--loss', 'mse'],
      JSON.stringify({ layers: [{ class_name: 'Dens', config: {} }] }),
    );
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /answered 422: [\s\S]*\/architecture\/layers\/0\/class_name/);
    const unknown = await run(['fit', 'flowers', 'nothing']);
    assert.deepEqual(
      [unknown.code, unknown.stderr],
      [2, 'fitserve: there is no dataset "nothing"\n  next: see what there is: fitserve datasets ls\n'],
    );
    const key = await run(['models', 'ls', '--key', 'wrong']);
    assert.equal(key.code, 1);
    assert.match(key.stderr, /answered 401: [\s\S]*next: log in with a key that holds/);
    const noTarget = await run(['datasets', 'push', IRIS]);
    assert.equal(noTarget.code, 1);
    assert.match(noTarget.stderr, /\n {2}next: name the column: --target COLUMN\n$/);
    const noFields = await run(['datasets', 'push', IRIS, '--options', '[1]']);
    assert.equal(noFields.code, 2);
    assert.match(noFields.stderr, /^fitserve: --options must be an object, not \[1\]/);
    const noFile = await run(['datasets', 'push', 'none.csv']);
    assert.equal(noFile.code, 2);
    assert.match(noFile.stderr, /ENOENT[\s\S]*next: name a file that is there/);
    const noJson = await run(['models', 'check', '-'], '{');
    assert.equal(noJson.code, 2);
    assert.match(noJson.stderr, /^fitserve: the standard input is no JSON: /);
  });
});

test('without a service the exit code is 3, and it is said how to start one', async () => {
  const { code, stderr } = await run(['jobs', 'ls', '--url', 'http://127.0.0.1:1', '--key', KEY]);
  assert.equal(code, 3);
  assert.match(
    stderr,
    /GET \/v1\/jobs was not answered: .*\n {2}next: is the service up\? start one with: fitserve start\n$/,
  );
});

test('a wrong word is answered by usage and exit code 2, help by 0', async () => {
  assert.equal((await run(['jobs', 'stop'])).code, 2);
  assert.equal((await run(['fit', 'a', 'b', '--epochs', 'many'])).code, 2);
  const help = await run(['--help']);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /Exit codes: 0 done/);
});

test('completions offer the words that a command takes', async () => {
  const { stdout } = await run(['completion', 'bash']);
  const complete = async (...words: string[]) => {
    const line = words.map((word) => `'${word}'`).join(' ');
    const script = `${stdout}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _fitserve; echo "\${COMPREPLY[@]}"`;
    return (await promisify(execFile)('bash', ['-c', script])).stdout.trim();
  };
  assert.equal(await complete('fitserve', 'jobs', 'wa'), 'watch');
  assert.equal(await complete('fitserve', 'dat'), 'datasets');
  assert.equal(await complete('fitserve', 'fit', 'flowers', '--wa'), '--watch');
  assert.match(await complete('fitserve', 'nonsense', 'mod'), /models/);
  assert.equal(await complete('fitserve', '--url', 'http://127.0.0.1:1', 'jobs', 'pa'), 'pause');
  assert.equal((await run(['completion', 'tcsh'])).code, 2);
});
