import type { FitInput, Job } from '../../client/src/index.js';
import { parseFields, type Session } from '../session.js';
import { asCount, asNumber } from './arguments.js';
import type { AddCommands } from './commands.js';
import { watchJob } from './jobs.js';

interface FitOptions {
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly validationSplit?: number;
  readonly validationDataset?: string;
  readonly seed?: number;
  readonly options?: string;
  readonly watch?: boolean;
}

/** `fit`. */
export const fitCommand: AddCommands = (program, run) => {
  program
    .command('fit')
    .description('train a model on a dataset')
    .argument('<model>', 'id or name')
    .argument('<dataset>', 'id or name')
    .option('--epochs <number>', 'how often all rows are passed', asCount)
    .option('--batch-size <number>', 'rows for each update of the weights', asCount)
    .option('--validation-split <fraction>', 'part of the rows, the last ones, that is held out', asNumber)
    .option('--validation-dataset <dataset>', 'id or name of a dataset to validate on')
    .option('--seed <number>', 'makes the run repeatable', asNumber)
    .option('--options <json>', 'further fields of the fit, as JSON: \'{"callbacks": [...]}\'')
    .option('--watch', 'show each epoch as Keras does; Ctrl-C leaves the job running')
    .action(run(fit));
};

async function fit(session: Session, model: string, dataset: string, options: FitOptions): Promise<void> {
  const { epochs, batchSize, validationSplit, validationDataset, seed, watch } = options;
  const more = parseFields(options.options, '--options');
  const service = await session.service();
  const [{ id }, { id: rows }, held] = await Promise.all([
    session.model(model),
    session.dataset(dataset),
    validationDataset === undefined ? undefined : session.dataset(validationDataset),
  ]);
  const request = {
    dataset: rows,
    ...(epochs === undefined ? {} : { epochs }),
    ...(batchSize === undefined ? {} : { batch_size: batchSize }),
    ...(validationSplit === undefined ? {} : { validation_split: validationSplit }),
    ...(held === undefined ? {} : { validation_dataset: held.id }),
    ...(seed === undefined ? {} : { seed }),
    ...more,
  } satisfies FitInput;
  const job = await service.models.fit(id, request);
  if (watch !== true) return session.show(job, () => queuedText(job));
  await watchJob(session, job);
}

function queuedText({ id, status }: Job): string {
  return `${id} is ${status}\n  follow it: fitserve jobs watch ${id}\n`;
}
