import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import type { CheckpointTensor } from '../../src/engine/checkpoint.js';
import { loadModel } from '../../src/engine/inference/load-model.js';
import { loadEngine } from '../../src/engine/tensorflow.js';
import { train } from '../../src/engine/training/train.js';
import type { CheckpointFile, EpochResult, TensorFile, TrainingSpec } from '../../src/engine/training-spec.js';
import { postedArchitectureSchema, toArchitecture } from '../../src/keras-format/architecture.js';
import { callbackSchema } from '../../src/keras-format/callbacks.js';
import { compileSchema } from '../../src/keras-format/compile.js';
import { EngineFiles, flatten, shapeOf } from '../support/engine-files.js';

/** What real Keras 3.15 reported; see test/fixtures/golden/README.md. */
const FOLDER = join(import.meta.dirname, '../../../test/fixtures/golden');
const TOLERANCE = 1e-5;

type Nested = number[] | number[][] | number[][][];
const isNested = (value: unknown): value is Nested => Array.isArray(value);
const nested = z.custom<Nested>(isNested);
/** Of the one input or output, or of several by their names in the model's order. */
const oneOrNamed = z.union([nested, z.record(z.string(), nested)]);
const reported = z.custom<number>((value) => typeof value === 'number');
const weightsSchema = z.array(z.object({ name: z.string(), shape: z.array(z.int()), values: z.array(reported) }));
const fixtureSchema = z.object({
  name: z.string(),
  model: postedArchitectureSchema,
  compile: compileSchema,
  fit: z.object({
    epochs: z.int(),
    batch_size: z.int(),
    shuffle: z.literal(false),
    validation_split: z.number().default(0),
    class_weight: z.record(z.string(), z.number()).optional(),
    sample_weight: z.array(z.number()).optional(),
    callbacks: z.array(callbackSchema).optional(),
  }),
  data: z.object({ x: oneOrNamed, y: oneOrNamed }),
  initial_weights: weightsSchema,
  expected: z.object({
    history: z.record(z.string(), z.array(reported)),
    final_weights: weightsSchema,
    predictions: oneOrNamed,
    evaluate: z.record(z.string(), reported),
  }),
});
type Fixture = z.infer<typeof fixtureSchema>;

/** NaN and infinities are strings in the files. */
function numberOf(_: string, value: unknown): unknown {
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value;
}

const files = await EngineFiles.create();
await loadEngine('tensorflow');

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
  const fixture = fixtureSchema.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'), numberOf));
  test(`${fixture.name}: history, weights, predictions and evaluate are Keras's own`, () => trainsLikeKeras(fixture));
}

async function trainsLikeKeras(fixture: Fixture): Promise<void> {
  const spec = await specOf(fixture);
  const epochs: EpochResult[] = [];
  const outcome = await train(spec, {
    onProgress: () => {},
    onEpoch: async (result) => void epochs.push(result),
    signal: new AbortController().signal,
  });
  assert.equal(outcome.stopped, false);

  const { history, final_weights, predictions, evaluate } = fixture.expected;
  const keys = new Set(epochs.flatMap(({ logs }) => Object.keys(logs)));
  assert.deepEqual(
    [...keys].sort(),
    Object.keys(history)
      .filter((key) => key !== 'learning_rate')
      .sort(),
  );
  for (const [key, values] of Object.entries(history)) {
    const got = epochs.map((epoch) => (key === 'learning_rate' ? epoch.learningRate : (epoch.logs[key] ?? Number.NaN)));
    assertClose(got, values, key);
  }

  assert.equal(epochs.length, Object.values(history)[0]?.length);
  const last = epochs.find(({ epoch }) => epoch === outcome.finalEpoch);
  assert.ok(last);
  const weights = last.checkpoint.state.tensors.filter(({ role }) => role === 'weight');
  // A Functional model was built before it stood in another one, and Keras's names of its weights say nothing of that one.
  const named = (index: number, wanted: string) => {
    const { name = '' } = weights[index] ?? {};
    return name.endsWith(`/${wanted}`) ? wanted : name;
  };
  assert.deepEqual(
    weights.map((_, index) => named(index, final_weights[index]?.name ?? '')),
    final_weights.map(({ name }) => name),
  );
  const bytes = Uint8Array.from(last.checkpoint.bytes);
  const numbers = ({ offset, size_bytes }: CheckpointTensor) =>
    new Float32Array(bytes.buffer.slice(offset, offset + size_bytes));
  weights.forEach((weight, index) => {
    assertClose([...numbers(weight)], final_weights[index]?.values ?? [], weight.name);
  });

  const { path } = await files.raw('checkpoint', 'float32', [], bytes);
  const model = await loadModel(spec.model, { path, state: last.checkpoint.state });
  const wanted = valuesOf(predictions);
  const count = wanted[0]?.length ?? 0;
  const rows = valuesOf(fixture.data.x).map((values) => Float32Array.from(flatten(values.slice(0, count))));
  const predicted = await model.predict(rows, count);
  assert.equal(predicted.length, wanted.length);
  predicted.forEach(({ values }, output) => {
    assertClose([...values], flatten(wanted[output] ?? []), `predictions of output ${output}`);
  });
  const { sampleWeight: _, ...unweighted } = spec.data;
  const evaluated = await model.evaluate(unweighted, fixture.fit.batch_size);
  for (const [key, value] of Object.entries(evaluate))
    assertClose([evaluated.metrics[key] ?? Number.NaN], [value], key);
  model.dispose();
}

/** The values of each input or output, in the order of the model's. */
function valuesOf(given: z.infer<typeof oneOrNamed>): Nested[] {
  return isNested(given) ? [given] : Object.values(given);
}

function tensorFiles(given: z.infer<typeof oneOrNamed>, name: string): Promise<TensorFile[]> {
  const named = isNested(given) ? [[name, given] as const] : Object.entries(given);
  return Promise.all(named.map(([key, values]) => files.floats(key, values)));
}

async function specOf({ model, compile, fit, data, initial_weights }: Fixture): Promise<TrainingSpec> {
  const architecture = toArchitecture(model);
  const inputShape = shapeOf(valuesOf(data.x)[0] ?? []).slice(1);
  return {
    model: { architecture, compile, inputShape },
    fit: {
      epochs: fit.epochs,
      batchSize: fit.batch_size,
      validationSplit: fit.validation_split,
      shuffle: false,
      seed: 1,
      ...(fit.class_weight ? { classWeight: fit.class_weight } : {}),
      ...(fit.callbacks ? { callbacks: fit.callbacks } : {}),
    },
    data: {
      rows: valuesOf(data.y)[0]?.length ?? 0,
      inputs: await tensorFiles(data.x, 'x'),
      targets: await tensorFiles(data.y, 'y'),
      ...(fit.sample_weight ? { sampleWeight: await files.floats('weight', fit.sample_weight) } : {}),
    },
    initial: await checkpointOf(initial_weights),
  };
}

async function checkpointOf(weights: Fixture['initial_weights']): Promise<CheckpointFile> {
  let offset = 0;
  const tensors = weights.map(({ name, shape, values }) => {
    const size_bytes = 4 * values.length;
    offset += size_bytes;
    return { name, role: 'weight' as const, shape, offset: offset - size_bytes, size_bytes };
  });
  const values = Float32Array.from(weights.flatMap((weight) => weight.values));
  const { path } = await files.raw('initial', 'float32', [], new Uint8Array(values.buffer));
  return { path, state: { epoch: 0, step: 0, seed: 1, tensors, best: null } };
}

function assertClose(got: readonly number[], wanted: readonly number[], what: string): void {
  assert.equal(got.length, wanted.length, what);
  got.forEach((value, index) => {
    const target = wanted[index] ?? Number.NaN;
    const difference = Math.abs(value - target);
    assert.ok(
      Object.is(value, target) || difference <= TOLERANCE * Math.max(1, Math.abs(target)),
      `${what}[${index}]: ${value} instead of ${target}`,
    );
  });
}
