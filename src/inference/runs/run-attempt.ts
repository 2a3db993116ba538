import type { Config } from '../../config.js';
import { ServiceError } from '../../errors.js';
import type { Logger } from '../../logger.js';
import type { FencedWrites } from '../../trainer/fenced-writes.js';
import { ClaimLostError, type Interruption, orAborted } from '../../trainer/interruption.js';
import { retryDelayMs } from '../../trainer/retry-delay.js';
import type { SideProcess } from '../side-process.js';
import { InferenceError } from '../warm-child.js';
import type { RunKind } from './run-schemas.js';
import type { ClaimedRun, RunOutcome, RunPart, RunStore } from './run-store.js';

/** What a run ends with when it is through, and the part of its file that comes last. */
export interface RunFound {
  readonly figures?: unknown;
  readonly result: unknown;
  readonly last?: RunPart;
}

/** What an attempt lends to the work. */
export interface RunTools {
  readonly process: Pick<SideProcess, 'predict' | 'evaluate'>;
  /** Is aborted when the work is to stop; what the process is at then rejects. */
  readonly signal: AbortSignal;
  /** Shows how many rows are done, now and then. */
  onRows(done: number): void;
  parts(): ReturnType<RunStore['parts']>;
  /** Resolves when the part is stored. @throws {ClaimLostError} */
  storePart(part: RunPart): Promise<void>;
}

/** Does what runs of one kind are for. @throws {ServiceError} below 500 for what another attempt would not mend. */
export type RunWork = (run: ClaimedRun, tools: RunTools) => Promise<RunFound>;

export interface RunAttemptDeps {
  readonly store: RunStore;
  readonly process: SideProcess;
  readonly works: Readonly<Record<RunKind, RunWork>>;
  readonly config: Pick<Config, 'PROGRESS_INTERVAL_MS' | 'MAX_ATTEMPTS' | 'RETRY_FIRST_MS' | 'RETRY_LAST_MS'>;
}

/** One attempt at a run that has been claimed. Resolves when the run has ended or waits again, and when the claim was lost. */
export async function attemptRun(
  run: ClaimedRun,
  { store, process, works, config }: RunAttemptDeps,
  { interruption, writes, logger }: { interruption: Interruption; writes: FencedWrites; logger: Logger },
): Promise<void> {
  const { signal, lost } = interruption;
  const { id, attempt } = run;
  let failures = run.infrastructureFailures;
  let nextAt = 0;
  const tools: RunTools = {
    process,
    signal,
    onRows: (done) => {
      const now = performance.now();
      if (now < nextAt) return;
      nextAt = now + config.PROGRESS_INTERVAL_MS;
      writes
        .write('progress', () => store.recordProgress(id, attempt, done))
        .catch((error: unknown) => {
          if (!(error instanceof ClaimLostError)) logger.error({ err: error }, 'progress could not be written');
        });
    },
    parts: () => store.parts(id),
    storePart: async (part) => {
      await writes.write(`part ${part.index}`, () => store.recordPart(id, attempt, part));
      failures = 0;
    },
  };
  const interrupt = () => void process.interrupt();
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    const { outcome, last } = await outcomeOf();
    logger.info({ outcome: outcome.kind }, 'the attempt at a run ends');
    await writes.write('the end of the run', () => store.finish(id, attempt, outcome, last));
  } catch (error) {
    if (!(error instanceof ClaimLostError)) throw error;
  } finally {
    signal.removeEventListener('abort', interrupt);
  }

  async function outcomeOf(): Promise<{ outcome: RunOutcome; last?: RunPart | undefined }> {
    if (failures >= config.MAX_ATTEMPTS) return { outcome: givenUp(failures) };
    try {
      if (signal.aborted) return { outcome: interrupted(interruption) };
      const { last, ...found } = await orAborted(works[run.kind](run, tools), lost);
      return { outcome: { kind: 'succeeded', ...found }, last };
    } catch (error) {
      if (error instanceof ClaimLostError) throw error;
      if (signal.aborted) return { outcome: interrupted(interruption) };
      const code = codeOf(error);
      if (error instanceof Error && code !== undefined)
        return { outcome: { kind: 'failed', code, detail: error.message } };
      logger.error({ err: error }, 'the attempt at a run failed');
      failures += 1;
      if (failures >= config.MAX_ATTEMPTS) return { outcome: givenUp(failures) };
      return { outcome: { kind: 'released', hasFailed: true, retryInMs: retryDelayMs(failures, config) } };
    }
  }
}

function interrupted({ reason }: Interruption): RunOutcome {
  if (reason === 'lost') throw new ClaimLostError('The claim is lost.');
  if (reason === 'cancel') return { kind: 'cancelled' };
  return { kind: 'released', hasFailed: false, retryInMs: 0 };
}

/** The code of a failure that is the run's own: another attempt would end the same. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof ServiceError && error.status < 500) return error.code;
  return error instanceof InferenceError ? error.code : undefined;
}

function givenUp(failures: number): RunOutcome {
  const times = failures === 1 ? 'once' : `${failures} times`;
  return { kind: 'failed', code: 'infrastructure_failure', detail: `It broke off ${times} without coming forward.` };
}
