import { counterpartOf, type DatasetSpec, elementsPerRow } from '../../data/dataset-spec.js';
import { mayDrop } from '../../data/preparing/preparing-plan.js';
import type { Recoding } from '../../data/preparing/recoding.js';
import { dataFilesOf } from '../../engine/data-files.js';
import { checkInputs } from '../../engine/plan/check-data.js';
import { sizeOf } from '../../engine/plan/network-plan.js';
import { keptRows } from '../../engine/preparing/kept-rows.js';
import { recodeRows } from '../../engine/preparing/raw-rows.js';
import { InvalidError } from '../../errors.js';
import { AppliedPreparation } from '../applied-preparation.js';
import { type DatasetFilesDeps, withDataset } from '../dataset-files.js';
import { matchInputColumns, matchInputs } from '../evaluations/evaluation-data.js';
import type { PredictRows } from '../input-layout.js';
import { type AnsweringModel, Predictor } from '../predictor.js';
import type { RunTools, RunWork } from '../runs/run-attempt.js';
import type { StoredDataset, TrainedModelRepository, WeightsRef } from '../trained-model-repository.js';
import type { TrainedModel, TrainedModels } from '../trained-models.js';
import { type BatchPredict, type BatchRequest, type BatchResult, batchRequestSchema } from './batch-schemas.js';
import { DatasetWindows } from './dataset-windows.js';
import { type PredictedPart, type ResultColumn, type RowNumbers, resultColumns } from './result-columns.js';
import { resultFile } from './result-file.js';

/** What a piece of a file is made of at the most: numbers of the dataset, and cells of the file. */
const MOST_NUMBERS = 2 ** 18;
const MOST_CELLS = 2 ** 17;
const MOST_COLUMNS = 5_000;

/** The rows of a dataset are numbers already. */
const NO_PICTURES = { develop: async (rows: PredictRows) => rows };

export interface BatchPredictorDeps extends DatasetFilesDeps {
  readonly repository: Pick<TrainedModelRepository, 'dataset' | 'pick'>;
  readonly models: Pick<TrainedModels, 'get' | 'source'>;
}

/** Predicts the rows of a dataset into a file, piece by piece. */
export class BatchPredictor {
  readonly #deps: BatchPredictorDeps;

  constructor(deps: BatchPredictorDeps) {
    this.#deps = deps;
  }

  /**
   * Checks that the model can predict the dataset, and settles what each piece of the file is made of.
   * @throws {InvalidError} with pointers into what was posted.
   */
  async plan(weights: WeightsRef, { spec }: StoredDataset, posted: BatchPredict): Promise<BatchRequest> {
    const model = await this.#deps.models.get(weights.job);
    match(model, spec);
    const { format, columns: groups, top_k, batch_size } = posted;
    if (top_k > 1 && model.classes === undefined) {
      const detail = 'the model tells no classes apart, so that there are no likeliest ones';
      throw new InvalidError([{ pointer: '/top_k', detail, received: top_k }]);
    }
    const columns = resultColumns(model.plan, model.classes, spec, posted);
    if (columns.length > MOST_COLUMNS) {
      const detail = `the file would have ${columns.length} columns; ${MOST_COLUMNS} is the limit`;
      throw new InvalidError([{ pointer: '/columns', detail, received: groups }]);
    }
    const numbers = spec.inputs.reduce((sum, input) => sum + elementsPerRow(input), 0);
    const part_rows = Math.max(1, Math.floor(Math.min(MOST_NUMBERS / numbers, MOST_CELLS / columns.length)));
    return { format, columns: groups, top_k, batch_size, part_rows };
  }

  /** What a worker does for a batch prediction: goes on behind the last piece that is stored. */
  readonly work: RunWork = async (run, tools) => {
    const { repository, models } = this.#deps;
    const request = batchRequestSchema.parse(run.request);
    const dataset = await repository.dataset(run.projectId, run.dataset);
    const model = await models.get(run.weights.job);
    return withDataset(this.#deps, run.projectId, dataset, async (paths) => {
      const windows = await DatasetWindows.open(dataset, paths);
      try {
        const predictor = new Predictor({ repository, models, pool: tools.process, pictures: NO_PICTURES });
        const answering = { weights: run.weights, model: scaledAs(model, dataset.spec) };
        const kept = await keptOf(model, dataset, paths);
        const rows = new PredictedRows(predictor, answering, dataset.spec, windows, kept, request);
        const columns = resultColumns(model.plan, model.classes, dataset.spec, request);
        return await writeFile(rows, columns, dataset.spec.rows, request, tools);
      } finally {
        await windows.close();
      }
    });
  };
}

async function writeFile(
  predicted: PredictedRows,
  columns: readonly ResultColumn[],
  rows: number,
  { format, part_rows }: BatchRequest,
  { parts, storePart, signal }: RunTools,
) {
  const file = resultFile(format, columns);
  const stored = await parts();
  const metas = stored.map(({ meta }) => meta);
  let sizeBytes = stored.reduce((sum, part) => sum + part.sizeBytes, 0);
  let written = stored.reduce((sum, part) => sum + part.written, 0);
  for (let index = stored.length; index * part_rows < rows; index++) {
    signal.throwIfAborted();
    const from = index * part_rows;
    const count = Math.min(part_rows, rows - from);
    const part = await predicted.part(from, count);
    const cells = columns.map((column) => column.cells(part));
    const { bytes, meta } = file.part(cells, { isFirst: index === 0, sizeBytes });
    await storePart({ index, rows: count, written: part.rows.length, bytes, meta });
    metas.push(meta);
    sizeBytes += bytes.length;
    written += part.rows.length;
  }
  const end = file.end(metas, written, { isFirst: false, sizeBytes });
  const result: BatchResult = {
    rows: written,
    size_bytes: sizeBytes + (end?.bytes.length ?? 0),
    column_names: columns.map(({ name }) => name),
  };
  // All of it is told in lists too.
  return {
    figures: result,
    result,
    ...(end && { last: { index: metas.length, rows: 0, written: 0, bytes: end.bytes } }),
  };
}

/** Predicts windows of a dataset's rows. */
class PredictedRows {
  readonly #predictor: Predictor;
  readonly #answering: AnsweringModel;
  readonly #spec: DatasetSpec;
  readonly #windows: DatasetWindows;
  /** 1 for each row that is predicted; undefined where all are. */
  readonly #kept: Uint8Array | undefined;
  readonly #request: BatchRequest;
  readonly #recoding: Recoding;

  constructor(
    predictor: Predictor,
    answering: AnsweringModel,
    spec: DatasetSpec,
    windows: DatasetWindows,
    kept: Uint8Array | undefined,
    request: BatchRequest,
  ) {
    this.#predictor = predictor;
    this.#answering = answering;
    this.#spec = spec;
    this.#windows = windows;
    this.#kept = kept;
    this.#request = request;
    this.#recoding = match(answering.model, spec).recoding;
  }

  async part(from: number, count: number): Promise<PredictedPart> {
    const { inputs, targets } = this.#spec;
    const taken = Array.from({ length: count }, (_, row) => from + row).filter((row) => this.#kept?.[row] !== 0);
    const read = (tensor: number) => this.#windows.read(tensor, from, count, taken);
    const givenInputs: RowNumbers[] = [];
    for (const index of inputs.keys()) givenInputs.push(await read(index));
    const givenTargets: RowNumbers[] = [];
    if (this.#request.columns.includes('targets')) {
      for (const index of targets.keys()) givenTargets.push(await read(inputs.length + index));
    }
    return {
      rows: Int32Array.from(taken),
      inputs: givenInputs,
      targets: givenTargets,
      outputs: await this.#predict(givenInputs, taken.length),
    };
  }

  async #predict(given: readonly RowNumbers[], rows: number): Promise<RowNumbers[]> {
    const { plan } = this.#answering.model;
    const outputs = plan.outputs.map(({ shape }) => ({
      values: new Float32Array(rows * sizeOf(shape)),
      width: sizeOf(shape),
    }));
    const inputs = plan.inputs.map(({ name }) => {
      const tensor = counterpartOf({ name }, this.#spec.inputs);
      const index = tensor === undefined ? -1 : this.#spec.inputs.indexOf(tensor);
      const { values, width } = given[index] ?? { values: [], width: 0 };
      const numbers = Float32Array.from(values);
      if (tensor) recodeRows(numbers, tensor, this.#recoding[index]);
      return { numbers, width };
    });
    const { batch_size: step } = this.#request;
    for (let from = 0; from < rows; from += step) {
      const count = Math.min(step, rows - from);
      const batch = inputs.map(({ numbers, width }) => numbers.slice(from * width, (from + count) * width));
      const predicted = await this.#predictor.predict(this.#answering, { inputs: batch, rows: count });
      outputs.forEach(({ values, width }, index) => {
        values.set(predicted.outputs[index]?.values ?? [], from * width);
      });
    }
    return outputs;
  }
}

/** How the categories of a dataset are numbered for the model. @throws {InvalidError} at `/dataset` when it cannot be predicted. */
function match({ trained, plan }: TrainedModel, dataset: DatasetSpec): { readonly recoding: Recoding } {
  matchInputColumns(trained.dataset.spec, dataset);
  const { prepared, recoding } = matchInputs(trained, dataset);
  checkInputs(plan, prepared.inputs, '/dataset');
  return { recoding };
}

/** The model for raw rows of a dataset that brings a scale of its own. */
function scaledAs(model: TrainedModel, { scale }: DatasetSpec): TrainedModel {
  const { trained, plan } = model;
  if (scale === undefined || scale === trained.dataset.spec.scale) return model;
  const rescaled = { ...trained, dataset: { spec: { ...trained.dataset.spec, scale } } };
  return { ...model, preparation: new AppliedPreparation(rescaled, plan) };
}

/** Where a row lacks a value that may not be missing, it is left out, as in training. */
async function keptOf({ trained: { preparing } }: TrainedModel, { spec }: StoredDataset, paths: readonly string[]) {
  if (preparing === undefined || !mayDrop(preparing.plan)) return undefined;
  return keptRows(preparing.plan, dataFilesOf(spec, paths), () => {});
}
