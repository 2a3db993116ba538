import { preparationOf } from '../data/preparing/preparing-plan.js';
import type { EvaluateOptions } from '../engine/inference/evaluate-data.js';
import { type InferenceModel, loadModel } from '../engine/inference/load-model.js';
import { openRaw, type Watch, writePrepared } from '../engine/preparing/prepare-data.js';
import { loadEngine } from '../engine/tensorflow.js';
import { type DataFiles, TrainingError } from '../engine/training-spec.js';
import { openParentChannel } from '../trainer/parent-channel.js';
import { type FromInference, type ToInference, toInferenceSchema } from './protocol.js';

/** Main of an inference child: holds TensorFlow and the models that the server tells it to keep, and answers for them. */

const PROGRESS_EVERY_MS = 1_000;

type Request = Extract<ToInference, { request: number }>;

let operations = 1;
const models = new Map<string, InferenceModel>();
const channel = openParentChannel<FromInference, ToInference>(toInferenceSchema, (message) => {
  switch (message.type) {
    case 'start':
      operations = message.operations;
      return void start(message.engine);
    case 'unload':
      models.get(message.key)?.dispose();
      models.delete(message.key);
      return;
    default:
      return void answer(message);
  }
});

async function start(kind: 'auto' | 'tensorflow' | 'cpu'): Promise<void> {
  try {
    await channel.send({ type: 'ready', engine: await loadEngine(kind) });
  } catch (error) {
    await channel.send({ type: 'crashed', detail: textOf(error) });
    process.exit(1);
  }
}

async function answer(message: Request): Promise<void> {
  const { request } = message;
  try {
    await channel.send(await work(message));
  } catch (error) {
    const failure =
      error instanceof TrainingError ? { code: error.code, detail: error.message } : { detail: textOf(error) };
    await channel.send({ type: 'failed', request, ...failure });
  }
}

async function work(message: Request): Promise<FromInference> {
  const { request, key } = message;
  switch (message.type) {
    case 'load': {
      const model = await loadModel(message.definition, message.checkpoint, operations);
      models.get(key)?.dispose();
      models.set(key, model);
      return { type: 'loaded', request, memoryBytes: model.memoryBytes };
    }
    case 'predict': {
      const model = loaded(key);
      const predicted = await model.predict(message.inputs, message.rows, message);
      return {
        type: 'predicted',
        request,
        outputs: predicted.map((output) => ({ ...output, shape: [...output.shape] })),
        memoryBytes: model.memoryBytes,
      };
    }
    case 'evaluate': {
      const onRows = throttled((rows) => void channel.send({ type: 'progress', request, rows }));
      const { data, options } = await preparedData(message, { onPiece: () => onRows(0) });
      const { isRegression, worst, batchSize } = message;
      const found = await loaded(key).evaluate(data, batchSize, { ...options, isRegression, worst, onRows });
      return { type: 'evaluated', request, ...found, worst: [...found.worst] };
    }
  }
}

async function preparedData(
  { data, preparing }: Extract<ToInference, { type: 'evaluate' }>,
  watch: Watch,
): Promise<{ data: DataFiles; options: Pick<EvaluateOptions, 'targetFigures' | 'rowNumber'> }> {
  if (preparing === undefined) return { data, options: {} };
  const { plan, fitted, recoding, folder } = preparing;
  const raw = await openRaw(plan, data, watch, recoding);
  const { kept } = raw;
  const numbers = kept && Int32Array.from(kept.keys()).filter((row) => kept[row] === 1);
  return {
    data: await writePrepared(plan, fitted, raw, folder, watch),
    options: {
      targetFigures: (output) => preparationOf(output, plan.targets, fitted.targets)?.figures,
      ...(numbers && { rowNumber: (row) => numbers[row] ?? row }),
    },
  };
}

function loaded(key: string): InferenceModel {
  const model = models.get(key);
  if (!model) throw new Error(`no model ${key} is loaded`);
  return model;
}

function throttled(tell: (rows: number) => void): (rows: number) => void {
  let nextAt = 0;
  return (rows) => {
    const now = performance.now();
    if (now < nextAt) return;
    nextAt = now + PROGRESS_EVERY_MS;
    tell(rows);
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
