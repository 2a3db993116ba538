import type { Database } from '../../src/database/client.js';
import type { App } from '../../src/http/app-type.js';
import { createApp } from '../../src/http/create-app.js';
import { KeyRepository } from '../../src/projects/key-repository.js';
import { KeyService } from '../../src/projects/key-service.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';

/** An app with what all routes share and a test's own routes; closed when the file's tests are over. */
export async function commonApp(
  database: Database,
  addRoutes: (app: App) => void | Promise<void>,
  settings: Readonly<Record<string, string>> = {},
): Promise<{ app: App; keys: KeyService; key: string; authorization: string }> {
  const keys = new KeyService(new KeyRepository(database), silentLogger);
  const app = await createApp({
    config: testConfig(settings),
    logger: silentLogger,
    pool: database.pool,
    authenticate: (key, address) => keys.authenticate(key, address),
  });
  atEnd(() => app.close());
  await addRoutes(app);
  await app.ready();
  const { key } = await keys.create('test');
  return { app, keys, key, authorization: `Bearer ${key}` };
}
