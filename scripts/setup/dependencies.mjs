import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './errors.mjs';
import { npmCli } from './npm.mjs';
import { platform, stateDir } from './paths.mjs';
import { CommandError, run } from './run.mjs';
import { hashOf } from './stamp.mjs';

/**
 * node_modules as package-lock.json says, without running the packages' own install scripts.
 * @type {import('./step.mjs').Step}
 */
export const dependencies = {
  name: 'dependencies',
  stamp: ({ root }) => path.join(stateDir(root), 'dependencies.json'),
  key: ({ root }) => hashOf([readFileSync(path.join(root, 'package-lock.json')), platform()]),
  present: ({ root }) => existsSync(path.join(root, 'node_modules', '.package-lock.json')),
  async install({ root, cache, progress }) {
    if (matchesLock(root)) return {};
    const log = path.join(cache, 'logs', 'npm-ci.log');
    // Development packages always: the compiler is one of them, and NODE_ENV=production would leave it out.
    const args = [npmCli(), 'ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
    try {
      await progress.during('installing the packages (npm ci)', () => run(process.execPath, args, { cwd: root, log }));
    } catch (error) {
      // npm leaves an unfinished node_modules behind when it is killed; its own record would then vouch for it.
      rmSync(path.join(root, 'node_modules', '.package-lock.json'), { force: true });
      throw error instanceof CommandError ? explain(error) : error;
    }
    return {};
  },
};

/**
 * Whether npm's own record of what it installed is what package-lock.json asks for: so after `npm install`, where
 * running `npm ci` again would take everything away only to put the same back.
 * @param {string} root
 * @returns {boolean}
 */
export function matchesLock(root) {
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || installed === undefined) return false;
  const names = Object.keys(wanted).filter((name) => name !== '');
  return (
    names.every((name) => {
      const there = installed[name];
      // An optional package that is absent is one for another platform.
      if (there === undefined) return wanted[name]?.optional === true;
      return there.version === wanted[name]?.version && there.integrity === wanted[name]?.integrity;
    }) && Object.keys(installed).every((name) => wanted[name] !== undefined)
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * @param {CommandError} error
 * @returns {SetupError}
 */
function explain({ output, log }) {
  const [message, next] = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output)
    ? ['npm could not reach its registry', 'check the network (and `npm config get registry`), then run this again']
    : /ENOSPC/.test(output)
      ? ['the disk is full', 'free about 2 GB, then run this again']
      : /EACCES|EPERM/.test(output)
        ? [
            'npm may not write to node_modules',
            'check who owns this folder (`ls -ld . node_modules`), then run this again',
          ]
        : ['npm ci failed', 'read the output above, then run this again'];
  return new SetupError(message, next, { output, log });
}
