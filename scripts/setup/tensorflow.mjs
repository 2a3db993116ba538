import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from './errors.mjs';
import { link } from './link.mjs';
import { platform, stateDir } from './paths.mjs';
import { CommandError, run } from './run.mjs';
import {
  addonPath,
  buildAddon,
  keepAddon,
  requireTools,
  restoreAddon,
  tfjsDir,
  tfjsVersion,
} from './tensorflow-addon.mjs';
import { ensureLibrary, libraryName } from './tensorflow-library.mjs';

const PROOF_TIMEOUT_MS = 120_000;
const INSTALLER_TIMEOUT_MS = 600_000;

/**
 * Native TensorFlow behind tfjs-node; where it cannot be had, the engine runs on tfjs's own JavaScript backend.
 * @type {import('./step.mjs').Step}
 */
export const tensorflow = {
  name: 'tensorflow',
  stamp: ({ root }) => path.join(stateDir(root), 'tensorflow.json'),
  // Another Node has to load the addon anew before it is believed.
  key: ({ root }) => `${libraryName()} tfjs-node ${tfjsVersion(root)} node ${process.versions.modules} ${platform()}`,
  present: ({ root }, { source }) =>
    source === 'none' || (existsSync(libraryPath(root)) && existsSync(addonPath(root))),
  async install(context) {
    /** @type {string[]} */
    const reasons = [];
    for (const [source, attempt] of Object.entries({ wheel: fromWheel, installer: fromOwnInstaller })) {
      try {
        await attempt(context);
        const version = await prove(context);
        context.progress.note(`${version} works`);
        return { source, version };
      } catch (error) {
        if (!(error instanceof SetupError)) throw error;
        context.progress.note(`${error.message}${error.log === undefined ? '' : ` (log: ${error.log})`}`);
        reasons.push(`${error.message}; ${error.next}`);
      }
    }
    takeAway(context.root);
    return { source: 'none', reason: reasons[0] ?? '' };
  },
};

/**
 * The words for somebody whose training will be slow, or undefined when it will not be.
 * @param {Record<string, string>} detail the stamp's
 * @returns {string | undefined}
 */
export function slowness({ source, reason }) {
  if (source !== 'none') return undefined;
  return [
    'NATIVE TENSORFLOW IS MISSING: everything works, but training runs in plain JavaScript and is many times slower.',
    `  why: ${reason}`,
    '  to try again: npm run setup',
  ].join('\n');
}

/** @param {string} root */
function libraryPath(root) {
  return path.join(
    tfjsDir(root),
    'deps',
    'lib',
    process.platform === 'darwin' ? 'libtensorflow.2.dylib' : 'libtensorflow.so',
  );
}

/**
 * TensorFlow's own current library, with the addon built against it.
 * @param {import('./step.mjs').Context} context
 */
async function fromWheel(context) {
  takeAway(context.root);
  const ready = restoreAddon(context);
  if (!ready) await requireTools();
  const library = await ensureLibrary(context);
  for (const part of ['lib', 'include']) link(path.join(library, part), path.join(tfjsDir(context.root), 'deps', part));
  if (ready && (await isProven(context))) return;
  if (ready) await requireTools();
  await buildAddon(context);
  await prove(context);
  keepAddon(context);
}

/**
 * The installer that tfjs-node brings: an older TensorFlow from its makers' own host.
 * @param {import('./step.mjs').Context} context
 */
async function fromOwnInstaller({ root, cache, progress }) {
  takeAway(root);
  const log = path.join(cache, 'logs', 'tensorflow-installer.log');
  const folders = [path.join(root, 'node_modules', '.bin'), path.dirname(process.execPath), process.env.PATH ?? ''];
  const env = { ...process.env, PATH: folders.join(path.delimiter) };
  try {
    await progress.during("TensorFlow: trying tfjs-node's own installer", () =>
      run(process.execPath, ['scripts/install.js'], { cwd: tfjsDir(root), env, log, timeoutMs: INSTALLER_TIMEOUT_MS }),
    );
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new SetupError("tfjs-node's own installer failed as well", 'read the log', error);
  }
}

/**
 * Takes away what an earlier attempt left, so that no half of it is ever loaded.
 * @param {string} root
 */
function takeAway(root) {
  for (const part of ['deps', 'lib']) rmSync(path.join(tfjsDir(root), part), { recursive: true, force: true });
}

/** @param {import('./step.mjs').Context} context */
async function isProven(context) {
  try {
    await prove(context);
    return true;
  } catch (error) {
    if (error instanceof SetupError) return false;
    throw error;
  }
}

/**
 * Loads TensorFlow in a process of its own, since a bad library ends the process that loads it.
 * @param {import('./step.mjs').Context} context
 * @returns {Promise<string>} its name and version
 */
async function prove({ cache }) {
  const program = fileURLToPath(new URL('tensorflow-proof.mjs', import.meta.url));
  const log = path.join(cache, 'logs', 'tensorflow-proof.log');
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
  try {
    const output = await run(process.execPath, [program], { env, log, timeoutMs: PROOF_TIMEOUT_MS });
    return /^TensorFlow .+$/m.exec(output)?.[0] ?? 'TensorFlow';
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new SetupError(
      'TensorFlow was installed but does not load here',
      'its libraries may need a newer processor (AVX) or a newer system; the log says more',
      error,
    );
  }
}
