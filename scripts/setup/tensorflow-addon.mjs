import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './errors.mjs';
import { nodeGyp, onPath } from './npm.mjs';
import { findPython } from './python.mjs';
import { CommandError, run } from './run.mjs';
import { libraryName } from './tensorflow-library.mjs';

const ADDON = 'tfjs_binding.node';

/**
 * @param {string} root
 * @returns {string}
 */
export function tfjsDir(root) {
  return path.join(root, 'node_modules', '@tensorflow', 'tfjs-node');
}

/**
 * @param {string} root
 * @returns {string}
 */
export function tfjsVersion(root) {
  return String(manifest(root).version);
}

/**
 * The addon speaks Node-API, which is the same in every release of Node from the level on that it was built for; this
 * is the newest level that both tfjs-node and the running Node know.
 * @param {string} root
 * @returns {number}
 */
function napiLevel(root) {
  /** @type {number[]} */
  const levels = manifest(root).binary.napi_versions;
  return Math.max(...levels.filter((level) => level <= Number(process.versions.napi)));
}

/**
 * Where tfjs-node looks for its addon.
 * @param {string} root
 * @returns {string}
 */
export function addonPath(root) {
  return path.join(tfjsDir(root), 'lib', `napi-v${napiLevel(root)}`, ADDON);
}

/**
 * @param {import('./step.mjs').Context} context
 * @returns {string}
 */
function cachedAddon({ root, cache }) {
  const level = napiLevel(root);
  return path.join(cache, `tfjs-node-${tfjsVersion(root)}-napi${level}-${libraryName()}`, ADDON);
}

/**
 * Puts the addon that an earlier run built into place.
 * @param {import('./step.mjs').Context} context
 * @returns {boolean} false when there is none
 */
export function restoreAddon(context) {
  const cached = cachedAddon(context);
  if (!existsSync(cached)) return false;
  copy(cached, addonPath(context.root));
  return true;
}

/**
 * Keeps the addon that was built for the next `npm ci`.
 * @param {import('./step.mjs').Context} context
 */
export function keepAddon(context) {
  copy(addonPath(context.root), cachedAddon(context));
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  const partial = `${to}.${process.pid}`;
  copyFileSync(from, partial);
  renameSync(partial, to);
}

/**
 * Asks for all that is needed at once, so that nobody downloads TensorFlow only to learn that the compiler is missing.
 */
export async function requireTools() {
  const missing = [];
  if (process.env.CXX === undefined && onPath('g++') === undefined) missing.push('a C++ compiler');
  if (onPath('make') === undefined) missing.push('make');
  if ((await findPython()) === undefined) missing.push('Python 3 with pip');
  if (missing.length > 0) {
    throw new SetupError(
      `not found: ${missing.join(', ')}`,
      'install what is missing (Debian, Ubuntu: `apt install build-essential python3-pip`), then run `npm run setup`',
    );
  }
}

/**
 * Compiles tfjs-node's addon against the library that its deps/ folder shows.
 * @param {import('./step.mjs').Context} context
 */
export async function buildAddon({ root, cache, progress }) {
  const folder = tfjsDir(root);
  const log = path.join(cache, 'logs', 'tensorflow-addon.log');
  const args = [path.join(root, 'node_modules', '@mapbox', 'node-pre-gyp', 'bin', 'node-pre-gyp')];
  args.push('install', '--build-from-source');
  const headers = nodeHeaders();
  if (headers !== undefined) args.push(`--nodedir=${headers}`);
  const gyp = nodeGyp();
  const env = { ...process.env, JOBS: '2', ...(gyp === undefined ? {} : { npm_config_node_gyp: gyp }) };
  try {
    await progress.during('TensorFlow: compiling its addon for Node', () =>
      run(process.execPath, args, { cwd: folder, env, log }),
    );
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new SetupError("TensorFlow's addon could not be compiled", 'read the log, then run `npm run setup`', error);
  } finally {
    rmSync(path.join(folder, `build-tmp-napi-v${napiLevel(root)}`), { recursive: true, force: true });
  }
}

/**
 * A folder that holds include/node; node-gyp downloads the headers when there is none. Those of another Node serve as
 * well, since Node-API does not change.
 * @returns {string | undefined}
 */
function nodeHeaders() {
  const own = path.join(path.dirname(process.execPath), '..');
  return [own, '/usr/local', '/usr'].find((folder) => existsSync(path.join(folder, 'include', 'node', 'node_api.h')));
}

/**
 * @param {string} root
 * @returns {{ version: string, binary: { napi_versions: number[] } }}
 */
function manifest(root) {
  return JSON.parse(readFileSync(path.join(tfjsDir(root), 'package.json'), 'utf8'));
}
