import { basename } from 'node:path';
import type { Model, ModelDryRun, NewModelInput } from '../../client/src/index.js';
import type { Session } from '../session.js';
import { tableText } from '../terminal/table.js';
import { asCount } from './arguments.js';
import type { AddCommands } from './commands.js';

const FILE =
  'the model as JSON: what Keras\'s model.to_json() prints, the short form {"layers": [...]}, or a whole request; - is the standard input';

/** `models create|check|ls|show|summary|python|rm`. */
export const modelCommands: AddCommands = (program, run) => {
  const models = program.command('models').alias('model').description('definitions: architecture and compile');
  for (const [name, description, work] of [
    ['create', 'keep a model', create],
    ['check', 'check a model and count its weights; nothing is kept', check],
  ] as const) {
    models
      .command(name)
      .description(description)
      .argument('<file>', FILE)
      .option('--name <name>', 'its name; the file’s where left out')
      .option('--optimizer <name>', 'such as adam')
      .option('--loss <name>', 'such as sparse_categorical_crossentropy')
      .option('--metrics <names>', 'parted by commas, such as accuracy')
      .action(run(work));
  }
  models
    .command('ls')
    .description('list models, the newest first')
    .option('--limit <number>', 'how many', asCount, 20)
    .action(run(list));
  models.command('show').description('a model and its jobs').argument('<model>', 'id or name').action(run(show));
  models
    .command('summary')
    .description("Keras's table of its layers")
    .argument('<model>', 'id or name')
    .action(run(summary));
  models
    .command('python')
    .description('the Python that builds the same model in Keras')
    .argument('<model>', 'id or name')
    .action(
      run(async (session, reference: string) => {
        const { id } = await session.model(reference);
        const python = await (await session.service()).models.python(id);
        session.show({ id, python }, () => python);
      }),
    );
  models
    .command('rm')
    .description('delete a model')
    .argument('<model>', 'id or name')
    .action(
      run(async (session, reference: string) => {
        const { id } = await session.model(reference);
        await (await session.service()).models.delete(id);
        session.show({ id, deleted: true }, () => `deleted ${id}\n`);
      }),
    );
};

interface CreateOptions {
  readonly name?: string;
  readonly optimizer?: string;
  readonly loss?: string;
  readonly metrics?: string;
}

async function create(session: Session, file: string, options: CreateOptions): Promise<void> {
  const model = await (await session.service()).models.create(await requestOf(session, file, options));
  session.show(model, () => `${model.id}  ${model.name}\n${countsText(model)}`);
}

async function check(session: Session, file: string, options: CreateOptions): Promise<void> {
  const model = await (await session.service()).models.check(await requestOf(session, file, options));
  session.show(model, () => `all is well with ${model.name}\n${countsText(model)}`);
}

/** The service checks all of it; what is decided here is only what a file holds. */
async function requestOf(session: Session, file: string, options: CreateOptions): Promise<NewModelInput> {
  const json = await session.readJson(file);
  const isWhole = typeof json === 'object' && json !== null && 'architecture' in json;
  const { name = basename(file).replace(/\.json$/, ''), optimizer, loss, metrics } = options;
  const compile = {
    ...(optimizer === undefined ? {} : { optimizer }),
    ...(loss === undefined ? {} : { loss }),
    ...(metrics === undefined ? {} : { metrics: metrics.split(',') }),
  };
  return {
    name,
    ...(isWhole ? json : { architecture: json }),
    ...(Object.keys(compile).length === 0 ? {} : { compile }),
  } as NewModelInput;
}

async function list(session: Session, { limit }: { limit: number }): Promise<void> {
  const { data } = await (await session.service()).models.list({ limit }).first();
  session.show(data, (rows) =>
    tableText(rows, {
      ID: ({ id }) => id,
      NAME: ({ name }) => name,
      LAYERS: ({ summary: { layers } }) => layers.length,
      PARAMETERS: ({ summary: { total_params } }) => total_params,
      JOBS: ({ jobs }) => jobs.length,
      CREATED: ({ created_at }) => created_at,
    }),
  );
}

async function show(session: Session, reference: string): Promise<void> {
  const model = await session.model(reference);
  const service = await session.service();
  const [table, jobs] = await Promise.all([
    service.models.summaryText(model.id),
    service.jobs.list({ model: model.id, limit: 5 }).first(),
  ]);
  const trained = tableText(jobs.data, {
    JOB: ({ id }) => id,
    STATUS: ({ status }) => status,
    EPOCHS: ({ progress: { epoch, epochs } }) => `${epoch}/${epochs}`,
  });
  session.show({ ...model, latest_jobs: jobs.data }, () => `${model.id}  ${model.name}\n${table}\n${trained}`);
}

async function summary(session: Session, reference: string): Promise<void> {
  const { id } = await session.model(reference);
  const { models } = await session.service();
  if (session.json) session.show(await models.summary(id), () => '');
  else session.terminal.stdout.write(`${(await models.summaryText(id)).trimEnd()}\n`);
}

function countsText({ summary: { layers, total_params, trainable_params } }: Model | ModelDryRun): string {
  // Without an input shape the weights have no sizes yet.
  if (total_params === 0)
    return `  ${layers.length} layers; their weights are counted when the first fit brings the input shape\n`;
  return `  ${layers.length} layers, ${total_params} parameters, ${trainable_params} of them trainable\n`;
}
