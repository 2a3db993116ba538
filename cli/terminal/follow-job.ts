import type { EpochResult, Fitserve, JobEvent } from '../../client/src/index.js';
import { numbersOf, ProgressBar, type Screen } from './progress-bar.js';

/**
 * Shows a job's epochs as Keras does, from its events, until the job has succeeded.
 * @throws {JobEndedError} when it ends otherwise.
 */
export async function followJob(client: Fitserve, id: string, epochs: number, screen: Screen): Promise<void> {
  const display = new EpochDisplay(
    new ProgressBar(screen, epochs),
    async () => (await client.jobs.get(id)).progress.steps,
  );
  try {
    await client.jobs.wait(id, {
      onProgress: (progress) => display.progress(progress),
      onEpoch: (epoch) => display.epoch(epoch),
    });
  } catch (error) {
    display.leave();
    throw error;
  }
}

/** Turns events into lines: an epoch's seconds are counted here while it runs, and told by the service when it is done. */
class EpochDisplay {
  private readonly bar: ProgressBar;
  private readonly askSteps: () => Promise<number>;
  private done = 0;
  private steps = 0;
  private startedMs: number | undefined;

  constructor(bar: ProgressBar, askSteps: () => Promise<number>) {
    this.bar = bar;
    this.askSteps = askSteps;
  }

  progress({ epoch, step, steps, metrics }: Extract<JobEvent, { type: 'progress' }>['data']): void {
    this.steps = steps;
    // Progress is told at intervals, and may tell of an epoch whose end was told already.
    if (epoch <= this.done || step === 0) return;
    // The first epoch begins when the training process is ready, which is not told.
    this.startedMs ??= performance.now();
    const elapsedS = (performance.now() - this.startedMs) / 1000;
    // What was validated is the epoch before.
    const running = Object.fromEntries(Object.entries(numbersOf(metrics)).filter(([name]) => !name.startsWith('val_')));
    this.bar.progress(epoch, { step, steps, elapsedS, metrics: running });
  }

  async epoch({ epoch, metrics, duration_s }: EpochResult): Promise<void> {
    if (this.steps === 0) this.steps = await this.askSteps();
    const { steps } = this;
    this.bar.epochDone(epoch, { step: steps, steps, elapsedS: duration_s, metrics: numbersOf(metrics) });
    this.done = epoch;
    this.startedMs = performance.now();
  }

  leave(): void {
    this.bar.leave();
  }
}
