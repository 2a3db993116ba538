import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import yazl from 'yazl';
import { writeKerasH5 } from '../../../src/engine/checkpoint-formats/keras-h5.js';
import { WrongWeightsError } from '../../../src/engine/checkpoint-formats/wrong-weights.js';
import { importWeights } from '../../../src/engine/import/import-weights.js';
import { planDefinition } from '../../../src/engine/plan/plan-definition.js';
import type { ModelDefinition } from '../../../src/engine/training-spec.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { compileSchema } from '../../../src/keras-format/compile.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = await temporaryFolder('import-weights');
let count = 0;

const DEFINITION: ModelDefinition = {
  architecture: toArchitecture(
    postedArchitectureSchema.parse({
      layers: [
        { class_name: 'GRU', config: { units: 1, name: 'rnn' } },
        { class_name: 'Dense', config: { units: 2 } },
      ],
    }),
  ),
  compile: compileSchema.parse({ loss: 'mse' }),
  inputShape: [3, 2],
};
const SHAPES = { 'rnn/gru_cell/kernel': [2, 3], 'rnn/gru_cell/recurrent_kernel': [1, 3], 'rnn/gru_cell/bias': [2, 3] };
const ALL: Readonly<Record<string, number[]>> = { ...SHAPES, 'dense/kernel': [1, 2], 'dense/bias': [2] };
const NUMBERS = Float32Array.from({ length: 19 }, (_, index) => index / 4 - 2);

type Files = Readonly<Record<string, Uint8Array>>;
type Entry = { dtype: string; shape: number[]; data_offsets: number[] };

/** The weights as a safetensors file; `change` may spoil the header, and `bytes` be other ones. */
function safetensors(
  change: (header: Record<string, Entry>) => unknown = (header) => header,
  bytes: Uint8Array = new Uint8Array(NUMBERS.buffer),
) {
  let offset = 0;
  const header: Record<string, Entry> = {};
  for (const [name, shape] of Object.entries(ALL)) {
    const size = 4 * shape.reduce((product, length) => product * length, 1);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + size] };
    offset += size;
  }
  const made = change(header);
  const text = Buffer.from(typeof made === 'string' ? made : JSON.stringify(made));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, bytes]);
}

function modelJson(
  change: (weights: { name: string; shape: number[]; dtype: string }[]) => unknown = (weights) => weights,
): Buffer {
  const weights = Object.entries(ALL).map(([name, shape]) => ({
    name: name.replace('gru_cell/', ''),
    shape,
    dtype: 'float32',
  }));
  return Buffer.from(JSON.stringify({ weightsManifest: [{ paths: ['a.bin', 'b.bin'], weights: change(weights) }] }));
}
const bytes = Buffer.from(NUMBERS.buffer);
const SHARDS = { 'a.bin': bytes.subarray(0, 30), 'b.bin': bytes.subarray(30) };

async function zipOf(files: Files): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

async function read(files: Files) {
  const given = await Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      const path = join(folder, String(count++));
      await writeFile(path, content);
      return { name, path };
    }),
  );
  const target = join(folder, String(count++));
  const { format, tensors } = await importWeights({ definition: DEFINITION, files: given, target });
  return { format, tensors, bytes: await readFile(target) };
}

const h5 = Buffer.from(
  await writeKerasH5(DEFINITION.architecture, planDefinition(DEFINITION), [
    NUMBERS.slice(0, 6),
    NUMBERS.slice(6, 9),
    NUMBERS.slice(9, 15),
    NUMBERS.slice(15, 17),
    NUMBERS.slice(17),
  ]),
);

test('weights of every format become the same bytes of a checkpoint', async () => {
  const given: readonly (readonly [string, Files])[] = [
    ['safetensors', { 'x.safetensors': safetensors() }],
    [
      'safetensors',
      {
        x: safetensors((header) =>
          Object.fromEntries(
            Object.entries(header)
              .map(([name, entry]) => [`sequential/${name}`, entry])
              .reverse(),
          ),
        ),
      },
    ],
    ['tfjs', { 'model.json': modelJson(), ...SHARDS }],
    [
      'tfjs',
      {
        'model.zip': await zipOf({
          'web/model.json': modelJson(),
          'web/a.bin': SHARDS['a.bin'],
          'web/b.bin': SHARDS['b.bin'],
        }),
      },
    ],
    ['weights_h5', { 'x.weights.h5': h5 }],
    [
      'keras',
      {
        'x.keras': await zipOf({
          'metadata.json': Buffer.from('{}'),
          'config.json': Buffer.from('{}'),
          'model.weights.h5': h5,
        }),
      },
    ],
  ];
  for (const [format, files] of given) {
    const made = await read(files);
    assert.equal(made.format, format);
    assert.ok(made.bytes.equals(bytes), format);
    assert.deepEqual(
      made.tensors.map(({ name, role, shape, offset }) => [name, role, shape, offset]),
      [
        ['rnn/gru_cell/kernel', 'weight', [2, 3], 0],
        ['rnn/gru_cell/recurrent_kernel', 'weight', [1, 3], 24],
        ['rnn/gru_cell/bias', 'weight', [2, 3], 36],
        ['dense/kernel', 'weight', [1, 2], 60],
        ['dense/bias', 'weight', [2], 68],
      ],
    );
  }
});

test('halves, brain floats and doubles are read as the numbers that they are', async () => {
  const doubles = Buffer.from(Float64Array.from(NUMBERS).buffer);
  const wide = safetensors((header) => {
    for (const entry of Object.values(header)) {
      entry.dtype = 'F64';
      entry.data_offsets = entry.data_offsets.map((offset) => 2 * offset);
    }
    return header;
  }, doubles);
  assert.ok((await read({ x: wide })).bytes.equals(bytes));
  const half = (dtype: string, bits: (value: number) => number) =>
    safetensors(
      (header) => {
        for (const entry of Object.values(header)) {
          entry.dtype = dtype;
          entry.data_offsets = entry.data_offsets.map((offset) => offset / 2);
        }
        return header;
      },
      new Uint8Array(Uint16Array.from(NUMBERS, bits).buffer),
    );
  // The upper half of a float of 32 bits; all these numbers fit it.
  const upper = (value: number) => (new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0) >>> 16;
  assert.ok((await read({ x: half('BF16', upper) })).bytes.equals(bytes));
  assert.deepEqual(
    [...new Float32Array((await read({ x: half('F16', () => 0x3c00) })).bytes.buffer.slice(0, 8))],
    [1, 1],
  );
});

test('a broken or foreign file is refused with the place that is wrong', async () => {
  const alter = (name: string, change: Partial<Entry>) =>
    safetensors((header) => ({ ...header, [name]: { ...header[name], ...change } }));
  const without = (name: string, rest?: Uint8Array) =>
    safetensors((header) => Object.fromEntries(Object.entries(header).filter(([key]) => key !== name)), rest);
  const long = Buffer.alloc(8);
  long.writeBigUInt64LE(2n ** 60n);
  const cases: readonly (readonly [Files, RegExp])[] = [
    [{ x: Buffer.alloc(0) }, /0 bytes/],
    [{ x: long }, /says to have 1152921504606846976 bytes/],
    [{ x: safetensors().subarray(0, 40) }, /cut off/],
    [{ x: safetensors().subarray(0, -1) }, /"dense\/bias" ends at byte \d+, and the file has \d+/],
    [{ x: safetensors(() => '[1]') }, /no JSON object/],
    [{ x: safetensors(() => '{"a"') }, /no JSON/],
    [
      { x: safetensors((header) => JSON.stringify(header).replace('"dense/bias"', '"dense/kernel"')) },
      /names "dense\/kernel" twice/,
    ],
    [{ x: alter('dense/bias', { dtype: 'U8' }) }, /"dense\/bias" has the dtype U8/],
    [
      { x: alter('dense/bias', { shape: [3] }) },
      /"dense\/bias" of shape \[3\] and dtype F32 takes 12 bytes, and its data_offsets span 8/,
    ],
    [{ x: alter('dense/bias', { shape: [2 ** 40, 2 ** 40] }) }, /"dense\/bias" says to have the shape/],
    [{ x: alter('dense/bias', { data_offsets: [0, 8] }) }, /share bytes/],
    [
      { x: alter('dense/kernel', { shape: [2, 1] }) },
      /"dense\/kernel" has the shape \[1, 2\], and "dense\/kernel" has \[2, 1\]/,
    ],
    [{ x: without('dense/bias', bytes.subarray(0, 68)) }, /the weight "dense\/bias" of the model is not in it/],
    [{ x: without('dense/bias') }, /8 bytes at the end of the file belong to no tensor/],
    [{ x: without('rnn/gru_cell/bias') }, /24 bytes before "dense\/kernel" belong to no tensor/],
    [
      { x: safetensors((header) => ({ ...header, more: { dtype: 'F32', shape: [0], data_offsets: [0, 0] } })) },
      /has no weight "more"/,
    ],
    [{ x: Buffer.concat([h5.subarray(0, 600)]) }, /not a whole HDF5 file/],
    [{ 'model.json': modelJson(), 'a.bin': SHARDS['a.bin'] }, /the file "b.bin", which model.json names, is missing/],
    [
      { 'model.json': modelJson(), 'a.bin': SHARDS['a.bin'], 'b.bin': SHARDS['b.bin'].subarray(4) },
      /ends at byte 76, and a.bin, b.bin have 72/,
    ],
    [{ 'model.json': modelJson(), 'a.bin': bytes, 'b.bin': bytes }, /have 152 bytes, and model.json tells of 76/],
    [
      { 'model.json': modelJson((weights) => weights.map((weight) => ({ ...weight, quantization: {} }))), ...SHARDS },
      /quantized/,
    ],
    [
      { 'model.json': modelJson((weights) => weights.map((weight) => ({ ...weight, name: 'same' }))), ...SHARDS },
      /names "same" twice/,
    ],
    [{ 'model.json': Buffer.from('{}'), ...SHARDS }, /not one of TensorFlow.js/],
    [{ a: safetensors(), b: safetensors() }, /of several files one must be the model.json/],
    [{ 'x.zip': await zipOf({ 'notes.txt': Buffer.from('x') }) }, /holds neither/],
    [{ 'x.zip': (await zipOf({ 'model.json': modelJson() })).subarray(0, 60) }, /not a whole zip/],
  ];
  for (const [files, expected] of cases) {
    await assert.rejects(
      read(files),
      (error) => error instanceof WrongWeightsError && expected.test(error.message),
      String(expected),
    );
  }
});

test('a weight of another shape in a .weights.h5 is named', async () => {
  const wider = { ...DEFINITION, inputShape: [3, 4] };
  const path = join(folder, String(count++));
  await writeFile(path, h5);
  await assert.rejects(
    importWeights({ definition: wider, files: [{ name: 'x', path }], target: join(folder, String(count++)) }),
    /rnn\/gru_cell\/kernel has the shape \[4, 3\], and layers\/gru\/cell\/vars\/0 has \[2, 3\]/,
  );
});
