import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { chromium } from './chromium.mjs';
import { dashboard } from './dashboard.mjs';
import { dependencies } from './dependencies.mjs';
import { SetupError } from './errors.mjs';
import { acquireLock } from './lock.mjs';
import { cacheDir, projectRoot } from './paths.mjs';
import { postgres } from './postgres.mjs';
import { prisma } from './prisma.mjs';
import { Progress } from './progress.mjs';
import { redis } from './redis.mjs';
import { endAll } from './run.mjs';
import { readStamp, removeStamp } from './stamp.mjs';
import { isDone, perform } from './step.mjs';
import { slowness, tensorflow } from './tensorflow.mjs';

const HELP = `Usage: node scripts/setup.mjs [options]
Installs and builds what fitserve needs; does nothing when all of it is there.
  --test           also what the tests need (a redis-server, a Chromium)
  --no-tensorflow  leave native TensorFlow as it is (also: FITSERVE_SKIP_TENSORFLOW=1)
  --retry          try again to get TensorFlow where that failed before
  --help
`;

/** @param {readonly string[]} argv */
export async function main(argv) {
  const progress = new Progress();
  try {
    await setup(argv, progress);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    if (error.output) process.stderr.write(`${error.output}\n`);
    progress.note(`${error.message}.`);
    process.stderr.write(`  next: ${error.next}\n`);
    if (error.log) process.stderr.write(`  log: ${error.log}\n`);
    process.exitCode = 1;
  }
}

/**
 * @param {readonly string[]} argv
 * @param {Progress} progress
 */
async function setup(argv, progress) {
  const options = readOptions(argv);
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  const cache = cacheDir();
  const context = { root: projectRoot(), cache, partial: path.join(cache, 'partial'), progress };
  const steps = [
    dependencies,
    ...(options.tensorflow ? [tensorflow] : []),
    postgres,
    prisma,
    ...(options.test ? [redis, chromium] : []),
    build,
    dashboard,
  ];
  const failedBefore = () => slowness(readStamp(tensorflow.stamp(context))?.detail ?? {}) !== undefined;

  if (options.tensorflow && options.retry && failedBefore()) removeStamp(tensorflow.stamp(context));
  if (!steps.every((step) => isDone(step, context))) {
    await exclusively(context, async () => {
      for (const step of steps) if (!isDone(step, context)) await perform(step, context);
    });
  }
  const warning = options.tensorflow ? slowness(readStamp(tensorflow.stamp(context))?.detail ?? {}) : undefined;
  if (warning !== undefined) progress.note(warning);
}

/** @param {readonly string[]} argv */
function readOptions(argv) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        test: { type: 'boolean', default: false },
        'no-tensorflow': { type: 'boolean', default: process.env.FITSERVE_SKIP_TENSORFLOW === '1' },
        retry: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return { ...values, tensorflow: !values['no-tensorflow'] };
  } catch (error) {
    throw new SetupError(error instanceof Error ? error.message : String(error), 'see --help');
  }
}

/**
 * Runs the work while no other setup of this user runs: they share the cache, and often the clone. However it ends, the
 * commands it started end with it and nothing unfinished stays.
 * @param {import('./step.mjs').Context} context
 * @param {() => Promise<void>} work
 */
async function exclusively({ cache, partial, progress }, work) {
  createCache(cache);
  const release = await acquireLock(path.join(cache, 'setup.lock'), {
    onWait: (holder) => progress.note(`waiting for another setup to finish (process ${holder}) ...`),
  });
  const leave = () => {
    rmSync(partial, { recursive: true, force: true });
    release();
  };
  /** @param {NodeJS.Signals} signal */
  const interrupted = async (signal) => {
    progress.stop();
    progress.note('interrupted; the next run goes on from here');
    await endAll();
    leave();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.once(signal, interrupted);
  try {
    // What a killed setup could not take away itself.
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial);
    await work();
  } finally {
    for (const signal of signals) process.off(signal, interrupted);
    leave();
  }
}

/** @param {string} cache */
function createCache(cache) {
  try {
    mkdirSync(cache, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      `the cache folder cannot be made: ${reason}`,
      'set XDG_CACHE_HOME to a folder that you may write to',
    );
  }
}
