import assert from 'node:assert/strict';
import { readdirSync, readlinkSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { test } from 'node:test';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { openCompiled } from '../../../src/engine/training/open-program.js';
import { train } from '../../../src/engine/training/train.js';
import type { EpochResult, TrainingSpec } from '../../../src/engine/training-spec.js';
import { EngineFiles } from '../../support/engine-files.js';
import { collectEpochs, smallSpec } from '../../support/training-specs.js';
import { waitFor } from '../../support/wait-for.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

/** Rows are 28 bytes: a block holds 256 of them, the least. */
const TINY = 8 * 2 ** 10;
/** Blocks of 428 rows: 13 batches of 32, and one evaluation batch. */
const SMALL = 24_000;
const ROWS = 1500;

async function run(spec: TrainingSpec, dataMemoryBytes: number): Promise<EpochResult[]> {
  const { hooks, epochs } = collectEpochs();
  await train({ ...spec, dataMemoryBytes }, hooks, openCompiled);
  return epochs;
}

function assertSame(streamed: readonly EpochResult[], resident: readonly EpochResult[]): void {
  assert.deepEqual(
    streamed.map(({ logs }) => logs),
    resident.map(({ logs }) => logs),
  );
  assert.deepEqual(
    streamed.map(({ checkpoint }) => Buffer.from(checkpoint.bytes).toString('hex')),
    resident.map(({ checkpoint }) => Buffer.from(checkpoint.bytes).toString('hex')),
  );
}

async function sameStreamed(spec: TrainingSpec, limits: readonly number[] = [SMALL]): Promise<void> {
  const resident = await run(spec, 2 ** 30);
  assert.equal(resident.length, spec.fit.epochs);
  for (const memory of limits) assertSame(await run(spec, memory), resident);
}

/** Data files that this process holds open: its reading threads do, until they end. */
function openDataFiles(): number {
  const paths = readdirSync('/proc/self/fd').map((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      return '';
    }
  });
  return paths.filter((path) => path.startsWith(files.folder)).length;
}

test('streamed training ends in the bytes of training in memory: shuffled, held-out rows, partial batches', async () => {
  await sameStreamed(await smallSpec(files, { rows: ROWS, fit: { batchSize: 32, epochs: 2 } }), [TINY, SMALL]);
  await sameStreamed(
    await smallSpec(files, { rows: ROWS, fit: { batchSize: 32, epochs: 2, shuffle: false, validationSplit: 0 } }),
  );
});

test('a batch may be larger than a block would be', async () => {
  await sameStreamed(await smallSpec(files, { rows: ROWS, fit: { batchSize: 700 } }));
});

test('rows keep their weights when they are streamed: by class, and of their own', async () => {
  await sameStreamed(
    await smallSpec(files, { rows: ROWS, fit: { batchSize: 32, epochs: 2, classWeight: { 0: 0.5, 2: 3 } } }),
  );
  const spec = await smallSpec(files, { rows: ROWS, fit: { batchSize: 32, epochs: 2 } });
  const weights = Array.from({ length: ROWS }, (_, row) => 0.5 + (row % 3));
  await sameStreamed({ ...spec, data: { ...spec.data, sampleWeight: await files.floats('weights', weights) } });
});

test('validation data of its own is streamed too, or stays in memory when it is small', async () => {
  const spec = await smallSpec(files, { rows: ROWS, fit: { batchSize: 32, epochs: 2, validationSplit: 0 } });
  for (const rows of [100, 1100]) {
    const { data: validation } = await smallSpec(files, { rows });
    await sameStreamed({ ...spec, validation });
  }
});

test('bytes are streamed as they are stored', async () => {
  const spec = await smallSpec(files, { rows: ROWS, fit: { batchSize: 32, epochs: 2 } });
  const pixels = Uint8Array.from({ length: ROWS * 6 }, (_, index) => (index * 37) % 256);
  const inputs = [await files.raw('pixels', 'uint8', [2, 3], pixels)];
  const targets = [
    await files.raw(
      'class',
      'int32',
      [],
      new Uint8Array(Int32Array.from({ length: ROWS }, (_, row) => row % 3).buffer),
    ),
  ];
  await sameStreamed({ ...spec, data: { ...spec.data, inputs, targets, scale: 1 / 255 } });
});

test('a streamed job resumed after its first epoch ends in the same bytes', async () => {
  const spec = await smallSpec(files, { rows: ROWS, fit: { batchSize: 32, epochs: 2 } });
  const whole = await run(spec, TINY);
  const [first] = whole;
  assert.ok(first);
  const { path } = await files.raw('checkpoint', 'float32', [], first.checkpoint.bytes);
  assertSame(await run({ ...spec, resume: { path, state: first.checkpoint.state } }, TINY), whole.slice(1));
});

test('a file that is too short, or is cut while it is read, is told by its name', async () => {
  const spec = await smallSpec(files, { rows: ROWS, fit: { batchSize: 32, epochs: 1000 } });
  const [input] = spec.data.inputs;
  assert.ok(input);
  const { hooks } = collectEpochs();
  const cutting = {
    ...hooks,
    onEpoch: async () => truncate(input.path, 1000 * 24),
  };
  await assert.rejects(train({ ...spec, dataMemoryBytes: TINY }, cutting), /the file of x ended early/);
  await assert.rejects(run(spec, TINY), /x holds 24000 bytes instead of 1500 rows of 24/);
});

test('the reading thread ends with the job: done, stopped or failed', async () => {
  const spec = await smallSpec(files, { rows: ROWS, fit: { batchSize: 32, epochs: 1000 } });
  const openWhile = async (epochs: number, act: () => void): Promise<number> => {
    const stop = new AbortController();
    const { hooks } = collectEpochs(stop.signal);
    let during = 0;
    await train(
      { ...spec, dataMemoryBytes: TINY, fit: { ...spec.fit, epochs } },
      {
        ...hooks,
        onProgress: ({ epoch, step }) => {
          during = Math.max(during, openDataFiles());
          if (epoch < 2 || step === 0) return;
          stop.abort();
          act();
        },
      },
    ).catch((error: unknown) => assert.match(String(error), /the hook fails/));
    return during;
  };
  const endings = [
    () => openWhile(1, () => {}),
    () => openWhile(1000, () => {}),
    () =>
      openWhile(1000, () => {
        throw new Error('the hook fails');
      }),
  ];
  for (const ending of endings) {
    assert.equal(await ending(), 2);
    await waitFor('the end of the thread', () => openDataFiles() === 0);
  }
});
