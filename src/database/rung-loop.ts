import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logger.js';
import type { Channel, Notifications } from './notifications.js';

export interface RungLoopOptions {
  /** Notifications on it have the loop look at once. */
  readonly channel: Channel;
  readonly notifications: Pick<Notifications, 'listen' | 'onReconnect'>;
  /** Longest time between two looks. */
  readonly intervalMs: number;
  /** Does what there is to do. @returns whether there may be more of it. */
  readonly work: () => Promise<boolean>;
  /** What it means that `work` fails, for the log: told once until it succeeds again. */
  readonly failing: string;
  readonly logger: Logger;
}

export interface RungLoop {
  /** Has it look now, or once more when it is at work. */
  ring(): void;
  /** Ends after the work in hand. */
  stop(): Promise<void>;
}

const BACKOFF_MS = [100, 500, 2_000, 5_000] as const;

/** Does work whenever Postgres tells of some and every `intervalMs` besides, more slowly while it fails. */
export function startRungLoop(options: RungLoopOptions): RungLoop {
  const { channel, notifications, intervalMs, work, failing, logger } = options;
  const stopping = new AbortController();
  let isRung = false;
  let wake: () => void = () => undefined;
  const ring = () => {
    isRung = true;
    wake();
  };

  /** Waits for a ring or for `ms`; returns at once when it was rung since the last look. */
  const waitForRing = async (ms: number): Promise<void> => {
    if (isRung || stopping.signal.aborted) return;
    const rung = new AbortController();
    wake = () => rung.abort();
    await sleep(ms, undefined, { signal: rung.signal }).catch(() => undefined);
    wake = () => undefined;
  };

  const run = async (): Promise<void> => {
    const unsubscribe = await notifications.listen(channel, ring);
    const forget = notifications.onReconnect(ring);
    for (let failures = 0; !stopping.signal.aborted; ) {
      isRung = false;
      try {
        const isMore = await work();
        if (failures > 0) logger.info(`no longer: ${failing}`);
        failures = 0;
        if (!isMore) await waitForRing(intervalMs);
      } catch (error) {
        if (failures === 0) logger.warn({ err: error }, failing);
        // A ring does not shorten this: what is away does not come back by it.
        const delay = BACKOFF_MS[Math.min(failures++, BACKOFF_MS.length - 1)];
        await sleep(delay, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
    unsubscribe();
    forget();
  };
  const running = run();

  return {
    ring,
    stop: async () => {
      stopping.abort();
      wake();
      await running;
    },
  };
}
