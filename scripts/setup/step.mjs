import { readStamp, removeStamp, writeStamp } from './stamp.mjs';

/**
 * @typedef Context
 * @property {string} root the project's folder
 * @property {string} cache the folder that outlives node_modules
 * @property {string} partial a folder for unfinished things, on the cache's file system; emptied at every start
 * @property {import('./progress.mjs').Progress} progress
 */

/**
 * One thing that setup brings about. `key` and `present` are asked at every start, so they only read a few files.
 * @typedef Step
 * @property {string} name
 * @property {(context: Context) => string} stamp the file that records that the step is done
 * @property {(context: Context) => string} key names all that the result depends on
 * @property {(context: Context, detail: Record<string, string>) => boolean} present whether the result is still there
 * @property {(context: Context) => Promise<Record<string, string>>} install returns what the stamp should remember
 */

/**
 * @param {Step} step
 * @param {Context} context
 * @returns {boolean}
 */
export function isDone(step, context) {
  const stamp = readStamp(step.stamp(context));
  return stamp !== undefined && stamp.key === step.key(context) && step.present(context, stamp.detail);
}

/**
 * Runs the step. The stamp goes first and comes back last: an interrupted step is one that was never done.
 * @param {Step} step
 * @param {Context} context
 */
export async function perform(step, context) {
  removeStamp(step.stamp(context));
  const key = step.key(context);
  const detail = await step.install(context);
  writeStamp(step.stamp(context), { key, detail });
}
