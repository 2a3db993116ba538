import { setTimeout as sleep } from 'node:timers/promises';
import { epochEventSchema, jobSchema, LAST_STATUSES, progressEventSchema, statusEventSchema } from './answers.js';
import { type Client, RefusedError } from './client.js';
import { ProgressBar, type Screen } from './progress-bar.js';

const RECONNECT_MS = 1_000;

/**
 * Shows a job's epochs as Keras does, from its server-sent events, until the job has ended. A stream that ends before that
 * is asked for again, from the last event that came.
 * @throws {RefusedError} when the job does not succeed.
 */
export async function followJob(client: Client, id: string, epochs: number, screen: Screen): Promise<void> {
  const display = new EpochDisplay(new ProgressBar(screen, epochs), async () => stepsOf(client, id));
  let lastId: string | undefined;
  try {
    for (;;) {
      for await (const { id: eventId, event, data } of client.events(`/v1/jobs/${id}/events`, lastId)) {
        lastId = eventId ?? lastId;
        if (event === 'progress') display.progress(progressEventSchema.parse(data));
        if (event === 'epoch') await display.epoch(epochEventSchema.parse(data));
        if (event === 'status') {
          const { status, error } = statusEventSchema.parse(data);
          if (status === 'succeeded') return;
          if (LAST_STATUSES.includes(status)) throw new RefusedError(`The job ${id} ${status}: ${error?.detail ?? ''}`);
        }
      }
      await sleep(RECONNECT_MS);
    }
  } catch (error) {
    display.leave();
    throw error;
  }
}

async function stepsOf(client: Client, id: string): Promise<number> {
  return (await client.get(`/v1/jobs/${id}`, jobSchema)).progress.steps;
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

  progress({ epoch, step, steps, metrics }: { epoch: number; step: number; steps: number; metrics: Metrics }): void {
    this.steps = steps;
    // Progress is told at intervals, and may tell of an epoch whose end was told already.
    if (epoch <= this.done || step === 0) return;
    // The first epoch begins when the training process is ready, which is not told.
    this.startedMs ??= performance.now();
    const elapsedS = (performance.now() - this.startedMs) / 1000;
    // What was validated is the epoch before.
    const running = Object.fromEntries(Object.entries(metrics).filter(([name]) => !name.startsWith('val_')));
    this.bar.progress(epoch, { step, steps, elapsedS, metrics: running });
  }

  async epoch({ epoch, metrics, duration_s }: { epoch: number; metrics: Metrics; duration_s: number }): Promise<void> {
    if (this.steps === 0) this.steps = await this.askSteps();
    this.bar.epochDone(epoch, { step: this.steps, steps: this.steps, elapsedS: duration_s, metrics });
    this.done = epoch;
    this.startedMs = performance.now();
  }

  leave(): void {
    this.bar.leave();
  }
}

type Metrics = Readonly<Record<string, number>>;
