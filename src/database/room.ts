import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.js';
import type { Queryable } from './sql.js';

/** Whether there is room for more. */
export interface Room {
  /** What lacks, as a sentence; undefined where nothing does, and where it cannot be found out now. */
  lack(): Promise<string | undefined>;
}

export type RoomConfig = Pick<Config, 'DATA_DIR' | 'DISK_RESERVE_BYTES' | 'CHECKPOINT_LIMIT_BYTES'>;

/** What was found holds for this long, so that asking often costs nothing. */
const FRESH_MS = 1_000;
const RETRY_MS = 1_000;
const MIB = 2 ** 20;

/**
 * Looks at the disk of DATA_DIR, where the embedded Postgres and local copies lie, and at the checkpoints that the database
 * holds. A Postgres whose disk is full to the last byte panics, and does not come back before there is room: so what takes
 * room is held back while there is still some for what keeps jobs alive.
 */
export function openRoom(config: RoomConfig, pool: Queryable): Room {
  let looked: { readonly atMs: number; readonly lack: Promise<string | undefined> } | undefined;
  const look = async () => (await lackOfDisk(config)) ?? (await lackOfBudget(config, pool));
  return {
    lack: () => {
      const now = performance.now();
      // Where neither can be asked, what is to be written finds out by itself.
      if (looked === undefined || now - looked.atMs > FRESH_MS)
        looked = { atMs: now, lack: look().catch(() => undefined) };
      return looked.lack;
    },
  };
}

/** Waits until there is room, and calls `waiting` once where it has to. @returns false when the signal was aborted first. */
export async function waitForRoom(
  room: Pick<Room, 'lack'>,
  signal: AbortSignal,
  waiting: (lack: string) => void,
): Promise<boolean> {
  for (let isFirst = true; ; isFirst = false) {
    const lack = await room.lack();
    if (lack === undefined) return true;
    if (signal.aborted) return false;
    if (isFirst) waiting(lack);
    await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function lackOfDisk({ DATA_DIR, DISK_RESERVE_BYTES }: RoomConfig): Promise<string | undefined> {
  const { bavail, bsize } = await statfsAbove(DATA_DIR);
  const freeBytes = bavail * bsize;
  if (freeBytes >= DISK_RESERVE_BYTES) return undefined;
  return `The disk of the service is full: ${shown(freeBytes)} are free, and ${shown(DISK_RESERVE_BYTES)} are kept in reserve.`;
}

/** Of a folder that is not made yet, that of the one above it. */
async function statfsAbove(folder: string): Promise<StatsFs> {
  try {
    return await statfs(folder);
  } catch (error) {
    const above = dirname(folder);
    if (above === folder) throw error;
    return statfsAbove(above);
  }
}

async function lackOfBudget(
  { CHECKPOINT_LIMIT_BYTES: limitBytes }: RoomConfig,
  pool: Queryable,
): Promise<string | undefined> {
  if (limitBytes === undefined) return undefined;
  const { rows } = await pool.query<{ bytes: number }>(
    'SELECT COALESCE(sum(size_bytes), 0)::float8 AS bytes FROM checkpoints',
  );
  const bytes = rows[0]?.bytes ?? 0;
  if (bytes < limitBytes) return undefined;
  return `Checkpoints take ${shown(bytes)}, and the service keeps ${shown(limitBytes)} of them at the most.`;
}

function shown(bytes: number): string {
  return `${Math.floor(bytes / MIB)} MiB`;
}
