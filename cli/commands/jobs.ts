import { type Job, JobEndedError, type JobStatus } from '../../client/src/index.js';
import type { Session } from '../session.js';
import { followJob } from '../terminal/follow-job.js';
import { metricText, numbersOf } from '../terminal/progress-bar.js';
import { secondsText, tableText } from '../terminal/table.js';
import { asCount } from './arguments.js';
import type { AddCommands } from './commands.js';

/** `jobs ls|show|watch|pause|resume|cancel`. */
export const jobCommands: AddCommands = (program, run) => {
  const jobs = program.command('jobs').alias('job').description('training that was asked for');
  jobs
    .command('ls')
    .description('list jobs, the newest first')
    .option('--limit <number>', 'how many', asCount, 20)
    .option('--status <status>', 'queued, running, paused, succeeded, failed or cancelled')
    .option('--model <model>', 'id or name of a model')
    .action(run(list));
  jobs
    .command('show')
    .description('a job as it stands')
    .argument('<job>', 'id')
    .action(
      run(async (session, id: string) => {
        const job = await (await session.service()).jobs.get(id);
        session.show(job, describe);
      }),
    );
  jobs
    .command('watch')
    .description('show each epoch as Keras does, until the job has ended; Ctrl-C leaves it running')
    .argument('<job>', 'id')
    .action(run(async (session, id: string) => watchJob(session, await (await session.service()).jobs.get(id))));
  for (const [name, description] of [
    ['pause', 'stop a job in a way that it can go on'],
    ['resume', 'go on with a paused, failed or cancelled job from its last checkpoint'],
    ['cancel', 'end a job'],
  ] as const) {
    jobs
      .command(name)
      .description(description)
      .argument('<job>', 'id')
      .action(
        run(async (session, id: string) => {
          const job = await (await session.service()).jobs[name](id);
          session.show(job, describe);
        }),
      );
  }
};

interface ListOptions {
  readonly limit: number;
  readonly status?: JobStatus;
  readonly model?: string;
}

async function list(session: Session, { limit, status, model }: ListOptions): Promise<void> {
  const filter = {
    limit,
    ...(status === undefined ? {} : { status }),
    ...(model === undefined ? {} : { model: (await session.model(model)).id }),
  };
  const { data } = await (await session.service()).jobs.list(filter).first();
  session.show(data, (rows) =>
    tableText(rows, {
      ID: ({ id }) => id,
      STATUS: ({ status: now, stop_requested }) => (stop_requested === null ? now : `${now} (${stop_requested})`),
      EPOCH: ({ progress: { epoch, epochs } }) => `${epoch}/${epochs}`,
      DONE: ({ progress: { fraction } }) => `${Math.floor(100 * fraction)} %`,
      'TO GO': ({ progress: { eta_s } }) => (eta_s === null ? '' : secondsText(eta_s)),
      METRICS: ({ metrics }) => metricsText(metrics),
      MODEL: ({ model: of }) => of,
    }),
  );
}

/** Shows a job's epochs until it has succeeded. @throws {JobEndedError} when it ends otherwise. */
export async function watchJob(session: Session, { id, progress }: Job): Promise<void> {
  const service = await session.service();
  // A program gets one answer, the job at its end; the epochs are for people.
  const screen = session.json ? session.terminal.stderr : session.terminal.stdout;
  try {
    await followJob(service, id, progress.epochs, screen);
  } catch (error) {
    if (session.terminal.signal.aborted) {
      session.say(
        `\n${id} goes on without you.\n  come back: fitserve jobs watch ${id}\n  end it:    fitserve jobs cancel ${id}`,
      );
    }
    throw error;
  }
  const job = await service.jobs.get(id);
  session.show(job, () => `${id} succeeded: ${metricsText(job.metrics)}\n`);
  if (job.status !== 'succeeded') throw new JobEndedError(id, job);
}

function describe(job: Job): string {
  const { id, status, stop_requested, progress, metrics, queue, error, engine } = job;
  const lines = [
    `${id} is ${status}${stop_requested === null ? '' : `, asked to ${stop_requested}`}`,
    `  epoch ${progress.epoch} of ${progress.epochs}, ${Math.floor(100 * progress.fraction)} %${
      progress.eta_s === null ? '' : `, ${secondsText(progress.eta_s)} to go`
    }`,
    ...(Object.keys(metrics).length > 0 ? [`  ${metricsText(metrics)}`] : []),
    ...(queue ? [`  place ${queue.position ?? '?'} in the queue`] : []),
    ...(engine?.program_reason === undefined ? [] : [`  operation by operation: ${engine.program_reason}`]),
    ...(error ? [`  ${error.detail} (${error.code})`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function metricsText(metrics: Job['metrics']): string {
  return Object.entries(numbersOf(metrics))
    .map(([name, value]) => `${name} ${metricText(value)}`)
    .join('  ');
}
