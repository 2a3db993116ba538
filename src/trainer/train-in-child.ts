import type { SplitFigures } from '../data/inspection/split-figures.js';
import type { FittedPreparation } from '../data/preparing/preparing-plan.js';
import type { ProgramInfo } from '../engine/program-info.js';
import type { StopReason } from '../engine/stop-reason.js';
import type { TrainingSpec } from '../engine/training-spec.js';
import type { Logger } from '../logger.js';
import type { EngineChild } from './child-process.js';
import { onAbort } from './interruption.js';
import { outOfMemoryKills, shownBytes } from './memory-limit.js';
import { watchMemory } from './memory-watch.js';
import type { EpochMessage, FromTrainer, Moment, PartialMessage, ProgressMessage, ToTrainer } from './protocol.js';
import { Watchdog } from './watchdog.js';

export type TrainerChild = EngineChild<ToTrainer, FromTrainer>;

const STARVED = 'The training process was killed by the system, which had run out of memory.';

/** How a child's training ended. `memoryBytes` is what its process takes now. */
export type RunEnd =
  | {
      readonly kind: 'finished';
      readonly finalEpoch: number;
      readonly stopReason?: StopReason | undefined;
      readonly memoryBytes: number;
    }
  /** Stopped as it was asked to, before it was through. */
  | { readonly kind: 'stopped'; readonly memoryBytes: number }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly detail: string;
      readonly at?: Moment | undefined;
      readonly memoryBytes: number;
    }
  /** The process is gone; `detail` is a sentence. */
  | { readonly kind: 'crashed'; readonly detail: string };

export interface RunHooks {
  /** Stores what was fitted on the training rows. */
  onPrepared(fitted: FittedPreparation): Promise<void>;
  /** Stores what is odd about the split; `figures` is undefined where no rows validate. */
  onInspected(figures: SplitFigures | undefined): Promise<void>;
  /** Stores how the program trains. */
  onProgram(info: ProgramInfo): Promise<void>;
  onProgress(progress: ProgressMessage): void;
  /** Stores the epoch; the child does at most one epoch more before this resolves. */
  onEpoch(epoch: EpochMessage): Promise<void>;
  /** Stores where an epoch stands that was stopped in its middle. */
  onPartial(partial: PartialMessage): Promise<void>;
  /** Whether it is worth that, when `stop` is aborted. */
  readonly keepsPartial: () => boolean;
  /** Asks the child to stop at its next boundary. */
  readonly stop: AbortSignal;
  /** How long it may take to; after that it is killed. */
  readonly patienceMs: number;
  /** Memory that it may take; more ends it, and fails the job. */
  readonly memoryLimitBytes: number;
  /** How long it may say nothing before it counts as hanging and is killed; see Watchdog. */
  readonly stallMs: number;
  readonly logger: Logger;
}

/**
 * Trains in a child that has loaded the engine, and relays what it reports. Every epoch that was reported has been stored
 * when this resolves, also when the child crashed after it.
 * @throws what `onPrepared`, `onInspected`, `onProgram` and `onEpoch` throw; the child is then in the middle of its work, and of no more use.
 */
export async function trainInChild(
  child: TrainerChild,
  spec: TrainingSpec,
  scratch: string,
  hooks: RunHooks,
): Promise<RunEnd> {
  const {
    onPrepared,
    onInspected,
    onProgram,
    onProgress,
    onEpoch,
    onPartial,
    keepsPartial,
    stop,
    patienceMs,
    stallMs,
    memoryLimitBytes,
    logger,
  } = hooks;
  let stored: Promise<void> = Promise.resolve();
  let patience: NodeJS.Timeout | undefined;
  /** What it has told of last. */
  let at: Moment | undefined;
  /** Why it was killed by us. */
  let killedFor: RunEnd | undefined;
  const watchdog = new Watchdog({
    stallMs,
    onStall: (silentMs) => {
      const detail = `The training process said nothing for ${Math.round(silentMs / 1000)} s and was ended.`;
      killedFor ??= { kind: 'crashed', detail };
      logger.warn({ silentMs }, 'a training process hangs and is killed');
      void child.end(0);
    },
  });
  const tell = (message: ToTrainer) =>
    child.send(message).catch((error: unknown) => logger.debug({ err: error }, 'a message to a child was lost'));

  const killsBefore = await outOfMemoryKills();
  let unwatch = () => {};
  const ended = new Promise<RunEnd>((resolve, reject) => {
    unwatch = watchMemory(child.pid, memoryLimitBytes, (memoryBytes) => {
      logger.warn({ memoryBytes, memoryLimitBytes }, 'a training process takes too much memory and is killed');
      const detail = `Training took ${shownBytes(memoryBytes)} of memory; the limit for this model and data is ${shownBytes(memoryLimitBytes)}.`;
      killedFor ??= { kind: 'failed', code: 'out_of_memory', detail, at, memoryBytes };
      void child.end(0);
    });
    child.listen((message) => {
      watchdog.heard(message.type === 'progress');
      switch (message.type) {
        case 'preparing':
          return;
        case 'prepared':
          // In the order in which they were told: no epoch is stored without it.
          stored = stored.then(() => onPrepared(message.fitted));
          stored.catch(reject);
          return;
        case 'inspected':
          stored = stored.then(() => onInspected(message.figures));
          stored.catch(reject);
          return;
        case 'program':
          stored = stored.then(() => onProgram(message.info));
          stored.catch(reject);
          return;
        case 'progress':
          at = { epoch: message.epoch, step: message.step };
          return onProgress(message);
        case 'epoch':
          stored = stored
            .then(() => watchdog.during(() => onEpoch(message)))
            .then(() => tell({ type: 'epoch_stored', epoch: message.epoch }));
          stored.catch(reject);
          return;
        case 'partial':
          stored = stored.then(() => onPartial(message));
          stored.catch(reject);
          return;
        case 'finished': {
          const { stopped, finalEpoch, stopReason, memoryBytes } = message;
          if (stopped) return resolve({ kind: 'stopped', memoryBytes });
          return resolve({ kind: 'finished', finalEpoch, stopReason, memoryBytes });
        }
        case 'failed': {
          const { code, detail, at, memoryBytes } = message;
          return resolve({ kind: 'failed', code, detail, at, memoryBytes });
        }
        case 'crashed':
          return logger.error({ stack: message.stack }, 'the engine crashed');
        case 'ready':
          return reject(new Error('A training process said twice that it is ready.'));
      }
    });
    void child.exited.then(async ({ signal, sentence }) => {
      if (killedFor) return resolve(killedFor);
      const wasStarved = signal === 'SIGKILL' && (await outOfMemoryKills()) > killsBefore;
      resolve({ kind: 'crashed', detail: wasStarved ? STARVED : sentence });
    });
  });

  await tell({ type: 'train', spec, scratch });
  const forget = onAbort(stop, () => {
    void tell({ type: 'stop', keeps: keepsPartial() });
    patience = setTimeout(() => {
      logger.warn({ patienceMs }, 'a training process did not stop when asked and is killed');
      void child.end(0);
    }, patienceMs);
  });
  try {
    const end = await ended;
    await stored;
    return end;
  } finally {
    forget();
    watchdog.close();
    unwatch();
    clearTimeout(patience);
  }
}
