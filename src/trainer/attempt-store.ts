import type { DatasetSpec } from '../data/dataset-spec.js';
import type { Warning } from '../data/inspection/warning.js';
import type { FittedPreparation } from '../data/preparing/preparing-plan.js';
import type { CheckpointState } from '../engine/checkpoint.js';
import type { StopReason } from '../engine/stop-reason.js';
import type { EngineInfo, Logs, ModelDefinition, TrainingSpec } from '../engine/training-spec.js';

import type { Moment } from './protocol.js';

/** What a user asked of a job that runs: stop and keep it for later, or stop for good. */
export type StopRequest = 'pause' | 'cancel';

/** A dataset as a job needs it; `sha256` names its content. */
export interface JobDataset {
  readonly id: string;
  readonly projectId: string;
  readonly spec: DatasetSpec;
  readonly sha256: string;
}

/** A stored checkpoint: whose, of which epoch (0 is none: epochs count from 1), and what its bytes hold. */
export interface CheckpointRef {
  readonly jobId: string;
  readonly epoch: number;
  readonly state: CheckpointState;
}

/** A job that this attempt may write, and everything needed to train it from where it stands. */
export interface ClaimedJob {
  readonly jobId: string;
  readonly projectId: string;
  /** The number that every write of this attempt carries. */
  readonly attempt: number;
  readonly model: ModelDefinition;
  readonly fit: TrainingSpec['fit'];
  /** Whether no attempt has looked at the split yet. */
  readonly inspects: boolean;
  /** How the rows are prepared, and what an earlier attempt has fitted for it. */
  readonly preparing?: TrainingSpec['preparing'];
  /** Null when it was deleted after the job was made. */
  readonly dataset: JobDataset | null;
  /** Undefined when the fit names none, null when it was deleted since. */
  readonly validationDataset?: JobDataset | null;
  /** The job's newest checkpoint, or where it was stopped in the middle of the epoch after it: training goes on from here. */
  readonly latest?: CheckpointRef;
  /** Another job's checkpoint whose weights the first epoch starts from; null when it is gone. */
  readonly initial?: CheckpointRef | null;
  readonly stopRequested: StopRequest | null;
  /** TensorFlow's threads of the job's earlier attempts, which this one has to take to end in the same bytes. */
  readonly threads?: number;
  /** How long the job may train in all, and what of that is left; undefined where there is no limit. */
  readonly maxDuration?: { readonly seconds: number; readonly leftS: number };
  /** Failures of the infrastructure since the job last made an epoch, a lease that ran out before this claim included. */
  readonly infrastructureFailures: number;
  readonly origin: JobOrigin;
}

/** Where a job comes from, for logs and traces. */
export interface JobOrigin {
  /** Id of the request that made it; null for jobs from before ids were kept. */
  readonly requestId: string | null;
  /** Where that request stands in its trace, as W3C's header has it. */
  readonly traceparent: string | null;
  /** Since when it has waited in the queue, by the database's clock; null where its last worker fell silent, so that it did not wait there. */
  readonly queuedAt: Date | null;
}

/** Where a job stands, as its user sees it (snake_case: it is stored and answered like this). */
export interface JobProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  /** Part of all steps that is done, from 0 to 1. */
  readonly fraction: number;
  /** Seconds still to go; null while there is nothing to judge by. */
  readonly eta_s: number | null;
}

/** An epoch that is done. Its checkpoint's bytes stand in a local file, `state` says what they are. */
export interface EpochRecord {
  readonly epoch: number;
  readonly logs: Logs;
  readonly learningRate: number;
  readonly durationS: number;
  readonly progress: JobProgress;
  readonly checkpoint: { readonly path: string; readonly state: CheckpointState };
  /** Earlier epochs whose checkpoints nothing needs any more once this one is stored. */
  readonly obsolete?: readonly number[];
}

/** How an attempt ends. */
export type AttemptOutcome =
  | { readonly kind: 'succeeded'; readonly finalEpoch: number; readonly stopReason?: StopReason | undefined }
  /**
   * The job's own fault, or the infrastructure failed too often: final. Where a callback ended training by it, there is an
   * epoch whose weights are the model's final ones all the same.
   */
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly detail: string;
      /** The last step done before it; left out where training had not begun. */
      readonly at?: Moment | undefined;
      readonly finalEpoch?: number;
      readonly stopReason?: StopReason;
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'paused' }
  /**
   * Not the job's fault: back to `queued`, with an outbox row. `infrastructure` adds one to the job's infrastructure
   * failures; `shutdown` (the worker stops in good order) does not.
   */
  | { readonly kind: 'released'; readonly cause: 'shutdown'; readonly detail: string }
  /** `retryInMs` is how long it then waits. */
  | {
      readonly kind: 'released';
      readonly cause: 'infrastructure';
      readonly detail: string;
      readonly retryInMs: number;
    };

/**
 * The one way by which an attempt reaches the database. Every write but the claim carries the attempt's number and is done
 * only while the job is `running` with that number; it answers whether it was done. `false` means that the claim is lost
 * (another attempt, or somebody deleted the job): nothing was written, and nothing must be written any more. Methods reject
 * when the database cannot be reached; whether a write that rejected was done is then unknown.
 */
export interface AttemptStore {
  /**
   * Takes a job that is queued, or running with a lease that ran out (which counts as an infrastructure failure): in one
   * statement `attempt + 1`, `running`, the lease and the worker's id, with a `status` event. Null when the job needs no work.
   */
  claim(jobId: string, workerId: string, leaseMs: number): Promise<ClaimedJob | null>;
  /** The job whose turn it is, when a delivery of job `delivered` has come: that itself where its lease ran out. */
  next(delivered: string): Promise<string | null>;
  /** The bytes of a checkpoint in order, in pieces of a few MB. @throws when there is no such checkpoint. */
  readCheckpoint(jobId: string, epoch: number): AsyncIterable<Uint8Array>;
  /** The same of what `recordPartial` wrote. */
  readPartial(jobId: string): AsyncIterable<Uint8Array>;
  /** Makes the lease last `leaseMs` from now by the database's clock, and tells what the user has asked for. */
  heartbeat(
    jobId: string,
    attempt: number,
    leaseMs: number,
  ): Promise<{ readonly held: boolean; readonly stopRequested: StopRequest | null }>;
  /** Keeps what was fitted on the training rows, for good: what is there already stays as it is. */
  recordPreparation(jobId: string, attempt: number, fitted: FittedPreparation): Promise<boolean>;
  /** Keeps what is odd about the split, which no later attempt looks at again. */
  recordWarnings(jobId: string, attempt: number, warnings: readonly Warning[]): Promise<boolean>;
  /** Notes which engine trains the job with how many threads, and in which way once that is known. */
  recordEngine(jobId: string, attempt: number, engine: EngineInfo): Promise<boolean>;
  /** Shows which part of the data, from 0 to 1, the worker has on its disk; the next progress takes its place. */
  recordFetched(jobId: string, attempt: number, fraction: number): Promise<boolean>;
  /** Shows where training stands; `metrics` run over the epoch so far. Makes no durable event. */
  recordProgress(jobId: string, attempt: number, progress: JobProgress, metrics: Logs): Promise<boolean>;
  /**
   * Writes epoch row, checkpoint with its chunks, events, progress, metrics and `best` (from `checkpoint.state`) in one
   * transaction, removes obsolete checkpoints, and sets the infrastructure failures to 0. The bytes go first and the job's row is locked last, so that
   * heartbeats need not wait for them. A call whose outcome is unknown is repeated: an epoch that is there already stays as it
   * is, without a second event.
   */
  recordEpoch(jobId: string, attempt: number, epoch: EpochRecord): Promise<boolean>;
  /** Writes where an epoch stands that was stopped in its middle; it goes when an epoch is written. */
  recordPartial(jobId: string, attempt: number, checkpoint: EpochRecord['checkpoint']): Promise<boolean>;
  /**
   * Ends the attempt: status, error, final epoch, times, `stop_requested` cleared, lease given up, `status` event. `paused` and
   * `released` end as the user wants by then: somebody may have asked for, or taken back, a stop in the meantime.
   */
  finish(jobId: string, attempt: number, outcome: AttemptOutcome): Promise<boolean>;
}
