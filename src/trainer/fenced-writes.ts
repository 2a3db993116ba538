import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseAway } from '../database/database-away.js';
import type { Logger } from '../logger.js';
import { ClaimLostError, type Interruption, orAborted } from './interruption.js';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2_000;

/** The writes of one attempt: one after another, repeated while the database is away, and none once the claim is lost. */
export class FencedWrites {
  private readonly interruption: Interruption;
  private readonly logger: Logger;
  private last: Promise<unknown> = Promise.resolve();

  constructor(interruption: Interruption, logger: Logger) {
    this.interruption = interruption;
    this.logger = logger;
  }

  /**
   * Resolves when the write is done. `write` answers whether the claim still held.
   * @throws {ClaimLostError} also while a write hangs: a connection that is silently gone must not keep the attempt.
   */
  async write(what: string, write: () => Promise<boolean>): Promise<void> {
    const done = this.last.then(() => this.repeat(what, write));
    this.last = done.catch(() => undefined);
    return orAborted(done, this.interruption.lost);
  }

  private async repeat(what: string, write: () => Promise<boolean>): Promise<void> {
    const { lost } = this.interruption;
    for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(2 * waitMs, LAST_RETRY_MS)) {
      if (lost.aborted) throw new ClaimLostError(`${what} was not written: the claim is lost.`);
      try {
        if (await write()) return;
        this.interruption.raise('lost');
      } catch (error) {
        if (!isDatabaseAway(error)) throw error;
        this.logger.warn({ err: error, what, waitMs }, 'the database is away; the write is tried again');
        await sleep(waitMs, undefined, { signal: lost }).catch(() => undefined);
      }
    }
  }
}
