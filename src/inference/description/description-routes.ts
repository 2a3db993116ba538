import { z } from 'zod';
import { bytesPerRow, elementsPerRow, type TensorSpec } from '../../data/dataset-spec.js';
import { readBlocks } from '../../database/blocks.js';
import type { Database } from '../../database/client.js';
import type { App } from '../../http/app-type.js';
import { problemResponses } from '../../http/problem-responses.js';
import { modelParamsSchema } from '../inference-schemas.js';
import type { InputLayout } from '../input-layout.js';
import type { AnsweringModel, Predictor } from '../predictor.js';
import { postedRow, storedRow } from './example-row.js';
import { modelOpenApi } from './model-openapi.js';

/** Larger rows are not shown. */
const MOST_NUMBERS = 50_000;
/** Rows of which the first that lacks nothing is the example. */
const ROWS_LOOKED_AT = 20;

interface DescriptionDeps {
  readonly database: Pick<Database, 'pool'>;
  readonly predictor: Pick<Predictor, 'choose'>;
  readonly tags: string[];
}

/** Without a dataset where that was deleted since, and where the weights came from elsewhere. */
const namesSchema = z.object({ name: z.string(), dataset_id: z.string().nullable() });

/** A model's own OpenAPI document. */
export async function descriptionRoutes(app: App, { database, predictor, tags }: DescriptionDeps): Promise<void> {
  app.get(
    '/v1/models/:id/openapi.json',
    {
      config: { scope: ['read', 'predict'] },
      schema: {
        operationId: 'describeModel',
        summary: "Describe a trained model's own predict and evaluate, as OpenAPI 3.1",
        description: 'With the JSON Schema of its rows, and an example from the data that it was trained on.',
        tags,
        params: modelParamsSchema,
        response: {
          200: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }),
          ...problemResponses(401, 404, 409, 503),
        },
      },
    },
    async (request) => {
      const { id } = request.params;
      const answering = await predictor.choose(request.project.id, id, 'served');
      const { rows } = await database.pool.query(
        'SELECT models.name, jobs.dataset_id FROM jobs JOIN models ON models.id = jobs.model_id WHERE jobs.id = $1',
        [answering.weights.job],
      );
      const { name, dataset_id: dataset } = namesSchema.parse(rows[0]);
      const example = dataset === null ? undefined : await exampleRow(database.pool, dataset, answering);
      const document = modelOpenApi(answering, { id, name, dataset, example });
      return z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }).parse(document);
    },
  );
}

/** A row of the training data as a client posts it: of the one input, or by the names of several. */
async function exampleRow(pool: Database['pool'], dataset: string, { model }: AnsweringModel): Promise<unknown> {
  const { inputs } = model.trained.dataset.spec;
  const { layouts } = model;
  const tensors = layouts.map(({ names }) =>
    layouts.length === 1 ? inputs[0] : inputs.find((tensor) => names.includes(tensor.name)),
  );
  const sizes = tensors.map((tensor) => (tensor === undefined ? 0 : elementsPerRow(tensor)));
  if (sizes.includes(0) || sizes.reduce((sum, size) => sum + size, 0) > MOST_NUMBERS) return undefined;
  const heads: Buffer[] = [];
  for (const tensor of tensors)
    heads.push(tensor ? await headOf(pool, dataset, inputs.indexOf(tensor), tensor) : Buffer.alloc(0));
  for (let row = 0; row < ROWS_LOOKED_AT; row++) {
    const posted = tensors.map((tensor, index) => rowOf(tensor, heads[index], row, layouts[index]));
    if (!posted.includes(undefined))
      return layouts.length === 1 ? named(posted[0], layouts[0]) : byName(posted, layouts);
  }
  return undefined;
}

async function headOf(pool: Database['pool'], dataset: string, number: number, tensor: TensorSpec): Promise<Buffer> {
  const { value } = await readBlocks(pool, dataset, number, ROWS_LOOKED_AT * bytesPerRow(tensor)).next();
  return value ?? Buffer.alloc(0);
}

function rowOf(
  tensor: TensorSpec | undefined,
  head: Buffer | undefined,
  row: number,
  layout: InputLayout | undefined,
): unknown {
  if (tensor === undefined || head === undefined || layout === undefined) return undefined;
  const isThere = head.length >= (row + 1) * bytesPerRow(tensor);
  return isThere ? postedRow(storedRow(tensor, head, row), layout) : undefined;
}

/** A row of columns by their names. */
function named(posted: unknown, layout: InputLayout | undefined): unknown {
  const { columns } = layout ?? {};
  if (columns === undefined || !Array.isArray(posted)) return posted;
  return Object.fromEntries(columns.map((column, index) => [column, posted[index]]));
}

function byName(posted: readonly unknown[], layouts: readonly InputLayout[]): unknown {
  return Object.fromEntries(layouts.map(({ names }, index) => [names[0] ?? '', posted[index]]));
}
