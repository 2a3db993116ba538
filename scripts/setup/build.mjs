import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './errors.mjs';
import { CommandError, run } from './run.mjs';
import { hashOf } from './stamp.mjs';

/** The folders of tsconfig.json's `include`, and those of which tests compile parts. */
const SOURCES = ['src', 'client', 'cli', 'dashboard', 'test', 'bench', 'drills', 'examples', 'scripts'];
/** What tsc makes of a source's ending. */
const OUTPUTS = [
  { output: /\.js(\.map)?$/, source: '.ts' },
  { output: /\.mjs(\.map)?$/, source: '.mjs' },
];

/**
 * dist/, compiled from the sources as they are now.
 * @type {import('./step.mjs').Step}
 */
export const build = {
  name: 'build',
  // In dist, so that it goes when dist goes.
  stamp: ({ root }) => path.join(root, 'dist', '.setup.json'),
  // Sizes and times in place of contents: hundreds of files are looked at before every command.
  key: ({ root }) => hashOf([readFileSync(path.join(root, 'package-lock.json')), ...inputs(root).map(describe)]),
  present: ({ root }) => existsSync(path.join(root, 'dist', 'src')),
  async install({ root, cache, progress }) {
    removeStale(root);
    const log = path.join(cache, 'logs', 'tsc.log');
    const args = [path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'];
    try {
      await progress.during('compiling', () => run(process.execPath, args, { cwd: root, log }));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new SetupError('the sources do not compile', 'mend the errors above, then run this again', error);
    }
    return {};
  },
};

/**
 * @param {string} root
 * @returns {string[]}
 */
function inputs(root) {
  const sources = SOURCES.flatMap((folder) => filesIn(path.join(root, folder)));
  return [path.join(root, 'tsconfig.json'), ...sources.filter((file) => /\.m?[jt]s$/.test(file)).sort()];
}

/** @param {string} file */
function describe(file) {
  const { size, mtimeMs } = statSync(file);
  return `${file} ${size} ${mtimeMs}`;
}

/**
 * Removes the outputs of sources that are gone: a deleted test must not run, nor a deleted module be found.
 * @param {string} root
 */
export function removeStale(root) {
  for (const folder of SOURCES) {
    const outputs = filesIn(path.join(root, 'dist', folder));
    for (const file of outputs) {
      const rule = OUTPUTS.find(({ output }) => output.test(file));
      if (rule === undefined) continue;
      const source = path.join(root, path.relative(path.join(root, 'dist'), file).replace(rule.output, rule.source));
      if (!existsSync(source)) rmSync(file, { force: true });
    }
    removeEmpty(path.join(root, 'dist', folder));
  }
}

/**
 * @param {string} folder
 * @returns {string[]} the files below it; none when it does not exist
 */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesIn(file) : [file];
  });
}

/** @param {string} folder */
function removeEmpty(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmpty(path.join(folder, entry.name));
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
