import { join } from 'node:path';
import { type Config, loadConfig } from './config.js';
import type { EngineStatus } from './health/health-routes.js';
import { exitWithFailure } from './launch/start-failure.js';
import { type Service, startService } from './launch/start-service.js';
import { stopOnSignal } from './launch/stop-signals.js';
import { createLogger } from './logger.js';
import { FIRST_KEY_FILE } from './projects/bootstrap-key.js';

/** Loading TensorFlow takes some seconds, on a busy machine more. */
const ENGINE_TIMEOUT_MS = 60_000;

/** `npm start`: the whole service, for a person at a terminal. */
async function main(config: Config): Promise<void> {
  const logger = createLogger(config, 'start');
  const interruption = new AbortController();
  const starting = startService(config, logger, interruption.signal);
  stopOnSignal(
    async () => {
      console.log('\nStopping …');
      interruption.abort();
      // A start that fails while it is being stopped has cleaned up after itself.
      const service = await starting.catch(() => undefined);
      await service?.stop();
      console.log('Stopped.');
    },
    // The server, the worker and Postgres stop one after the other.
    3 * config.SHUTDOWN_GRACE_MS,
    logger,
  );
  try {
    await run(await starting, config);
  } catch (error) {
    // What ends while it is being stopped has not failed; the stop then ends the process.
    if (!interruption.signal.aborted) throw error;
  }
}

/** Says what there is, and rejects when it cannot go on; never resolves. */
async function run(service: Service, config: Config): Promise<never> {
  try {
    announce(service, config);
    announceEngine(await service.engine(ENGINE_TIMEOUT_MS));
    console.log('\nCtrl-C stops it.');
    return await service.failed;
  } catch (error) {
    await service.stop();
    throw error;
  }
}

function announce({ url, apiKey, isKeyNew }: Service, config: Config): void {
  const database =
    config.DATABASE_URL === undefined ? `embedded Postgres in ${config.DATA_DIR}` : 'Postgres of DATABASE_URL';
  const queue = config.REDIS_URL === undefined ? 'the queue in it' : 'the queue in Redis';
  console.log(`fitserve answers at ${url}`);
  line('documentation', `${url}/docs`);
  line('data', `${database}, ${queue}`);
  if (isKeyNew && apiKey !== undefined) {
    line('API key', apiKey);
    line('', `shown this once; kept in ${join(config.DATA_DIR, FIRST_KEY_FILE)}`);
  } else {
    line('API key', 'as before; `npm run keys` makes, lists and revokes keys');
  }
  line('log', `${config.LOG_LEVEL} and worse, to standard error; LOG_LEVEL sets it`);
}

function announceEngine(engine: EngineStatus | null): void {
  if (engine === null) {
    line('engine', 'still loading; /readyz tells when it is there');
  } else if (engine.backend === 'tensorflow') {
    line('engine', `TensorFlow ${engine.version}, native`);
  } else {
    line('ENGINE', `NO TENSORFLOW: the JavaScript backend ${engine.version} trains, many times slower.`);
    line('', engine.reason ?? '`npm run setup` installs TensorFlow');
  }
}

function line(label: string, text: string): void {
  console.log(`  ${label.padEnd(14)} ${text}`);
}

// A terminal that was closed must not break the stop in order.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  // At a terminal the log would drown what is said to the person there.
  await main(loadConfig(undefined, process.stdout.isTTY ? { LOG_LEVEL: 'warn' } : {}));
} catch (error) {
  exitWithFailure(error);
}
