import { type InferenceModel, loadModel } from '../engine/inference/load-model.js';
import { openRaw, type Watch, writePrepared } from '../engine/preparing/prepare-data.js';
import { loadEngine } from '../engine/tensorflow.js';
import { type DataFiles, TrainingError } from '../engine/training-spec.js';
import { openParentChannel } from '../trainer/parent-channel.js';
import { type FromInference, type ToInference, toInferenceSchema } from './protocol.js';

/** Main of an inference child: holds TensorFlow and the models that the server tells it to keep, and answers for them. */

const PROGRESS_EVERY_MS = 1_000;

type Request = Extract<ToInference, { request: number }>;

const models = new Map<string, InferenceModel>();
const channel = openParentChannel<FromInference, ToInference>(toInferenceSchema, (message) => {
  switch (message.type) {
    case 'start':
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
      const model = await loadModel(message.definition, message.checkpoint);
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
      const tell = throttled((rows) => void channel.send({ type: 'progress', request, rows }));
      const data = await preparedData(message, { onPiece: () => tell(0) });
      return { type: 'evaluated', request, ...(await loaded(key).evaluate(data, message.batchSize, tell)) };
    }
  }
}

async function preparedData(
  { data, preparing }: Extract<ToInference, { type: 'evaluate' }>,
  watch: Watch,
): Promise<DataFiles> {
  if (preparing === undefined) return data;
  const { plan, fitted, recoding, folder } = preparing;
  return writePrepared(plan, fitted, await openRaw(plan, data, watch, recoding), folder, watch);
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
