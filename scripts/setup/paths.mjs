import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds package.json. Looked for upwards, because `tsc` copies this file below dist/ as well.
 * @returns {string}
 */
export function projectRoot() {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${fileURLToPath(import.meta.url)}`);
    folder = parent;
  }
  return folder;
}

/**
 * Where what is costly to get is kept, so that neither `npm ci` nor a second clone pays for it again.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string}
 */
export function cacheDir(environment = process.env) {
  const base = environment.XDG_CACHE_HOME;
  // The XDG specification says to ignore a relative path.
  return path.join(base && path.isAbsolute(base) ? base : path.join(os.homedir(), '.cache'), 'fitserve');
}

/**
 * Where the stamps live. `npm ci` takes it away together with what the stamps vouch for.
 * @param {string} root
 * @returns {string}
 */
export function stateDir(root) {
  return path.join(root, 'node_modules', '.fitserve');
}

/**
 * The redis-server that tests start: a link that `setup --test` makes.
 * @param {string} root
 * @returns {string}
 */
export function redisServerPath(root = projectRoot()) {
  return path.join(stateDir(root), 'redis-server');
}

/**
 * The Chromium that the tests of the dashboard open: a link that `setup --test` makes.
 * @param {string} root
 * @returns {string}
 */
export function chromiumPath(root = projectRoot()) {
  return path.join(stateDir(root), 'chromium');
}

/**
 * The platform as cache folders and tables name it, such as `linux-x64`.
 * @returns {string}
 */
export function platform() {
  return `${process.platform}-${process.arch}`;
}
