import assert from 'node:assert/strict';
import { type Database, openDatabase } from '../../src/database/client.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { createTestDatabase } from '../support/postgres.js';
import { startTestRedis } from '../support/redis.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';
import { JobFixture, type StoredEpoch } from '../trainer/job-fixture.js';
import { smallData } from '../trainer/small-fit.js';
import { descendants, type EntryProcess, startEntry, stillRunning } from './entry-process.js';

const TRAINED_MS = 120_000;
/** 16,000 steps an epoch where the batch size is 1. */
const DATA = smallData(20_000);
const FIT = { batch_size: 1, epochs: 4 };
/** A lease so short that a test need not wait for it, and quick looks at everything. */
const SETTINGS = {
  LOG_LEVEL: 'info',
  LEASE_MS: '5000',
  HEARTBEAT_MS: '200',
  RETRY_FIRST_MS: '10',
  PROGRESS_INTERVAL_MS: '20',
  RELAY_INTERVAL_MS: '200',
  RECONCILE_INTERVAL_MS: '300',
};

/** Workers as processes, on a database of a test file's own, and jobs for them. */
export class Workers {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly fixture: JobFixture;
  readonly data = DATA;
  readonly #settings: Readonly<Record<string, string>>;
  #undisturbed: Promise<StoredEpoch[]> | undefined;

  private constructor(
    database: Database,
    databaseUrl: string,
    fixture: JobFixture,
    settings: Readonly<Record<string, string>> & { readonly DATA_DIR: string },
  ) {
    this.database = database;
    this.databaseUrl = databaseUrl;
    this.fixture = fixture;
    this.dataDir = settings.DATA_DIR;
    this.#settings = settings;
  }

  static async open(queue: 'postgres' | 'redis'): Promise<Workers> {
    const queueSettings = queue === 'redis' ? { REDIS_URL: (await startTestRedis()).url } : {};
    const settings = { ...SETTINGS, ...queueSettings, DATA_DIR: await temporaryFolder() };
    const databaseUrl = await createTestDatabase();
    const database = openDatabase(testConfig(), databaseUrl, silentLogger);
    atEnd(database.close);
    return new Workers(database, databaseUrl, await JobFixture.create(database, DATA), settings);
  }

  /** What all of them are set to, but for where the database is. */
  get settings(): Readonly<Record<string, string>> {
    return this.#settings;
  }

  start(settings: Readonly<Record<string, string>> = {}): EntryProcess {
    return startEntry('worker.js', [], { ...this.#settings, DATABASE_URL: this.databaseUrl, ...settings });
  }

  /** Resolves when the job has the status; the reason why it cannot come is in the worker's log. */
  reaches(id: string, status: string): Promise<unknown> {
    return waitFor(`${id} to be ${status}`, async () => (await this.fixture.status(id)) === status, TRAINED_MS);
  }

  /** A job of long epochs that is somewhere after its first. */
  async jobInTraining(fit: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const id = await this.fixture.createJob({ ...FIT, ...fit });
    await waitFor('training', async () => (await this.fixture.epochs(id)).length > 0, TRAINED_MS);
    return id;
  }

  /** What a job of `jobInTraining` leaves that nothing disturbs; some worker has to run. */
  undisturbedEpochs(): Promise<StoredEpoch[]> {
    this.#undisturbed ??= (async () => {
      const id = await this.fixture.createJob(FIT);
      await this.reaches(id, 'succeeded');
      return this.fixture.epochs(id);
    })();
    return this.#undisturbed;
  }

  async trainerOf({ pid }: EntryProcess): Promise<number> {
    const children = await descendants(pid);
    assert.equal(children.length, 1, JSON.stringify(children));
    return children[0]?.pid ?? 0;
  }

  async endInOrder(worker: EntryProcess): Promise<void> {
    const children = await descendants(worker.pid);
    worker.signal('SIGTERM');
    assert.equal(await worker.ended, 0, worker.stderr());
    assert.deepEqual(await stillRunning(children), []);
  }
}
