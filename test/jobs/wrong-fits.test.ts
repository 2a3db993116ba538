import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemSchema } from '../../src/http/problem.js';
import { newId } from '../../src/ids.js';
import { jobSchema } from '../../src/jobs/job-schemas.js';
import { epochRecord } from './epochs.js';
import { jobApp, SMALL_SPEC } from './job-app.js';

const api = await jobApp({ MAX_MODEL_MEMORY_BYTES: '100000' });
const model = await api.addModel();
const dataset = await api.addDataset();
const foreign = await api.foreigner();
const foreignDataset = await api.addDataset({ projectId: foreign.projectId });
const foreignModel = await api.addModel({ projectId: foreign.projectId });

/** A job with a checkpoint of epoch 1, which runs. */
const trained = await api.fit({ epochs: 5 });
await api.store.claim(trained, 'worker', 60_000);
await api.store.recordEpoch(trained, 1, await epochRecord(1, 5));
const untrained = await api.fit();
/** A model of one output, so that its weights are others. */
const regression = await api.addModel({
  architecture: { layers: [{ class_name: 'Dense', config: { units: 1 } }] },
  compile: { loss: 'mse' },
});
const numbers = await api.addDataset({ task: 'regression', targets: [{ name: 't', dtype: 'float32', shape: [] }] });
const input = SMALL_SPEC.inputs[0];
const target = SMALL_SPEC.targets[0];
assert.ok(input && target);
const named = await api.addDataset({ inputs: [{ ...input, columns: ['a', 'b', 'c', 'd'] }] });
const swapped = await api.addDataset({ inputs: [{ ...input, columns: ['a', 'c', 'b', 'd'] }] });
const otherClasses = await api.addDataset({ targets: [{ ...target, classes: ['yes', 'no'] }] });
const threeClasses = await api.addDataset({ targets: [{ ...target, classes: ['no', 'yes', 'maybe'] }] });
const wide = await api.addDataset({ inputs: [{ ...input, shape: [5] }] });
const twoInputs = await api.addDataset({ inputs: [input, { ...input, name: 'more' }] });
const oneHot = await api.addDataset({ targets: [{ name: 't', dtype: 'float32', shape: [2] }] });

const scheduled = await api.addModel({
  compile: {
    loss: 'sparse_categorical_crossentropy',
    optimizer: {
      class_name: 'SGD',
      config: {
        learning_rate: {
          class_name: 'ExponentialDecay',
          config: { initial_learning_rate: 0.1, decay_steps: 10, decay_rate: 0.5 },
        },
      },
    },
  },
});

const early = (config: object) => ({ class_name: 'EarlyStopping', config });

function callbacks(...wrong: readonly (readonly [what: string, callback: object, pointer: string])[]): Wrong[] {
  return wrong.map(([what, callback, pointer]) => [
    `a callback ${what}`,
    { dataset, callbacks: [{ class_name: 'TerminateOnNaN' }, callback] },
    422,
    `/callbacks/1${pointer}`,
  ]);
}

type Wrong = readonly [what: string, body: unknown, status: number, pointer: string, model?: string];

const WRONG: readonly Wrong[] = [
  ['an empty object', {}, 422, '/dataset'],
  ['an array', [], 422, ''],
  ['a string', '"fit"', 422, ''],
  ['a dataset that is a number', { dataset: 3 }, 422, '/dataset'],
  ['a dataset that is an object', { dataset: { id: dataset } }, 422, '/dataset'],
  ['an empty dataset', { dataset: '' }, 422, '/dataset'],
  ['a dataset that is not there', { dataset: newId('dataset') }, 404, '/dataset'],
  ['a dataset that cannot be an id', { dataset: '__proto__' }, 404, '/dataset'],
  ['a dataset with NUL', { dataset: 'dst_\u0000' }, 404, '/dataset'],
  ["another project's dataset", { dataset: foreignDataset }, 404, '/dataset'],
  ['a job as dataset', { dataset: trained }, 404, '/dataset'],
  ['rows that are too wide', { dataset: wide }, 422, '/dataset', await fitted()],
  ['a dataset of two inputs', { dataset: twoInputs }, 422, '/dataset'],
  ['more classes than outputs', { dataset: threeClasses }, 422, '/dataset'],
  ['numbers where classes are needed', { dataset: numbers }, 422, '/dataset'],
  ['one-hot targets where class numbers are needed', { dataset: oneHot }, 422, '/dataset'],
  ['0 epochs', { dataset, epochs: 0 }, 422, '/epochs'],
  ['-1 epochs', { dataset, epochs: -1 }, 422, '/epochs'],
  ['1.5 epochs', { dataset, epochs: 1.5 }, 422, '/epochs'],
  ['a text of epochs', { dataset, epochs: '3' }, 422, '/epochs'],
  ['a million epochs', { dataset, epochs: 1_000_000 }, 422, '/epochs'],
  ['no epochs', { dataset, epochs: null }, 422, '/epochs'],
  ['batches of 0', { dataset, batch_size: 0 }, 422, '/batch_size'],
  ['batches of 1e300', { dataset, batch_size: 1e300 }, 422, '/batch_size'],
  ['batches that are a list', { dataset, batch_size: [32] }, 422, '/batch_size'],
  ['a split of 1', { dataset, validation_split: 1 }, 422, '/validation_split'],
  ['a split of -0.1', { dataset, validation_split: -0.1 }, 422, '/validation_split'],
  ['a split that leaves nothing to train on', { dataset, validation_split: 0.95 }, 422, '/validation_split'],
  [
    'a split of nearly nothing that takes a row',
    { dataset: await api.addDataset({ rows: 1 }), validation_split: 0.01 },
    422,
    '/validation_split',
  ],
  [
    'a split and a dataset to validate on',
    { dataset, validation_split: 0.1, validation_dataset: dataset },
    422,
    '/validation_split',
  ],
  [
    'a validation dataset that is not there',
    { dataset, validation_dataset: newId('dataset') },
    404,
    '/validation_dataset',
  ],
  ["another project's validation dataset", { dataset, validation_dataset: foreignDataset }, 404, '/validation_dataset'],
  ['a validation dataset of wider rows', { dataset, validation_dataset: wide }, 422, '/validation_dataset'],
  [
    'a validation dataset of other columns',
    { dataset: named, validation_dataset: swapped },
    422,
    '/validation_dataset',
  ],
  ['a validation dataset of other classes', { dataset, validation_dataset: otherClasses }, 422, '/validation_dataset'],
  ['shuffle by name', { dataset, shuffle: 'batch' }, 422, '/shuffle'],
  ['a seed of -1', { dataset, seed: -1 }, 422, '/seed'],
  ['a seed of 2^31', { dataset, seed: 2 ** 31 }, 422, '/seed'],
  ['a class weight of a class by name', { dataset, class_weight: { yes: 2 } }, 422, '/class_weight/yes'],
  ['a class weight of a class that is not there', { dataset, class_weight: { 0: 1, 2: 1 } }, 422, '/class_weight/2'],
  ['a class weight below 0', { dataset, class_weight: { 1: -1 } }, 422, '/class_weight/1'],
  ['class weights as a list', { dataset, class_weight: [1, 2] }, 422, '/class_weight'],
  ['class weights for numbers', { dataset: numbers, class_weight: { 0: 1 } }, 422, '/class_weight', regression],
  ...callbacks(
    ['without a class', {}, '/class_name'],
    ['that is not there', { class_name: 'TensorBoard' }, '/class_name'],
    ['that calls a function', { class_name: 'LearningRateScheduler', config: { schedule: 'f' } }, '/class_name'],
    ['that watches a validation where there is none', { class_name: 'EarlyStopping' }, '/config/monitor'],
    ['that watches what is not measured', early({ monitor: 'auc' }), '/config/monitor'],
    ['with an unknown mode', early({ monitor: 'loss', mode: 'up' }), '/config/mode'],
    ['with a patience of -1', early({ monitor: 'loss', patience: -1 }), '/config/patience'],
    ['with an unknown field', early({ monitor: 'loss', patients: 1 }), '/config/patients'],
    ['that raises the rate', { class_name: 'ReduceLROnPlateau', config: { factor: 1 } }, '/config/factor'],
    [
      'that keeps the best of nothing',
      { class_name: 'ModelCheckpoint', config: { save_best_only: true } },
      '/config/monitor',
    ],
    ['with a file that is a number', { class_name: 'ModelCheckpoint', config: { filepath: 3 } }, '/config/filepath'],
  ),
  [
    'a callback that sets the rate of a schedule',
    { dataset, callbacks: [{ class_name: 'ReduceLROnPlateau', config: { monitor: 'loss' } }] },
    422,
    '/callbacks/0',
    scheduled,
  ],
  ['an initial without a job', { dataset, initial: {} }, 422, '/initial/job'],
  ['an initial job that is not there', { dataset, initial: { job: newId('job') } }, 404, '/initial/job'],
  ['an initial job with a slash', { dataset, initial: { job: '../x' } }, 404, '/initial/job'],
  [
    'an initial job without a checkpoint',
    { dataset, initial: { job: untrained, checkpoint: 'latest' } },
    404,
    '/initial/checkpoint',
  ],
  ['the final checkpoint of a job that runs', { dataset, initial: { job: trained } }, 404, '/initial/checkpoint'],
  ['a checkpoint that is not there', { dataset, initial: { job: trained, checkpoint: 2 } }, 404, '/initial/checkpoint'],
  [
    'a checkpoint by a wrong name',
    { dataset, initial: { job: trained, checkpoint: 'newest' } },
    422,
    '/initial/checkpoint',
  ],
  [
    'weights of another model',
    { dataset: numbers, initial: { job: trained, checkpoint: 1 } },
    422,
    '/initial/job',
    regression,
  ],
  ['a priority of 101', { dataset, priority: 101 }, 422, '/priority'],
  ['metadata in metadata', { dataset, metadata: { a: { b: 1 } } }, 422, '/metadata/a'],
  ['metadata with NUL', { dataset, metadata: { a: 'x\u0000' } }, 422, '/metadata/a'],
  ['metadata with half a character', { dataset, metadata: { a: '\ud800' } }, 422, '/metadata/a'],
  ['an unknown field', { dataset, epoch: 3 }, 422, '/epoch'],
  ["Keras's verbose", { dataset, verbose: 1 }, 422, '/verbose'],
  ['a field named toString', { dataset, toString: 1 }, 422, '/toString'],
];

/** A model whose input shape is settled. */
async function fitted(): Promise<string> {
  const id = await api.addModel();
  await api.send('POST', `/v1/models/${id}/fit`, { dataset });
  return id;
}

describe('a wrong fit is answered 4xx with the place in its body', () => {
  for (const [what, body, status, pointer, of = model] of WRONG) {
    it(what, async () => {
      const answer = await api.send('POST', `/v1/models/${of}/fit`, body);
      assert.equal(answer.statusCode, status, answer.body);
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
      assert.equal(problemSchema.parse(answer.json()).errors?.[0]?.pointer, pointer, answer.body);
    });
  }
});

describe('other fits that cannot be', () => {
  it('a step that would need more memory than there may be', async () => {
    const big = await api.addDataset({ rows: 100_000 });
    const answer = await api.send('POST', `/v1/models/${model}/fit`, { dataset: big, batch_size: 50_000 });
    assert.equal(answer.statusCode, 422);
    const [fault] = problemSchema.parse(answer.json()).errors ?? [];
    // 4 x (4 x 23 weights + 2 x 50,000 rows x (4 + 3 + 2) numbers a row)
    assert.deepEqual(
      [fault?.pointer, fault?.detail],
      ['/batch_size', 'a training step on 50000 rows would need 3600368 bytes; 100000 is the limit'],
    );
  });

  it('a model that is not compiled is answered 409', async () => {
    const bare = await api.addModel({ compile: null });
    const answer = await api.send('POST', `/v1/models/${bare}/fit`, { dataset });
    assert.deepEqual([answer.statusCode, answer.json().code], [409, 'model_not_compiled']);
  });

  for (const [what, id] of [
    ['that is not there', newId('model')],
    ["of another project's", foreignModel],
    ['of no form of an id', '__proto__'],
  ]) {
    it(`a model ${what} is answered 404`, async () => {
      const answer = await api.send('POST', `/v1/models/${id}/fit`, { dataset });
      assert.deepEqual([answer.statusCode, answer.json().code], [404, 'model_not_found']);
    });
  }

  it('a model that cannot be built on the rows says which layer', async () => {
    const reshape = { class_name: 'Reshape', config: { target_shape: [3, 2], name: 'fold' } };
    const folded = await api.addModel({ architecture: { layers: [reshape] } });
    const answer = await api.send('POST', `/v1/models/${folded}/fit`, { dataset });
    const [fault] = problemSchema.parse(answer.json()).errors ?? [];
    assert.equal(fault?.pointer, '/dataset');
    assert.match(fault?.detail ?? '', /the layer fold: 4 numbers a row, \(None, 4\), cannot be laid out as/);
  });

  it('and a right one is still taken', async () => {
    const answer = await api.send('POST', `/v1/models/${model}/fit`, {
      dataset,
      initial: { job: trained, checkpoint: 'latest' },
    });
    assert.equal(answer.statusCode, 202, answer.body);
    assert.deepEqual(jobSchema.parse(answer.json()).fit?.initial, { job: trained, checkpoint: 'latest' });
  });
});
