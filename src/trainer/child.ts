import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectSplit } from '../engine/inspection/inspect-split.js';
import { prepareTraining } from '../engine/preparing/prepare-training.js';
import { loadEngine } from '../engine/tensorflow.js';
import { train } from '../engine/training/train.js';
import {
  type EpochResult,
  TrainingError,
  type TrainingOutcome,
  type TrainingProgress,
  type TrainingSpec,
} from '../engine/training-spec.js';
import { openParentChannel } from './parent-channel.js';
import { type FromTrainer, type Moment, type ToTrainer, toTrainerSchema } from './protocol.js';

/** Main of a training child: holds TensorFlow and trains one job after another, as its worker tells it. */

const PROGRESS_EVERY_MS = 100;

interface Run {
  readonly stop: AbortController;
  /** Whether the epoch in hand is to be kept when it is stopped. */
  keeps: boolean;
  /** Hears that an epoch is stored. */
  stored: (epoch: number) => void;
}

let run: Run | undefined;
const channel = openParentChannel<FromTrainer, ToTrainer>(toTrainerSchema, (message) => {
  switch (message.type) {
    case 'load':
      return endOnCrash(load(message.engine));
    case 'train':
      return endOnCrash(trainOne(message.spec, message.scratch));
    case 'stop':
      // A stop that crossed the end of its job finds none and means nothing.
      if (!run) return;
      run.keeps = message.keeps;
      return run.stop.abort();
    case 'epoch_stored':
      return run?.stored(message.epoch);
  }
});

function endOnCrash(work: Promise<void>): void {
  work.catch(async (error: unknown) => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    await channel.send({ type: 'crashed', message, stack: stack ?? message });
    process.exit(1);
  });
}

async function load(kind: 'auto' | 'tensorflow' | 'cpu'): Promise<void> {
  await channel.send({ type: 'ready', engine: await loadEngine(kind) });
}

async function trainOne(spec: TrainingSpec, scratch: string): Promise<void> {
  if (run) throw new Error('A job was sent to a training process that has one.');
  const stop = new AbortController();
  const epochs = new EpochSender(scratch);
  let at: Moment | undefined;
  const sendProgress = throttled((progress: TrainingProgress) => void channel.send({ type: 'progress', ...progress }));
  run = { stop, keeps: false, stored: (epoch) => epochs.stored(epoch) };
  try {
    const onPiece = throttled((pieces: number) => void channel.send({ type: 'preparing', pieces }));
    const prepared = await prepareTraining(spec, join(scratch, 'prepared'), {
      signal: stop.signal,
      onPiece,
      onFitted: (fitted) => void channel.send({ type: 'prepared', fitted }),
    });
    if (prepared !== undefined) await inspect(prepared, stop.signal, onPiece);
    const outcome =
      prepared === undefined || stop.signal.aborted
        ? notBegun(spec)
        : await train(prepared, {
            signal: stop.signal,
            onProgram: (info) => void channel.send({ type: 'program', info }),
            onProgress: (progress) => {
              at = { epoch: progress.epoch, step: progress.step };
              sendProgress(progress);
            },
            onEpoch: (result) => epochs.send(result),
            onPartial: async (checkpoint) => (run?.keeps ? sendPartial(scratch, checkpoint) : undefined),
          });
    run = undefined;
    await channel.send({ type: 'finished', ...outcome, memoryBytes: process.memoryUsage.rss() });
  } catch (error) {
    const fault = limitFault(error) ?? error;
    if (!(fault instanceof TrainingError)) throw error;
    run = undefined;
    const { code, message: detail } = fault;
    await channel.send({ type: 'failed', code, detail, ...(at && { at }), memoryBytes: process.memoryUsage.rss() });
  }
}

/** Tells what is odd about the split, where no attempt has done it yet; a stop ends the looking. */
async function inspect(spec: TrainingSpec, signal: AbortSignal, onPiece: (pieces: number) => void): Promise<void> {
  if (spec.inspects !== true) return;
  let pieces = 0;
  try {
    const figures = await inspectSplit(spec, () => {
      signal.throwIfAborted();
      onPiece(++pieces);
    });
    await channel.send({ type: 'inspected', figures });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

const OUT_OF_MEMORY = 'Training needed a block of memory that the system would not give.';
const FILE_TOO_LARGE = 'Training wrote a file that is larger than TRAINING_FILE_BYTES allows.';

/** What went past a limit of this process, where the error says so; trying again would end the same. */
function limitFault(error: unknown): TrainingError | undefined {
  if (!(error instanceof Error)) return undefined;
  // What TensorFlow's allocator and V8 say.
  if (/OOM when allocating|Array buffer allocation failed/.test(error.message)) {
    return new TrainingError('out_of_memory', OUT_OF_MEMORY);
  }
  return 'code' in error && error.code === 'EFBIG' ? new TrainingError('file_too_large', FILE_TOO_LARGE) : undefined;
}

/** Stopped before the first step. */
function notBegun({ resume }: TrainingSpec): TrainingOutcome {
  return { stopped: true, finalEpoch: resume?.state.epoch ?? 0 };
}

/** Hands the worker what training goes on from in the middle of an epoch. */
async function sendPartial(scratch: string, { bytes, state }: EpochResult['checkpoint']): Promise<void> {
  const file = 'partial';
  writeFileSync(join(scratch, file), bytes);
  await channel.send({ type: 'partial', checkpoint: { file, state } });
}

/** Hands epochs to the worker. */
class EpochSender {
  private readonly scratch: string;
  private readonly waiting = new Map<number, () => void>();

  constructor(scratch: string) {
    this.scratch = scratch;
  }

  /** Resolves when the worker has stored the epoch; the trainer does one epoch more at most meanwhile. */
  async send({ checkpoint, obsolete, ...epoch }: EpochResult): Promise<void> {
    const file = `epoch-${epoch.epoch}`;
    // At once: between two stretches of the next epoch an asynchronous write would get one turn of the event loop each.
    writeFileSync(join(this.scratch, file), checkpoint.bytes);
    const stored = new Promise<void>((resolve) => this.waiting.set(epoch.epoch, resolve));
    const { state } = checkpoint;
    await channel.send({ type: 'epoch', ...epoch, checkpoint: { file, state }, obsolete: [...obsolete] });
    await stored;
  }

  stored(epoch: number): void {
    this.waiting.get(epoch)?.();
    this.waiting.delete(epoch);
  }
}

function throttled<Progress>(send: (progress: Progress) => void): (progress: Progress) => void {
  let nextAt = 0;
  return (progress) => {
    const now = performance.now();
    if (now < nextAt) return;
    nextAt = now + PROGRESS_EVERY_MS;
    send(progress);
  };
}
