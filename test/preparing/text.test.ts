import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { wordsOf } from '../../src/data/cells/tokens.js';
import { preparedService } from './prepared-service.js';

const service = await preparedService();
const predictionsSchema = z.object({ predictions: z.array(z.array(z.number())) });

const TEXTS = ['The cat sat; the CAT ran!', "a dog don't run", 'the dog: a cat, sat down here now'];
const table = (texts: readonly string[]) =>
  ['text,size,y', ...texts.map((text, row) => `"${text}",${row},${row + 1}`)].join('\n');
const TEXT = { kind: 'text', max_tokens: 7, sequence_length: 5 };
const options = (features: readonly string[]) => ({
  target: 'y',
  task: 'regression',
  features,
  columns: { text: TEXT },
});
/** What Keras 3.15's TextVectorization(max_tokens=7, output_sequence_length=5) makes of the texts. */
const TOKENS = [
  [2, 3, 4, 2, 3],
  [6, 5, 1, 1, 0],
  [2, 5, 6, 3, 4],
];
const EMBEDDING = [
  { class_name: 'Embedding', config: { input_dim: 7, output_dim: 1, input_shape: [5] } },
  { class_name: 'Flatten', config: {} },
  { class_name: 'Dense', config: { units: 1, use_bias: false, kernel_initializer: 'ones', trainable: false } },
];
const COMPILE = { loss: 'mse', metrics: ['mae'] };

const created = await service.upload(options(['text']), table(TEXTS));
const dataset = service.created(created, 201);

test('words become the numbers that Keras gives them', async () => {
  const { rows } = await service.database.pool.query<{ bytes: Buffer }>(
    `SELECT piece.bytes FROM dataset_blocks used JOIN blocks USING (project_id, sha256)
     JOIN block_pieces piece ON piece.block_id = blocks.id
     WHERE used.dataset_id = $1 AND used.tensor = 0 ORDER BY used.index, piece.index`,
    [dataset],
  );
  const stored = new Int32Array(new Uint8Array(Buffer.concat(rows.map(({ bytes }) => bytes))).buffer);
  assert.deepEqual([...stored], TOKENS.flat());
  const { inputs } = z.object({ inputs: z.unknown() }).parse(created.json());
  const text = { standardize: 'lower_and_strip_punctuation', tokens: 7 };
  assert.deepEqual(inputs, { shape: [5], dtype: 'int32', text });
});

test('text is split as it was said', () => {
  assert.deepEqual(wordsOf("  Don't stop, NOW ", 'lower_and_strip_punctuation'), ['dont', 'stop', 'now']);
  assert.deepEqual(wordsOf("Don't STOP", 'lower'), ["don't", 'stop']);
  assert.deepEqual(wordsOf('A b.c D', 'strip_punctuation'), ['A', 'bc', 'D']);
  assert.deepEqual(wordsOf(' A,b ', 'none'), ['A,b']);
  assert.deepEqual(wordsOf(' ', 'lower'), []);
});

test('raw texts are predicted and evaluated by the vocabulary of the training', async () => {
  const model = await service.model(EMBEDDING, COMPILE);
  const job = await service.fit(model, { dataset, epochs: 2 });
  const { status, error } = await service.train(job);
  assert.equal(status, 'succeeded', JSON.stringify(error));
  const weights = await service.weights(job);
  const byHand = (tokens: readonly number[]) => tokens.reduce((sum, token) => sum + (weights[token] ?? 0), 0);
  const path = `/v1/models/${model}/predict`;
  // Keras: ["zebra cat  the", "", "Dont"] become [1, 3, 2, 0, 0], [0, 0, 0, 0, 0] and [1, 0, 0, 0, 0].
  const asked = ['zebra cat  the', '', 'Dont'];
  const expected = [
    [1, 3, 2, 0, 0],
    [0, 0, 0, 0, 0],
    [1, 0, 0, 0, 0],
  ].map(byHand);
  for (const instances of [asked, asked.map((text) => [text]), asked.map((text) => ({ text }))]) {
    const { predictions } = predictionsSchema.parse(await service.post(path, { instances }));
    predictions.forEach(([value], row) => {
      assert.ok(Math.abs((value ?? 0) - (expected[row] ?? 0)) < 1e-6, `${value}, ${expected[row]}`);
    });
  }
  assert.deepEqual(await service.refused(path, { instances: [{ text: 3 }] }), ['/instances/0/text: must be text']);

  // Other frequencies number the same words otherwise.
  const backwards = TEXTS.map((text) => `${text} now now now here here`);
  const other = service.created(
    await service.upload({ ...options(['text']), columns: { text: { ...TEXT, max_tokens: 100 } } }, table(backwards)),
    201,
  );
  const answer = await service.post(`/v1/models/${model}/evaluate`, { dataset: other });
  const { mae } = z.object({ metrics: z.object({ mae: z.number() }) }).parse(answer).metrics;
  const rows = [
    [2, 3, 4, 2, 3],
    [6, 5, 1, 1, 1],
    [2, 5, 6, 3, 4],
  ];
  const wanted = rows.reduce((sum, tokens, row) => sum + Math.abs(byHand(tokens) - (row + 1)) / 3, 0);
  assert.ok(Math.abs(mae - wanted) < 1e-5, `${mae}, ${wanted}`);
});

test('a table of text and numbers feeds a model of two inputs, and rows name the columns', async () => {
  const mixed = service.created(
    await service.upload({ ...options(['size', 'text']), prepare: { scaling: 'standardize' } }, table(TEXTS)),
    201,
  );
  const node = (name: string) => [[name, 0, 0, {}]];
  const layer = (class_name: string, name: string, config: object, inbound: unknown[] = []) => ({
    class_name,
    name,
    config: { name, ...config },
    inbound_nodes: inbound,
  });
  const answer = await service.send('POST', '/v1/models', {
    name: 'two inputs',
    architecture: {
      class_name: 'Functional',
      config: {
        name: 'two',
        layers: [
          layer('InputLayer', 'text', { batch_input_shape: [null, 5] }),
          layer('InputLayer', 'inputs', { batch_input_shape: [null, 1] }),
          layer('Embedding', 'words', { input_dim: 7, output_dim: 1 }, [node('text')]),
          layer('Flatten', 'flat', {}, [node('words')]),
          layer('Concatenate', 'both', {}, [[...node('flat'), ...node('inputs')]]),
          layer('Dense', 'out', { units: 1, use_bias: false, kernel_initializer: 'ones', trainable: false }, [
            node('both'),
          ]),
        ],
        input_layers: [
          ['text', 0, 0],
          ['inputs', 0, 0],
        ],
        output_layers: [['out', 0, 0]],
      },
    },
    compile: COMPILE,
  });
  const model = service.created(answer, 201);
  const job = await service.fit(model, { dataset: mixed, epochs: 1 });
  const { status, error } = await service.train(job);
  assert.equal(status, 'succeeded', JSON.stringify(error));
  const weights = await service.weights(job);
  // The sizes 0, 1 and 2 have the mean 1 and the deviation 0.816496580927726.
  const expected = [1, 3, 2, 0, 0].reduce((sum, token) => sum + (weights[token] ?? 0), 0) + 2 / 0.816496580927726;
  const path = `/v1/models/${model}/predict`;
  for (const row of [
    { text: 'zebra cat the', size: 3 },
    { text: 'zebra cat the', inputs: [3] },
  ]) {
    const { predictions } = predictionsSchema.parse(await service.post(path, { instances: [row] }));
    assert.ok(Math.abs((predictions[0]?.[0] ?? 0) - expected) < 1e-5, `${predictions}, ${expected}`);
  }
  assert.deepEqual(await service.refused(path, { instances: [{ text: 'a', size: 1, weight: 3 }] }), [
    '/instances/0/weight: is not known here; what is known is "text", "size"',
  ]);
});
