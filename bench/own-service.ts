import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '../src/config.js';
import { type Service, startService } from '../src/launch/start-service.js';
import { createLogger } from '../src/logger.js';

/** A service for a measurement alone, with a database of its own in a folder that goes with it. */
export interface OwnService {
  readonly service: Service;
  /** Stops it, deletes its folder and ends this process. */
  end(exitCode?: number): Promise<never>;
}

export async function startOwnService(): Promise<OwnService> {
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
  const end = async (exitCode = 0): Promise<never> => {
    await service.stop();
    await rm(config.DATA_DIR, { recursive: true, force: true });
    process.exit(exitCode);
  };
  process.once('SIGTERM', () => void end());
  return { service, end };
}
