import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logger.js';
import { clusterFolder, clusterUrl, openCluster, rememberPort } from './cluster.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { postgresPrograms } from './postgres-programs.js';
import { PostgresServer, type PostgresSettings } from './postgres-server.js';
import { endOrphan } from './postmaster.js';
import { EmbeddedPostgresError, serverUser } from './server-user.js';

export { EmbeddedPostgresError } from './server-user.js';

/** Another process runs a Postgres on the folder. */
export class FolderInUseError extends EmbeddedPostgresError {}

/** A Postgres of our own, running. */
export interface EmbeddedPostgres {
  readonly connectionString: string;
  /** Process id of the postmaster; another one after it died and was started again. */
  readonly pid: number;
  /** Shuts it down in order and gives the folder free; the data stays. */
  stop(): Promise<void>;
}

/** For a laptop: nothing is lost when the power goes, and little disk is kept for the log. */
const SETTINGS: PostgresSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  fsync: 'on',
  max_wal_size: '512MB',
  // Nobody replicates from it; without that, less is written.
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '',
};

/** A process that is killed while it starts another lives on in that one for the moment until it runs its own program. */
const LOCK_PATIENCE_MS = 2_000;
const LOCK_RETRY_MS = 100;

async function lockPatiently(folder: string): Promise<FolderLock | undefined> {
  for (const deadline = Date.now() + LOCK_PATIENCE_MS; ; await sleep(LOCK_RETRY_MS)) {
    const lock = await lockFolder(folder);
    if (lock !== undefined || Date.now() > deadline) return lock;
  }
}

/**
 * Starts the Postgres that lives in `dataDir`, made there the first time. One that a killed run left behind is ended first;
 * one that dies is started again. It listens on 127.0.0.1 only, on a port that is kept, with a password that is kept beside it.
 * @throws {EmbeddedPostgresError} with a sentence for the person who starts fitserve: another one uses the folder, the folder
 * cannot be reached by Postgres's user, or what Postgres itself said.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  logger: Logger,
  settings: PostgresSettings = {},
): Promise<EmbeddedPostgres> {
  // Others may pass the folder, as Postgres's user must, but not list it.
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const lock = await lockPatiently(dataDir);
  if (lock === undefined) {
    throw new FolderInUseError(
      `Another fitserve already runs on ${dataDir}: stop it, or set DATA_DIR to another folder.`,
    );
  }
  try {
    const programs = await postgresPrograms();
    const user = await serverUser([`${dataDir}/.`, programs.postgres], clusterFolder(dataDir));
    const cluster = await openCluster(dataDir, programs.initdb, user);
    await endOrphan(cluster.folder, logger);
    const spawn = (args: readonly string[]) => user.spawn(programs.postgres, args);
    const server = new PostgresServer(cluster, spawn, { ...SETTINGS, ...settings }, logger);
    const port = await server.start();
    if (port !== cluster.access.port) await rememberPort(dataDir, port);
    return {
      connectionString: clusterUrl(cluster.access, port),
      get pid() {
        return server.pid;
      },
      stop: async () => {
        await server.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
