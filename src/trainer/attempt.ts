import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.js';
import type { SplitFigures } from '../data/inspection/split-figures.js';
import { splitWarnings } from '../data/inspection/split-warnings.js';
import type { Warning } from '../data/inspection/warning.js';
import type { DatasetCache } from '../database/dataset-cache.js';
import { type Room, waitForRoom } from '../database/room.js';
import type { TrainingSpec } from '../engine/training-spec.js';
import type { Logger } from '../logger.js';
import type { AttemptOutcome, AttemptStore, ClaimedJob } from './attempt-store.js';
import { AttemptVerdict, type RetryPolicy } from './attempt-verdict.js';
import type { ChildPool } from './child-pool.js';
import { FencedWrites } from './fenced-writes.js';
import { FetchProgress } from './fetch-progress.js';
import { ClaimLostError, type Interruption, orAborted } from './interruption.js';
import { gatherData, gatherStart } from './local-inputs.js';
import { memoryLimit, residentBytes } from './memory-limit.js';
import { ProgressWriter } from './progress-writer.js';
import type { EpochMessage, PartialMessage } from './protocol.js';
import { openScratch, type Scratch } from './scratch.js';
import { type RunEnd, trainInChild } from './train-in-child.js';

/** A child that is asked to stop does so within about 0.2 s, unless it is building its network. */
const STOP_PATIENCE_MS = 5_000;

/** What a timer can hold; no attempt lasts for so long (24 days). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface AttemptDeps {
  readonly store: AttemptStore;
  readonly datasets: Pick<DatasetCache, 'materialize'>;
  readonly pool: Pick<ChildPool, 'acquire' | 'giveBack'>;
  /** TensorFlow threads that a job is worth. */
  readonly threadsFor: (spec: TrainingSpec) => number;
  /** Whether another checkpoint may be stored. */
  readonly room: Pick<Room, 'lack'>;
  /** Folder below which attempts keep their files. */
  readonly scratchRoot: string;
  readonly config: Pick<
    Config,
    'PROGRESS_INTERVAL_MS' | 'SHUTDOWN_GRACE_MS' | 'STALL_MS' | 'TRAINING_MEMORY_BYTES' | 'ENGINE_DATA_MEMORY_BYTES'
  > &
    RetryPolicy;
}

/** What hears of an attempt's epochs. */
export interface EpochHooks {
  /** @returns what is called when the epoch is stored, or cannot be. */
  epochReported(epoch: EpochMessage): () => void;
  epochStored(epoch: EpochMessage): void;
}

/** One attempt at a job that has been claimed: gets the data, trains in a child, writes what it reports, ends the job. */
export class Attempt {
  private readonly claimed: ClaimedJob;
  private readonly deps: AttemptDeps;
  private readonly hooks: EpochHooks;
  private readonly interruption: Interruption;
  private readonly logger: Logger;
  private readonly writes: FencedWrites;
  private readonly progress: ProgressWriter;
  private readonly verdict: AttemptVerdict;

  constructor(claimed: ClaimedJob, deps: AttemptDeps, hooks: EpochHooks, interruption: Interruption, logger: Logger) {
    const { store, config } = deps;
    this.claimed = claimed;
    this.deps = deps;
    this.hooks = hooks;
    this.interruption = interruption;
    this.logger = logger;
    this.writes = new FencedWrites(interruption, logger);
    this.progress = new ProgressWriter({
      jobId: claimed.jobId,
      attempt: claimed.attempt,
      epochs: claimed.fit.epochs,
      intervalMs: config.PROGRESS_INTERVAL_MS,
      store,
      writes: this.writes,
      logger,
    });
    this.verdict = new AttemptVerdict(claimed.infrastructureFailures, config, interruption);
  }

  /** Resolves when the job has ended or was handed back, and with undefined when the claim was lost, which is for others to answer. */
  async run(): Promise<AttemptOutcome | undefined> {
    const { jobId, attempt } = this.claimed;
    const timeOver = this.limitTime();
    try {
      const outcome = await this.outcome();
      this.logger.info({ outcome }, 'the attempt ends');
      await this.writes.write('the end of the attempt', () => this.deps.store.finish(jobId, attempt, outcome));
      return outcome;
    } catch (error) {
      if (!(error instanceof ClaimLostError)) throw error;
      return undefined;
    } finally {
      clearTimeout(timeOver);
    }
  }

  /** Stops the attempt when the job has trained for as long as it may. */
  private limitTime(): NodeJS.Timeout | undefined {
    const { maxDuration } = this.claimed;
    if (maxDuration === undefined) return undefined;
    const stop = () => this.interruption.raise('time_over');
    if (maxDuration.leftS <= 0) stop();
    return setTimeout(stop, Math.min(1000 * maxDuration.leftS, LONGEST_TIMER_MS));
  }

  private async outcome(): Promise<AttemptOutcome> {
    const early = this.verdict.beforeWork();
    if (early) return early;
    try {
      return this.verdict.ofRun(await this.train());
    } catch (error) {
      if (error instanceof ClaimLostError) throw error;
      if (!this.interruption.signal.aborted) this.logger.error({ err: error }, 'the attempt failed');
      return this.verdict.ofError(error);
    }
  }

  private async train(): Promise<RunEnd> {
    const { store, datasets, config } = this.deps;
    const fetched = new FetchProgress({
      claimed: this.claimed,
      intervalMs: config.PROGRESS_INTERVAL_MS,
      store,
      writes: this.writes,
      logger: this.logger,
    });
    try {
      const data = await gatherData(this.claimed, datasets, this.interruption.signal, (bytes) => fetched.add(bytes));
      try {
        return await this.trainOn({ ...data.spec, dataMemoryBytes: config.ENGINE_DATA_MEMORY_BYTES });
      } finally {
        await data.release();
      }
    } finally {
      this.progress.close();
    }
  }

  private async trainOn(data: TrainingSpec): Promise<RunEnd> {
    const { store, pool, config, threadsFor, scratchRoot } = this.deps;
    const { jobId, attempt } = this.claimed;
    const { signal, lost } = this.interruption;
    const threads = this.claimed.threads ?? threadsFor(data);
    const warm = await pool.acquire(signal, threads);
    const engine = { ...warm.engine, threads };
    let scratch: Scratch | undefined;
    // Until it trains it is as good as before.
    let memoryBytes: number | undefined = 0;
    try {
      // In the folder that this child sees, and no other.
      const own = await openScratch(warm.folder ?? scratchRoot, store);
      scratch = own;
      const spec = { ...data, ...(await gatherStart(this.claimed, own, signal)) };
      await this.writes.write('the engine', () => store.recordEngine(jobId, attempt, engine));
      const baseBytes = (await residentBytes(warm.child.pid)) ?? 0;
      const memoryLimitBytes = memoryLimit(spec, baseBytes, config.TRAINING_MEMORY_BYTES);
      memoryBytes = undefined;
      const run = trainInChild(warm.child, spec, own.path, {
        onPrepared: (fitted) =>
          this.writes.write('the preparation', () => store.recordPreparation(jobId, attempt, fitted)),
        onInspected: (figures) =>
          this.writes.write('the warnings', () => store.recordWarnings(jobId, attempt, this.warningsOf(figures))),
        onProgram: (info) =>
          this.writes.write('the program', () => store.recordEngine(jobId, attempt, { ...engine, ...info })),
        onProgress: (message) => this.progress.offer(message),
        onEpoch: (epoch) => this.storeEpoch(epoch, own),
        onPartial: (partial) => this.storePartial(partial, own),
        keepsPartial: () => this.interruption.reason !== 'cancel' && !lost.aborted,
        stop: signal,
        stallMs: config.STALL_MS,
        memoryLimitBytes,
        patienceMs: Math.min(STOP_PATIENCE_MS, config.SHUTDOWN_GRACE_MS / 2),
        logger: this.logger,
      });
      const end = await orAborted(run, lost);
      if (end.kind !== 'crashed') memoryBytes = end.memoryBytes;
      return end;
    } finally {
      pool.giveBack(warm, memoryBytes);
      await scratch?.remove();
    }
  }

  private warningsOf(figures: SplitFigures | undefined): readonly Warning[] {
    const targets = this.claimed.dataset?.spec.targets ?? [];
    return figures === undefined ? [] : splitWarnings(figures, targets[0]?.classes);
  }

  private async storeEpoch(message: EpochMessage, scratch: Scratch) {
    const { epoch, step, steps, logs, learningRate, durationS, checkpoint, obsolete } = message;
    const { store } = this.deps;
    const { jobId, attempt } = this.claimed;
    const { file, state } = checkpoint;
    const path = join(scratch.path, file);
    const progress = this.progress.atEnd(epoch, step, steps);
    const record = { epoch, logs, learningRate, durationS, progress, checkpoint: { path, state }, obsolete };
    const storingEnds = this.hooks.epochReported(message);
    try {
      await this.untilThereIsRoom(`epoch ${epoch}`);
      await this.writes.write(`epoch ${epoch}`, () => store.recordEpoch(jobId, attempt, record));
    } finally {
      storingEnds();
    }
    this.verdict.epochStored();
    this.hooks.epochStored(message);
    await rm(path, { force: true });
  }

  /** The lease is kept meanwhile. @throws when the attempt is to stop before: what waits is done again by another one. */
  private async untilThereIsRoom(what: string): Promise<void> {
    const waiting = (lack: string) => this.logger.warn({ lack, what }, 'there is no room to store an epoch; it waits');
    if (await waitForRoom(this.deps.room, this.interruption.signal, waiting)) return;
    throw new Error(`${what} was not stored: there was no room for it.`);
  }

  private async storePartial({ checkpoint: { file, state } }: PartialMessage, scratch: Scratch) {
    const { jobId, attempt } = this.claimed;
    const path = join(scratch.path, file);
    const what = `the first ${state.partial?.step ?? 0} steps of epoch ${state.epoch + 1}`;
    await this.writes.write(what, () => this.deps.store.recordPartial(jobId, attempt, { path, state }));
  }
}
