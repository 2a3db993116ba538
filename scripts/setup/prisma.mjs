import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './errors.mjs';
import { stateDir } from './paths.mjs';
import { CommandError, run } from './run.mjs';
import { hashOf } from './stamp.mjs';

/**
 * Prisma's client, generated from the schema.
 * @type {import('./step.mjs').Step}
 */
export const prisma = {
  name: 'prisma',
  stamp: ({ root }) => path.join(stateDir(root), 'prisma.json'),
  key: ({ root }) => hashOf(inputs(root).map((file) => readFileSync(file))),
  present: ({ root }) => existsSync(path.join(generated(root), 'client.ts')),
  async install({ root, cache, progress }) {
    const log = path.join(cache, 'logs', 'prisma-generate.log');
    const args = [path.join(root, 'node_modules', 'prisma', 'build', 'index.js'), 'generate'];
    const env = {
      ...process.env,
      // `generate` fetches a native schema engine that it never starts; any program in its place spares the download.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    };
    rmSync(generated(root), { recursive: true, force: true });
    try {
      await progress.during("generating Prisma's client", () => run(process.execPath, args, { cwd: root, env, log }));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new SetupError('prisma generate failed', 'mend prisma/schema.prisma, then run this again', error);
    }
    return {};
  },
};

/** @param {string} root */
function generated(root) {
  return path.join(root, 'src', 'database', 'generated');
}

/**
 * @param {string} root
 * @returns {string[]}
 */
function inputs(root) {
  const schemas = readdirSync(path.join(root, 'prisma')).filter((name) => name.endsWith('.prisma'));
  return [
    ...schemas.sort().map((name) => path.join(root, 'prisma', name)),
    path.join(root, 'prisma.config.ts'),
    path.join(root, 'node_modules', 'prisma', 'package.json'),
  ].filter((file) => existsSync(file));
}
