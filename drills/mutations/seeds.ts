import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import sharp from 'sharp';
import yazl from 'yazl';
import { z } from 'zod';
import { packageRoot } from '../../src/database/package-root.js';
import { writeKerasH5 } from '../../src/engine/checkpoint-formats/keras-h5.js';
import { NO_LIMITS } from '../../src/engine/plan/model-limits.js';
import { planNetwork } from '../../src/engine/plan/plan-network.js';
import { postedArchitectureSchema, toArchitecture } from '../../src/keras-format/architecture.js';
import type { Json } from './mutate-json.js';

/** What is mutated: requests that are right as they are. */
export interface Seeds {
  readonly models: readonly Json[];
  readonly uploads: readonly Upload[];
  readonly pictures: readonly Upload[];
  readonly weights: readonly Upload[];
}

/** Files that make a dataset, or that bring weights, and what is said of them. */
export interface Upload {
  readonly name: string;
  readonly options: Json;
  readonly files: readonly (readonly [name: string, content: Uint8Array])[];
}

const json: z.ZodType<Json> = z.json();
const goldenSchema = z.looseObject({ model: json, compile: json.optional() });

/** The definitions of the golden models, small files of every format, and weights of a model of one Dense of one unit on two features. */
export async function readSeeds(architecture: object): Promise<Seeds> {
  const folder = join(packageRoot, 'test/fixtures/golden');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const models = await Promise.all(
    names.map(async (name) => {
      const golden = goldenSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
      const { model, compile } = golden;
      return { name: 'mutated', architecture: model, ...(compile === undefined ? {} : { compile }) };
    }),
  );
  return { models, uploads: await uploads(), pictures: await pictures(), weights: await weights(architecture) };
}

const INPUTS = npy('<f4', '(3, 2)', Float32Array.of(1, 2, 3, 4, 5, 6));
const TARGETS = npy('|u1', '(3,)', Uint8Array.of(0, 1, 0));

async function uploads(): Promise<Upload[]> {
  const example = async (name: string) => (await readFile(join(packageRoot, 'examples/data', name))).subarray(0, 4_000);
  const csv = await example('iris.csv');
  const rows = csv.toString('utf8').trim().split('\n').slice(1, 20);
  const jsonl = rows
    .map((row, index) => JSON.stringify({ a: index, b: row.split(',')[0], c: index % 2 === 0 }))
    .join('\n');
  const columns = [
    { name: 'a', data: Float64Array.of(1, 2, 3), type: 'DOUBLE' as const },
    { name: 'b', data: ['x', 'y', 'x'], type: 'STRING' as const },
  ];
  const parquet = Buffer.from(parquetWriteBuffer({ columnData: columns }));
  const plain = Buffer.from(parquetWriteBuffer({ columnData: columns, codec: 'UNCOMPRESSED', rowGroupSize: 2 }));
  return [
    {
      name: 'csv',
      options: { target: 'species' },
      files: [['iris.csv', Buffer.from(`${csv.toString('utf8').split('\n')[0]}\n${rows.join('\n')}\n`)]],
    },
    { name: 'jsonl', options: { target: 'c' }, files: [['rows.jsonl', Buffer.from(jsonl)]] },
    { name: 'jsonl.gz', options: { target: 'c' }, files: [['rows.jsonl.gz', gzipSync(jsonl)]] },
    {
      name: 'npy',
      options: { target: 'y.npy' },
      files: [
        ['x.npy', INPUTS],
        ['y.npy', TARGETS],
      ],
    },
    {
      name: 'npz',
      options: { target: 'y' },
      files: [
        [
          'xy.npz',
          await zip([
            ['x.npy', INPUTS],
            ['y.npy', TARGETS],
          ]),
        ],
      ],
    },
    {
      name: 'idx',
      options: {},
      files: [
        ['images-idx3-ubyte', idx([3, 2, 2], 12)],
        ['labels-idx1-ubyte', idx([3], 3)],
      ],
    },
    { name: 'parquet', options: { target: 'b' }, files: [['rows.parquet', parquet]] },
    { name: 'parquet of two row groups', options: { target: 'b' }, files: [['rows.parquet', plain]] },
  ];
}

async function pictures(): Promise<Upload[]> {
  const picture = await sharp({ create: { width: 5, height: 4, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  return [
    {
      name: 'images',
      options: { format: 'images' },
      files: [
        [
          'pictures.zip',
          await zip([
            ['a/1.png', picture],
            ['b/2.png', picture],
          ]),
        ],
      ],
    },
  ];
}

async function weights(posted: object): Promise<Upload[]> {
  const header = JSON.stringify({
    'dense/kernel': { dtype: 'F32', shape: [2, 1], data_offsets: [0, 8] },
    'dense/bias': { dtype: 'F32', shape: [1], data_offsets: [8, 12] },
  });
  const length = Buffer.alloc(8);
  length.writeUInt32LE(header.length);
  const numbers = Buffer.alloc(12, 1);
  const safetensors = Buffer.concat([length, Buffer.from(header), numbers]);
  const architecture = toArchitecture(postedArchitectureSchema.parse(posted));
  const plan = planNetwork(architecture, { layersPointer: '', limits: NO_LIMITS });
  if (plan === undefined) throw new Error('the model names its input');
  const h5 = Buffer.from(await writeKerasH5(architecture, plan, [Float32Array.of(1, 2), Float32Array.of(3)]));
  const json = (value: object) => Buffer.from(JSON.stringify(value));
  const manifest = [
    {
      paths: ['weights.bin'],
      weights: [
        { name: 'dense/kernel', shape: [2, 1], dtype: 'float32' },
        { name: 'dense/bias', shape: [1], dtype: 'float32' },
      ],
    },
  ];
  const model = json({ format: 'layers-model', weightsManifest: manifest });
  const keras = await zip([
    ['metadata.json', json({ keras_version: '3.15.0' })],
    ['config.json', json(posted)],
    ['model.weights.h5', h5],
  ]);
  return [
    { name: 'safetensors', options: {}, files: [['w.safetensors', safetensors]] },
    { name: 'weights.h5', options: {}, files: [['w.weights.h5', h5]] },
    { name: 'keras', options: {}, files: [['w.keras', keras]] },
    {
      name: 'tfjs',
      options: {},
      files: [
        ['model.json', model],
        ['weights.bin', numbers],
      ],
    },
  ];
}

function npy(descr: string, shape: string, elements: Float32Array | Uint8Array): Buffer {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;
  const header = Buffer.alloc(Math.ceil((11 + text.length) / 64) * 64, ' ');
  header.write('\x93NUMPY\x01\0', 'latin1');
  header.writeUInt16LE(header.length - 10, 8);
  header.write(text, 10, 'latin1');
  header[header.length - 1] = 0x0a;
  return Buffer.concat([header, new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength)]);
}

function idx(sizes: readonly number[], elements: number): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.set([0, 0, 8, sizes.length]);
  for (const [axis, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * axis);
  return Buffer.concat([header, Buffer.from(Array.from({ length: elements }, (_, index) => index % 2))]);
}

function zip(files: readonly (readonly [name: string, content: Uint8Array])[]): Promise<Buffer> {
  const made = new yazl.ZipFile();
  for (const [name, content] of files) made.addBuffer(Buffer.from(content), name);
  made.end();
  return buffer(made.outputStream);
}
