import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './errors.mjs';

/**
 * npm as a JavaScript file, to be run by this very Node: the `npm` of the PATH may belong to another one, and on
 * Windows it is a batch file.
 * @returns {string}
 */
export function npmCli() {
  const beside = path.dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    onPath('npm'),
  ];
  const found = candidates.find(
    (file) => file !== undefined && path.basename(file) === 'npm-cli.js' && existsSync(file),
  );
  if (found === undefined) {
    throw new SetupError('npm was not found', 'install npm, which comes with Node, then run this again');
  }
  return found;
}

/**
 * The node-gyp that npm carries.
 * @returns {string | undefined}
 */
export function nodeGyp() {
  const file = path.join(path.dirname(npmCli()), '..', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  return existsSync(file) ? path.normalize(file) : undefined;
}

/**
 * @param {string} command
 * @returns {string | undefined} the file behind it, links followed
 */
export function onPath(command) {
  const names = process.platform === 'win32' ? [`${command}.exe`, `${command}.cmd`] : [command];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)) {
    const file = names.map((name) => path.join(folder, name)).find((candidate) => existsSync(candidate));
    if (file !== undefined) return realpathSync(file);
  }
  return undefined;
}
