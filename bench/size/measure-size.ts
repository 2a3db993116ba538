import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.js';
import { startService } from '../../src/launch/start-service.js';
import { createLogger } from '../../src/logger.js';
import { largeRun, type Stage } from './large-run.js';
import type { Role } from './memory-watch.js';

const ROLES: readonly Role[] = ['server', 'worker', 'training', 'inference'];

/**
 * Sends, trains and evaluates a dataset of so many bytes on a service of its own, and prints what each stage took, and the most
 * memory that each of the service's processes had.
 */
export async function measureSize(bytes: number): Promise<void> {
  const settings = loadConfig(undefined, { LOG_LEVEL: 'error' });
  const config = {
    ...settings,
    HOST: '127.0.0.1',
    PORT: 0,
    DATA_DIR: join(settings.DATA_DIR, `bench-${randomBytes(6).toString('hex')}`),
    DATABASE_URL: undefined,
    REDIS_URL: undefined,
    BOOTSTRAP_API_KEY: undefined,
  };
  const service = await startService(config, createLogger(config, 'bench'));
  try {
    console.log(`\nsize: ${(bytes / 2 ** 30).toFixed(2)} GiB, most resident MB of`);
    console.log(
      `  ${'stage'.padEnd(15)}${'s'.padStart(8)}${'MB/s'.padStart(8)}${[...ROLES, 'all'].map((name) => name.padStart(11)).join('')}`,
    );
    const { rows, accuracy } = await largeRun(service, bytes, (stage) => print(stage, bytes));
    console.log(`  ${rows} rows, accuracy ${accuracy.toFixed(4)}`);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
  await service.stop();
  await rm(config.DATA_DIR, { recursive: true, force: true });
}

function print({ name, seconds, peaks }: Stage, bytes: number): void {
  const rate = name === 'idle' ? '' : (bytes / 1e6 / seconds).toFixed(0);
  const memory = [...ROLES.map((role) => peaks.byRole.get(role) ?? 0), peaks.total];
  const shown = memory.map((value) => (value / 1e6).toFixed(0).padStart(11)).join('');
  console.log(`  ${name.padEnd(15)}${seconds.toFixed(1).padStart(8)}${rate.padStart(8)}${shown}`);
}
