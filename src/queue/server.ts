import type { JobsOptions, JobType, Processor, WorkerOptions } from 'bullmq';

/** What BullMQ keeps the queue on. */
export type QueueKind = 'redis' | 'postgres';

/** What is used of BullMQ's Queue, whose own type differs from backend to backend. */
interface AddingQueue {
  add(name: string, payload: unknown, options: JobsOptions): Promise<unknown>;
  getJobCounts(...types: JobType[]): Promise<Readonly<Record<string, number>>>;
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** The end of the queue that deliveries are added at. */
export interface QueueEntrance {
  readonly queue: AddingQueue;
  /** Resolves when the server answers and keeps what it is given. @throws {UnavailableError} or the driver's error. */
  check(): Promise<void>;
  close(): Promise<void>;
}

interface FinishedJob {
  readonly id?: string | undefined;
}

/** What is used of BullMQ's Worker. */
interface TakingWorker {
  waitUntilReady(): Promise<unknown>;
  run(): Promise<void>;
  cancelJob(id: string, reason: string): boolean;
  cancelAllJobs(reason: string): void;
  /** Takes no more; with true, does not wait for what is in hand. */
  pause(doNotWait: boolean): Promise<void>;
  /** With true, waits neither for what is in hand nor for a server that is away. */
  close(force: boolean): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'completed', listener: (job: FinishedJob) => void): unknown;
  on(event: 'failed', listener: (job: FinishedJob | undefined, error: Error) => void): unknown;
  on(event: 'lockRenewalFailed', listener: (ids: string[]) => void): unknown;
}

/** The end of the queue that deliveries come out of. */
export interface QueueExit {
  readonly worker: TakingWorker;
  /** Cuts its connections, whatever state it is in. */
  cut(): Promise<void>;
}

export type ExitOptions = Omit<WorkerOptions, 'connection'>;

/** A Redis or a Postgres that the queue lives on. */
export interface QueueServer {
  readonly kind: QueueKind;
  openEntrance(): QueueEntrance;
  /** A worker that does not run yet. */
  openExit(process: Processor, options: ExitOptions): QueueExit;
}
