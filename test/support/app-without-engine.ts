import { buildApp } from '../../src/app.js';
import { UnavailableError } from '../../src/errors.js';
import { KeyRepository } from '../../src/projects/key-repository.js';
import { KeyService } from '../../src/projects/key-service.js';
import { atEnd } from './cleanup.js';
import { silentLogger, testConfig } from './config.js';
import { testDatabase } from './postgres.js';
import { temporaryFolder } from './temporary-folder.js';

/** The whole app on a database of its own, with nothing that computes: for walks over all routes. Closed when the file's tests are over. */
export async function appWithoutEngine(name: string, settings: Readonly<Record<string, string>> = {}) {
  const database = await testDatabase();
  const keys = new KeyService(new KeyRepository(database), silentLogger);
  const away = () => Promise.reject(new UnavailableError('No engine runs in this test.'));
  const app = await buildApp({
    config: testConfig({ DATA_DIR: await temporaryFolder(name), ENGINE: 'cpu', ...settings }),
    logger: silentLogger,
    database,
    notifications: { listen: async () => async () => undefined, onReconnect: () => () => undefined },
    queue: { ping: async () => undefined },
    keys,
    inference: { predict: away, evaluate: away, engineInfo: () => null, pids: () => [] },
    datasetCache: { materialize: away },
  });
  atEnd(() => app.close());
  return { app, database, keys };
}
