import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './errors.mjs';
import { CommandError, run } from './run.mjs';
import { hashOf } from './stamp.mjs';

/** What the pages are made of: their own sources, and the client's. */
const SOURCES = ['dashboard', path.join('client', 'src')];

/**
 * dist/pages/, the dashboard's pages as browsers load them.
 * @type {import('./step.mjs').Step}
 */
export const dashboard = {
  name: 'dashboard',
  stamp: ({ root }) => path.join(root, 'dist', '.dashboard.json'),
  key: ({ root }) =>
    hashOf(
      [path.join(root, 'package-lock.json'), ...SOURCES.flatMap((folder) => filesIn(path.join(root, folder)))].map(
        (file) => readFileSync(file),
      ),
    ),
  // An image is made in layers, the first of them before the sources are there.
  present: ({ root }) => !hasSources(root) || existsSync(path.join(root, 'dist', 'pages', 'index.html')),
  async install({ root, cache, progress }) {
    if (!hasSources(root)) return {};
    const log = path.join(cache, 'logs', 'vite.log');
    const args = [
      path.join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
      'build',
      'dashboard',
      '--logLevel',
      'warn',
    ];
    try {
      await progress.during('building the dashboard', () => run(process.execPath, args, { cwd: root, log }));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new SetupError('the dashboard cannot be built', 'mend the errors above, then run this again', error);
    }
    return {};
  },
};

/** @param {string} root */
function hasSources(root) {
  return existsSync(path.join(root, 'dashboard', 'index.html'));
}

/**
 * @param {string} folder
 * @returns {string[]} the files below it, in one order; none when it does not exist
 */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
