import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import fc from 'fast-check';
import yazl from 'yazl';
import { writeKerasH5 } from '../../../src/engine/checkpoint-formats/keras-h5.js';
import { safetensorsHead } from '../../../src/engine/checkpoint-formats/safetensors.js';
import { TFJS_WEIGHTS_FILE, tfjsModelJson } from '../../../src/engine/checkpoint-formats/tfjs.js';
import { WrongWeightsError } from '../../../src/engine/checkpoint-formats/wrong-weights.js';
import { importWeights } from '../../../src/engine/import/import-weights.js';
import { sizeOf } from '../../../src/engine/plan/network-plan.js';
import { planDefinition } from '../../../src/engine/plan/plan-definition.js';
import type { ModelDefinition } from '../../../src/engine/training-spec.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { compileSchema } from '../../../src/keras-format/compile.js';
import { runs } from '../../support/properties/settings.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { makeCheckpoint } from '../checkpoint-formats/checkpoints.js';

const folder = await temporaryFolder('import-properties');

const DEFINITION: ModelDefinition = {
  architecture: toArchitecture(
    postedArchitectureSchema.parse({
      layers: [
        { class_name: 'Dense', config: { units: 3 } },
        { class_name: 'BatchNormalization', config: {} },
        { class_name: 'Dense', config: { units: 2, name: 'out' } },
      ],
    }),
  ),
  compile: compileSchema.parse({ loss: 'mse' }),
  inputShape: [2],
};
const plan = planDefinition(DEFINITION);
const COUNT = plan.weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

/** Numbers of all kinds, infinite ones and those that are none among them. */
const numbers = fc.array(fc.float(), { minLength: COUNT, maxLength: COUNT }).map((values) => Float32Array.from(values));

type Files = Readonly<Record<string, Uint8Array>>;

/** Each weight's part of all numbers. */
function parts(values: Float32Array): Float32Array[] {
  let end = 0;
  return plan.weights.map(({ shape }) => {
    end += sizeOf(shape);
    return values.slice(end - sizeOf(shape), end);
  });
}

function checkpointOf(values: Float32Array) {
  const own = parts(values);
  return makeCheckpoint(
    plan.weights.map(({ name, shape }, index) => ({ name, shape, values: [...(own[index] ?? [])] })),
  );
}

async function zipOf(files: Files, compress: boolean): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name, { compress });
  zip.end();
  return buffer(zip.outputStream);
}

/** The files of each format that the service itself writes. */
const FORMATS: Readonly<Record<string, (values: Float32Array) => Promise<Files> | Files>> = {
  safetensors: (values) => {
    const { state, bytes } = checkpointOf(values);
    return { 'x.safetensors': Buffer.concat([safetensorsHead(state, { job: 'job_1' }).header, bytes]) };
  },
  tfjs: (values) => {
    const { state, bytes } = checkpointOf(values);
    return { 'model.json': Buffer.from(JSON.stringify(tfjsModelJson(DEFINITION, state))), [TFJS_WEIGHTS_FILE]: bytes };
  },
  'weights.h5': async (values) => ({
    'x.weights.h5': await writeKerasH5(DEFINITION.architecture, plan, parts(values)),
  }),
  'keras, stored': async (values) => ({ 'x.keras': await kerasOf(values, false) }),
  'keras, deflated': async (values) => ({ 'x.keras': await kerasOf(values, true) }),
};

async function kerasOf(values: Float32Array, compress: boolean): Promise<Buffer> {
  const h5 = await writeKerasH5(DEFINITION.architecture, plan, parts(values));
  return zipOf(
    { 'metadata.json': Buffer.from('{}'), 'config.json': Buffer.from('{}'), 'model.weights.h5': h5 },
    compress,
  );
}

let count = 0;

/** The bytes of the checkpoint that the files become; undefined where a client is told why not. Whatever else is thrown is a fault. */
async function imported(files: Files): Promise<Buffer | undefined> {
  const names = Object.keys(files);
  const given = names.map((name) => ({ name, path: join(folder, String(count++)) }));
  const target = join(folder, String(count++));
  await Promise.all(given.map(({ name, path }) => writeFile(path, files[name] ?? '')));
  try {
    await importWeights({ definition: DEFINITION, files: given, target });
    return await readFile(target);
  } catch (error) {
    if (error instanceof WrongWeightsError) return undefined;
    throw error;
  } finally {
    await Promise.all([...given.map(({ path }) => path), target].map((path) => rm(path, { force: true })));
  }
}

/** The files with one of them changed. */
function changed(files: Files, draw: number, change: (bytes: Buffer) => Buffer): Files {
  const names = Object.keys(files);
  const name = names[draw % names.length] ?? '';
  return { ...files, [name]: change(Buffer.from(files[name] ?? '')) };
}

for (const [format, write] of Object.entries(FORMATS)) {
  test(`${format}: weights are read as the same bytes as they were written`, async () => {
    const again = fc.asyncProperty(numbers, async (values) => {
      assert.ok((await imported(await write(values)))?.equals(Buffer.from(values.buffer)));
    });
    await fc.assert(again, runs(40));
  });

  test(`${format}: a file that is cut off anywhere is refused`, async () => {
    const whole = await write(new Float32Array(COUNT).fill(1.5));
    const cut = fc.asyncProperty(fc.nat(), fc.nat(), async (file, at) => {
      const files = changed(whole, file, (bytes) => bytes.subarray(0, at % bytes.length));
      assert.equal(await imported(files), undefined);
    });
    await fc.assert(cut, runs(150));
  });
}

const flips = fc.record({ file: fc.nat(), at: fc.nat(), bit: fc.nat(7) });

function flipped(whole: Files, { file, at, bit }: { file: number; at: number; bit: number }): Files {
  return changed(whole, file, (bytes) => {
    const place = at % bytes.length;
    bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
    return bytes;
  });
}

for (const format of ['keras, stored', 'keras, deflated']) {
  test(`${format}: a bit that was flipped anywhere never changes a weight unnoticed, since a ZIP has checksums`, async () => {
    const values = new Float32Array(COUNT).fill(1.5);
    const whole = (await FORMATS[format]?.(values)) ?? {};
    let refused = 0;
    const noticed = fc.asyncProperty(flips, async (flip) => {
      const found = await imported(flipped(whole, flip));
      if (found === undefined) refused++;
      else assert.ok(found.equals(Buffer.from(values.buffer)));
    });
    await fc.assert(noticed, runs(400));
    assert.ok(refused > 100, `${refused} were refused`);
  });
}

for (const format of ['safetensors', 'tfjs', 'weights.h5']) {
  test(`${format}: a bit that was flipped anywhere is refused, or changes the one number that it belongs to`, async () => {
    const values = new Float32Array(COUNT).fill(1.5);
    const original = Buffer.from(values.buffer);
    const whole = (await FORMATS[format]?.(values)) ?? {};
    const told = fc.asyncProperty(flips, async (flip) => {
      const found = await imported(flipped(whole, flip));
      if (found === undefined) return;
      assert.equal(found.length, original.length);
      const other = [...found].filter((byte, index) => byte !== original[index]);
      assert.ok(other.length <= 1, `${other.length} bytes are others`);
    });
    await fc.assert(told, runs(400));
  });
}
