import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { chown, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const USER = 'postgres';
/** Either lets a process pass folders that are closed to its user; containers often grant only the second. */
const CAPABILITIES = ['dac_read_search', 'dac_override'] as const;
/** Postgres gets none of our environment: it holds keys and passwords. */
const ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** The person who starts fitserve must change something; the message says what. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/** How Postgres's programs are started, and who its files belong to. */
export interface ServerUser {
  /** Starts a program in a process group of its own, so that the terminal's Ctrl-C does not reach it before us. */
  spawn(program: string, args: readonly string[]): ChildProcess;
  /** Gives a file or folder to the user that Postgres runs as. */
  own(path: string): Promise<void>;
}

interface Ids {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Postgres refuses to run as root, so root starts it as the user `postgres`, who is made where there is none; everybody
 * else runs it as themselves. Where that user cannot pass a folder above `paths` (a home of mode 700, a temporary
 * folder), Postgres is given the capability to pass folders.
 * @param paths what Postgres must reach.
 * @param folder its own folder, whose owner, where it is there already, is the user: a restored copy or a volume of another
 * machine may know `postgres` by another number.
 * @throws {EmbeddedPostgresError} naming the folder that cannot be passed, where that capability cannot be had.
 */
export async function serverUser(paths: readonly string[], folder: string): Promise<ServerUser> {
  const options: SpawnOptions = {
    cwd: '/',
    env: ENVIRONMENT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  };
  if (process.getuid?.() !== 0) {
    return { spawn: (program, args) => spawn(program, args, options), own: () => Promise.resolve() };
  }
  const ids = (await findOwner(folder)) ?? (await findUser()) ?? (await createUser());
  const prefix = await setpriv(paths, ids);
  return {
    own: (path) => chown(path, ids.uid, ids.gid),
    spawn: (program, args) =>
      prefix === undefined
        ? spawn(program, args, { ...options, ...ids })
        : spawn('setpriv', [...prefix, program, ...args], options),
  };
}

async function findOwner(folder: string): Promise<Ids | undefined> {
  const owner = await stat(folder).catch(() => undefined);
  return owner === undefined || owner.uid === 0 ? undefined : { uid: owner.uid, gid: owner.gid };
}

async function findUser(): Promise<Ids | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, USER])).stdout)),
    );
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

async function createUser(): Promise<Ids> {
  const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  const failure = await run('useradd', [...flags, USER]).then(
    () => undefined,
    (error: Error) => error,
  );
  const ids = await findUser();
  if (ids !== undefined) return ids;
  throw new EmbeddedPostgresError(
    `Postgres cannot run as root, and the user "${USER}" that it would run as could not be made. ` +
      'Start fitserve as an ordinary user, or set DATABASE_URL to a Postgres of yours.',
    { cause: failure },
  );
}

/** The arguments of `setpriv` that let the user pass every folder above the paths; undefined where that needs nothing. */
async function setpriv(paths: readonly string[], ids: Ids): Promise<string[] | undefined> {
  const closed = await firstClosedFolder(paths, ids);
  if (closed === undefined) return undefined;
  for (const capability of CAPABILITIES) {
    const args = [
      `--reuid=${ids.uid}`,
      `--regid=${ids.gid}`,
      '--clear-groups',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
      // Without it, access(2), by which Postgres looks for its programs, heeds no capability.
      '--securebits=+no_setuid_fixup',
    ];
    const works = await run('setpriv', [...args, 'stat', ...paths]).then(
      () => true,
      () => false,
    );
    if (works) return args;
  }
  throw new EmbeddedPostgresError(
    `Postgres runs as the user "${USER}", who cannot pass the folder ${closed}. Run "chmod o+x ${closed}", ` +
      'or set DATA_DIR to (and keep fitserve in) a folder that every user can pass, or set DATABASE_URL.',
  );
}

/** The highest folder among and above the paths that the user may not pass. */
async function firstClosedFolder(paths: readonly string[], ids: Ids): Promise<string | undefined> {
  for (const path of paths) {
    const real = await realpath(path);
    const itself = (await stat(real)).isDirectory() ? [real] : [];
    for (const folder of [...ancestors(real), ...itself]) {
      const { uid, gid, mode } = await stat(folder);
      const bit = uid === ids.uid ? 0o100 : gid === ids.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return folder;
    }
  }
  return undefined;
}

/** The folders above a path, from the root down. */
function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...ancestors(parent), parent];
}
