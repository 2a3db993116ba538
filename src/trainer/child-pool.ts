import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.js';
import type { EngineInfo } from '../engine/training-spec.js';
import type { Logger } from '../logger.js';
import { type ChildFiles, forkEngineChild, TRAINING_NICENESS } from './child-process.js';
import { orAborted } from './interruption.js';
import { type FromTrainer, fromTrainerSchema, type ToTrainer } from './protocol.js';
import type { TrainerChild } from './train-in-child.js';

/** TensorFlow alone takes 1 to 3 s to load, on a busy machine more. */
const LOAD_LIMIT_MS = 120_000;
/** A process that trained this many jobs makes room for a fresh one. Memory stays flat over 200; this is for what was not measured. */
const MAX_JOBS = 1000;
/** TensorFlow alone takes 370 MB; what is far above it after a job has not been given back to the system. */
const MAX_MEMORY_BYTES = 1.5 * 2 ** 30;
const END_GRACE_MS = 1_000;

/** The engine refused to be loaded, and would again; the message says why. */
export class EngineLoadError extends Error {
  override readonly name = 'EngineLoadError';
}

export interface ChildPoolOptions {
  /** Most children that are kept at once: the worker's concurrency. */
  readonly size: number;
  readonly engine: Config['ENGINE'];
  /** TensorFlow's threads in a child that is kept warm before any job asks for one. */
  readonly threads: number;
  readonly logger: Logger;
  /** Where the children's files are, each in a folder of its own below `own`; without this they may open what this process may. */
  readonly files?: ChildFiles | undefined;
  /** The child's main; another one is for tests. */
  readonly modulePath?: URL;
}

/** A child that has loaded the engine and has no job. */
export interface WarmChild {
  readonly child: TrainerChild;
  readonly engine: EngineInfo;
  /** The folder that it writes to, and no other child sees; undefined where it may write to all. */
  readonly folder: string | undefined;
}

interface Slot {
  readonly child: TrainerChild;
  readonly threads: number;
  readonly ready: Promise<EngineInfo>;
  readonly folder: string | undefined;
  jobs: number;
  /** Somebody reads what it has written, even if it has ended. */
  isTaken: boolean;
}

/** Training children that are kept between jobs, so that a job need not wait for TensorFlow. */
export class ChildPool {
  private readonly options: ChildPoolOptions;
  private readonly slots = new Map<TrainerChild, Slot>();
  private idle: Slot[] = [];
  private closed = false;

  constructor(options: ChildPoolOptions) {
    this.options = options;
  }

  /** Ids of the processes that there are. */
  pids(): number[] {
    return [...this.slots.keys()].map(({ pid }) => pid);
  }

  /** Starts a first child. @throws {EngineLoadError} or another error when its process did not come so far. */
  async warm(): Promise<EngineInfo> {
    const slot = this.start(this.options.threads);
    this.idle.push(slot);
    return slot.ready;
  }

  /**
   * A child that is ready, the caller's alone until it is given back. TensorFlow reads its number of threads when it is
   * loaded, so that a child of another number has to make room for a new one.
   * @throws when the engine cannot be loaded, or the signal's reason when it is aborted first.
   */
  async acquire(signal: AbortSignal, threads = this.options.threads): Promise<WarmChild> {
    for (;;) {
      const slot = this.takeIdle(threads) ?? this.start(threads);
      try {
        const engine = await orAborted(slot.ready, signal);
        if (slot.child.alive) {
          slot.isTaken = true;
          return { child: slot.child, engine, folder: slot.folder };
        }
      } catch (error) {
        if (signal.aborted && this.slots.has(slot.child)) this.idle.push(slot);
        throw error;
      }
    }
  }

  /** `memoryBytes` is what the process takes after its job; undefined when it is of no more use and has to go. */
  giveBack({ child, folder }: WarmChild, memoryBytes: number | undefined): void {
    const slot = this.slots.get(child);
    if (!slot) {
      removeFolder(folder);
      return;
    }
    slot.isTaken = false;
    slot.jobs += 1;
    const worn = slot.jobs >= MAX_JOBS || memoryBytes === undefined || memoryBytes > MAX_MEMORY_BYTES;
    if (worn || this.closed) void child.end(0);
    else this.idle.push(slot);
  }

  /** Ends all children, those at work too. */
  async close(): Promise<void> {
    this.closed = true;
    this.idle = [];
    await Promise.all([...this.slots.keys()].map((child) => child.end(END_GRACE_MS)));
  }

  private takeIdle(threads: number): Slot | undefined {
    const fitting = this.idle.findLast((slot) => slot.threads === threads);
    const taken = fitting ?? (this.slots.size >= this.options.size ? this.idle.at(-1) : undefined);
    this.idle = this.idle.filter((slot) => slot !== taken);
    if (fitting || !taken) return fitting;
    void taken.child.end(0);
    return undefined;
  }

  private start(threads: number): Slot {
    const { engine, logger } = this.options;
    if (this.closed) throw new Error('The worker is stopping.');
    const files = this.options.files && ownFiles(this.options.files);
    const child = forkEngineChild<ToTrainer, FromTrainer>({
      name: 'training process',
      modulePath: this.options.modulePath ?? new URL('./child.js', import.meta.url),
      received: fromTrainerSchema,
      logger,
      threads,
      niceness: TRAINING_NICENESS,
      files,
    });
    const slot: Slot = { child, threads, ready: load(child, engine), folder: files?.own, jobs: 0, isTaken: false };
    this.slots.set(child, slot);
    void this.watch(slot);
    return slot;
  }

  /** Forgets a child that has ended, and puts a fresh one in its place unless it never came to work. */
  private async watch(slot: Slot): Promise<void> {
    const everReady = slot.ready.then(
      () => true,
      (error: unknown) => {
        if (!this.closed) this.options.logger.error({ err: error }, 'a training process did not get ready');
        return false;
      },
    );
    const { sentence } = await slot.child.exited;
    this.slots.delete(slot.child);
    if (!slot.isTaken) removeFolder(slot.folder);
    this.idle = this.idle.filter((one) => one !== slot);
    if (this.closed || !(await everReady)) return;
    this.options.logger.info({ sentence, jobs: slot.jobs }, 'a training process has ended');
    if (this.slots.size < this.options.size && this.idle.length === 0) this.idle.push(this.start(slot.threads));
  }
}

/** A folder of the child's own, so that children of one worker do not see each other's files. */
function ownFiles(files: ChildFiles): ChildFiles {
  mkdirSync(files.own, { recursive: true });
  return { ...files, own: mkdtempSync(join(files.own, 'child-')) };
}

/** Nobody waits for it: what is left behind goes with the worker's folder. */
function removeFolder(folder: string | undefined): void {
  if (folder !== undefined) void rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

async function load(child: TrainerChild, engine: Config['ENGINE']): Promise<EngineInfo> {
  const patience = new AbortController();
  const late = sleep(LOAD_LIMIT_MS, undefined, { signal: patience.signal }).then(
    () => void child.end(0),
    () => undefined,
  );
  try {
    return await new Promise<EngineInfo>((resolve, reject) => {
      child.listen((message) => {
        if (message.type === 'ready') resolve(message.engine);
        if (message.type === 'crashed') reject(new EngineLoadError(message.message));
      });
      void child.exited.then(({ sentence }) => reject(new Error(sentence)));
      child.send({ type: 'load', engine }).catch(reject);
    });
  } finally {
    patience.abort();
    await late;
  }
}
