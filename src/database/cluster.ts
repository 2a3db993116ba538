import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { EmbeddedPostgresError, type ServerUser } from './server-user.js';

/** Where a Postgres of ours keeps its files, below the data folder. */
export interface Cluster {
  /** Postgres's own folder (PGDATA). */
  readonly folder: string;
  readonly access: ClusterAccess;
}

const accessSchema = z.object({
  password: z.string().min(20),
  /** The port of the last run, kept so that an address that somebody noted stays valid. */
  port: z.number().int().min(1).max(65_535).optional(),
});

type ClusterAccess = z.infer<typeof accessSchema>;

const FOLDER = 'postgres';
const UNFINISHED = 'postgres.init-';
/** Tried again, since the initdb of a run that was killed may still be writing. */
const REMOVE = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };
const ACCESS_FILE = 'postgres.json';
const SUPERUSER = 'fitserve';

/** The database in it that holds everything. */
export const DATABASE = 'fitserve';

/** Where the data folder's Postgres has its own folder. */
export function clusterFolder(dataDir: string): string {
  return join(dataDir, FOLDER);
}

/**
 * Opens the data folder's Postgres files, made at the first time. They are made under another name and renamed when they
 * are whole, so that a run killed in the middle leaves only a folder that the next one clears away.
 */
export async function openCluster(dataDir: string, initdb: string, user: ServerUser): Promise<Cluster> {
  const folder = clusterFolder(dataDir);
  const leftovers = (await readdir(dataDir)).filter((name) => name.startsWith(UNFINISHED));
  await Promise.all(leftovers.map((name) => rm(join(dataDir, name), REMOVE)));
  if (!(await exists(folder))) await createCluster(dataDir, folder, initdb, user);
  return { folder, access: await readAccess(dataDir) };
}

/** Keeps the port for the next run. */
export async function rememberPort(dataDir: string, port: number): Promise<void> {
  await writeAccess(dataDir, { ...(await readAccess(dataDir)), port });
}

/** The address of a database of a running cluster. */
export function clusterUrl(access: Pick<ClusterAccess, 'password'>, port: number, database = DATABASE): string {
  return `postgresql://${SUPERUSER}:${access.password}@127.0.0.1:${port}/${database}`;
}

/** The address at which the folder's Postgres last ran; undefined where there is none yet. Nobody may be there now. */
export async function lastClusterUrl(dataDir: string): Promise<string | undefined> {
  if (!(await exists(join(dataDir, ACCESS_FILE)))) return undefined;
  const access = await readAccess(dataDir);
  return access.port === undefined ? undefined : clusterUrl(access, access.port);
}

async function createCluster(dataDir: string, folder: string, initdb: string, user: ServerUser): Promise<void> {
  const password = randomBytes(24).toString('hex');
  const unfinished = join(dataDir, UNFINISHED + randomBytes(4).toString('hex'));
  const passwordFile = `${unfinished}.password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  await mkdir(unfinished, { mode: 0o700 });
  await Promise.all([user.own(passwordFile), user.own(unfinished)]);
  try {
    await runInitdb(initdb, user, [
      `--pgdata=${unfinished}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Postgres's own collation: the same order on every system, whatever locales it has.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-locale',
      '--no-instructions',
    ]);
    await writeAccess(dataDir, { password });
    await rename(unfinished, folder);
  } finally {
    await Promise.all([passwordFile, unfinished].map((path) => rm(path, REMOVE)));
  }
}

async function runInitdb(initdb: string, user: ServerUser, args: readonly string[]): Promise<void> {
  const child = user.spawn(initdb, args);
  const output = Promise.all([child.stdout, child.stderr].map((stream) => (stream === null ? '' : text(stream))));
  const [code, signal] = await once(child, 'close');
  if (code === 0) return;
  throw new EmbeddedPostgresError(
    `Postgres could not make its files (initdb ended with ${code ?? signal}): ${(await output).join('').trim()}`,
  );
}

async function readAccess(dataDir: string): Promise<ClusterAccess> {
  const path = join(dataDir, ACCESS_FILE);
  const parsed = await readFile(path, 'utf8').then(
    (content) => accessSchema.safeParse(JSON.parse(content)),
    () => undefined,
  );
  if (parsed?.success) return parsed.data;
  throw new EmbeddedPostgresError(
    `${path} is missing or damaged; it holds the password of the Postgres beside it. Put it back from a copy of the folder.`,
  );
}

/** Written under another name first: a run killed in the middle must not lose the password. */
async function writeAccess(dataDir: string, access: ClusterAccess): Promise<void> {
  const path = join(dataDir, ACCESS_FILE);
  await writeFile(`${path}.new`, `${JSON.stringify(access)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
