import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, loadConfig } from '../../src/config.js';
import { FolderInUseError } from '../../src/database/embedded.js';
import { type Service, startService } from '../../src/launch/start-service.js';
import { createLogger } from '../../src/logger.js';

/**
 * Starts a service for the demo alone: beside whatever else runs, on a free port, with an embedded Postgres in a folder of its
 * own below DATA_DIR. While another demo holds that folder, which `--keep` makes likely, it gets one for this run only.
 */
export async function startOwnService(): Promise<Service> {
  const settings = loadConfig(undefined, { LOG_LEVEL: 'error' });
  const config = {
    ...settings,
    HOST: '127.0.0.1',
    PORT: 0,
    DATA_DIR: join(settings.DATA_DIR, 'demo'),
    DATABASE_URL: undefined,
    REDIS_URL: undefined,
    BOOTSTRAP_API_KEY: undefined,
  };
  try {
    return await start(config);
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error;
    return await startInPassing(config, settings.DATA_DIR);
  }
}

function start(config: Config): Promise<Service> {
  return startService(config, createLogger(config, 'demo'));
}

/** With a folder that goes when the service stops. */
async function startInPassing(config: Config, parent: string): Promise<Service> {
  const folder = join(parent, `demo-${randomBytes(6).toString('hex')}`);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const service = await start({ ...config, DATA_DIR: folder });
    const stop = () => service.stop().finally(remove);
    return { ...service, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}
