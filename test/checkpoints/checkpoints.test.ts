import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { readCheckpointBytes, resolveCheckpoint } from '../../src/checkpoints/checkpoint-repository.js';
import { makeCheckpoint } from '../engine/checkpoint-formats/checkpoints.js';
import { openInTfjs } from '../engine/checkpoint-formats/open-in-tfjs.js';
import { epochRecord, smallTensors } from '../jobs/epochs.js';
import { jobApp, SMALL_SPEC } from '../jobs/job-app.js';

const api = await jobApp();
const { store } = api;
const WEIGHT_BYTES = 4 * 23;

/** A job that has done three epochs of four; the second was the best. */
async function trained(): Promise<string> {
  const id = await api.fit({ epochs: 4 });
  await store.claim(id, 'worker', 60_000);
  for (const epoch of [1, 2, 3]) {
    const record = await epochRecord(epoch, 4);
    const best = { epoch: Math.min(epoch, 2), monitor: 'loss', value: 0.5 };
    await store.recordEpoch(id, 1, {
      ...record,
      checkpoint: { ...record.checkpoint, state: { ...record.checkpoint.state, best } },
    });
  }
  return id;
}
const job = await trained();
const done = await trained();
await store.finish(done, 1, { kind: 'succeeded', finalEpoch: 2 });
const get = (url: string, headers: Record<string, string> = {}) => api.send('GET', url, undefined, headers);

/** The numbers that the small model predicts with the weights of epoch `epoch`. */
function predict(epoch: number, rows: readonly (readonly number[])[]): number[] {
  const values = new Map(smallTensors(epoch).map((tensor) => [tensor.name, tensor.values.map(Math.fround)]));
  const dense = (name: string, units: number, input: readonly number[]) =>
    Array.from({ length: units }, (_, unit) =>
      input.reduce(
        (sum, x, index) => sum + x * (values.get(`${name}/kernel`)?.[index * units + unit] ?? Number.NaN),
        values.get(`${name}/bias`)?.[unit] ?? Number.NaN,
      ),
    );
  return rows.flatMap((row) => {
    const hidden = dense('dense', 3, row).map((x) => Math.max(0, x));
    const [a = 0, b = 0] = dense('dense_1', 2, hidden);
    return [1 / (1 + Math.exp(b - a)), 1 / (1 + Math.exp(a - b))];
  });
}

describe('checkpoints', () => {
  it('are listed newest first, with what they hold', async () => {
    const answer = await get(`/v1/jobs/${job}/checkpoints`);
    assert.equal(answer.statusCode, 200, answer.body);
    const { data, has_more } = answer.json();
    assert.equal(has_more, false);
    assert.deepEqual(
      data.map(({ created_at, ...rest }: Record<string, unknown>) => rest),
      [3, 2, 1].map((epoch) => ({
        epoch,
        metrics: { loss: 1 / epoch, accuracy: 1 - 1 / epoch },
        size_bytes: 140,
        sha256: createHash('sha256')
          .update(makeCheckpoint(smallTensors(epoch)).bytes)
          .digest('hex'),
      })),
    );
    const page = await get(`/v1/jobs/${job}/checkpoints?limit=1&after=3`);
    assert.deepEqual([page.json().data[0].epoch, page.json().has_more], [2, true]);
    assert.deepEqual((await get(`/v1/jobs/${await api.fit()}/checkpoints`)).json(), { data: [], has_more: false });
    for (const query of ['after=0', 'after=x', 'limit=0', 'before=3']) {
      assert.equal((await get(`/v1/jobs/${job}/checkpoints?${query}`)).statusCode, 422, query);
    }
  });

  it('are found by epoch and by what they are to their job', async () => {
    const epochOf = async (id: string, name: string) => {
      const answer = await get(`/v1/jobs/${id}/checkpoints/${name}`);
      return answer.statusCode === 200 ? answer.json().epoch : `${answer.statusCode} ${answer.json().code}`;
    };
    const missing = '404 checkpoint_not_found';
    assert.deepEqual(await Promise.all(['1', '3', '4', 'latest', 'best', 'final'].map((name) => epochOf(job, name))), [
      1,
      3,
      missing,
      3,
      2,
      missing,
    ]);
    assert.deepEqual(await Promise.all(['latest', 'best', 'final'].map((name) => epochOf(done, name))), [3, 2, 2]);
    const fresh = await api.fit();
    assert.deepEqual(await Promise.all(['1', 'latest', 'best', 'final'].map((name) => epochOf(fresh, name))), [
      missing,
      missing,
      missing,
      missing,
    ]);
    for (const name of ['0', '-1', '1.5', 'newest', '__proto__', '9999999999']) {
      assert.match(String(await epochOf(job, name)), /^422 /, name);
    }
    const answer = await get(`/v1/jobs/${job}/checkpoints/final`);
    assert.equal(answer.json().detail, `The job "${job}" has no final checkpoint; it is running.`);
  });

  it('tell those who use them what their weights belong to', async () => {
    const { projectId } = api;
    const found = await resolveCheckpoint(api.database.pool, { projectId, jobId: job }, 'best');
    assert.deepEqual([found.epoch, found.sizeBytes, found.definition.inputShape], [2, 140, [4]]);
    assert.deepEqual(found.definition.dataset.spec.targets[0]?.classes, ['no', 'yes']);
    const pieces: Buffer[] = [];
    for await (const bytes of readCheckpointBytes(api.database.pool, found)) pieces.push(Buffer.from(bytes));
    assert.deepEqual(Buffer.concat(pieces), makeCheckpoint(smallTensors(2)).bytes);
  });
});

describe('a download', () => {
  it('as safetensors is a header with the weights by their names, and their bytes', async () => {
    const answer = await get(`/v1/jobs/${job}/checkpoints/latest/download?format=safetensors`);
    assert.equal(answer.statusCode, 200, answer.body);
    const { rawPayload, headers } = answer;
    const length = Number(rawPayload.readBigUInt64LE());
    assert.equal(rawPayload.length, 8 + length + WEIGHT_BYTES);
    const header = JSON.parse(rawPayload.subarray(8, 8 + length).toString());
    assert.deepEqual(Object.keys(header), [
      '__metadata__',
      'dense/kernel',
      'dense/bias',
      'dense_1/kernel',
      'dense_1/bias',
    ]);
    assert.deepEqual(header.__metadata__, { framework: 'keras', job, epoch: '3' });
    assert.deepEqual(header['dense_1/bias'], { dtype: 'F32', shape: [2], data_offsets: [84, 92] });
    assert.deepEqual(rawPayload.subarray(8 + length), makeCheckpoint(smallTensors(3)).bytes.subarray(0, WEIGHT_BYTES));
    const { sha256 } = (await get(`/v1/jobs/${job}/checkpoints/3`)).json();
    assert.deepEqual(
      [headers['content-type'], headers['content-length'], headers['content-disposition'], headers.etag],
      [
        'application/vnd.safetensors',
        String(rawPayload.length),
        `attachment; filename="${job}-epoch-3.safetensors"`,
        `"${sha256}"`,
      ],
    );
    const again = await get(`/v1/jobs/${job}/checkpoints/3/download`, { 'if-none-match': String(headers.etag) });
    assert.deepEqual([again.statusCode, again.rawPayload.length], [304, 0]);
  });

  it('of many chunks is whole', async () => {
    const id = await api.fit({ epochs: 1 });
    await store.claim(id, 'worker', 60_000);
    const values = Array.from({ length: 1_100_000 }, (_, index) => Math.fround(index / 3));
    const record = await epochRecord(1, 1, [
      { name: 'dense/kernel', shape: [values.length], values },
      { name: 'dense/kernel/momentum', role: 'optimizer', shape: [values.length], values },
    ]);
    await store.recordEpoch(id, 1, record);
    const { rawPayload } = await get(`/v1/jobs/${id}/checkpoints/1/download`);
    const weights = rawPayload.subarray(rawPayload.length - 4 * values.length);
    assert.equal(Buffer.compare(weights, record.bytes.subarray(0, 4 * values.length)), 0);
  });

  it('for tfjs opens with tf.loadLayersModel straight from its address, and predicts the same', async () => {
    const scaled = await api.addDataset({ scale: 0.5 });
    const model = await api.addModel();
    const { id } = (await api.send('POST', `/v1/models/${model}/fit`, { dataset: scaled, epochs: 1 })).json();
    await store.claim(id, 'worker', 60_000);
    await store.recordEpoch(id, 1, await epochRecord(1, 1));
    await api.app.listen({ port: 0, host: '127.0.0.1' });
    const address = api.app.server.address();
    assert.ok(address !== null && typeof address === 'object');
    const rows = [
      [1, 0.5, -0.25, 0.125],
      [0.1, -0.2, 0.3, 0.4],
      [-1, 2, -1, 0.5],
    ];
    const opened = await openInTfjs({
      url: `http://127.0.0.1:${address.port}/v1/jobs/${id}/checkpoints/latest/download?format=tfjs`,
      headers: { authorization: api.authorization },
      inputs: rows.flat(),
      shape: [3, 4],
    });
    assert.deepEqual(opened.shape, [3, 2]);
    const expected = predict(1, rows);
    for (const [index, value] of opened.values.entries()) {
      assert.ok(Math.abs(value - (expected[index] ?? Number.NaN)) < 1e-6, `${opened.values} is not ${expected}`);
    }
    assert.ok(Math.abs((expected[0] ?? 0) - 0.5) > 0.01);
    assert.deepEqual(opened.metadata, { job: id, epoch: 1, input_scale: 0.5, classes: SMALL_SPEC.targets[0]?.classes });
  });

  it('for tfjs is JSON for whoever takes anything, with its weights beside it', async () => {
    const answer = await get(`/v1/jobs/${job}/checkpoints/best/download?format=tfjs`);
    assert.match(String(answer.headers['content-type']), /^application\/json/);
    assert.deepEqual(answer.json().weightsManifest[0].paths, ['weights.bin']);
    const weights = await get(`/v1/jobs/${job}/checkpoints/best/weights.bin?format=tfjs`);
    assert.equal(weights.headers['content-type'], 'application/octet-stream');
    assert.equal(weights.headers['content-length'], String(WEIGHT_BYTES));
    assert.deepEqual(weights.rawPayload, makeCheckpoint(smallTensors(2)).bytes.subarray(0, WEIGHT_BYTES));
    for (const address of ['download?format=tfjs', 'weights.bin', 'download']) {
      const first = await get(`/v1/jobs/${job}/checkpoints/best/${address}`);
      const again = await get(`/v1/jobs/${job}/checkpoints/best/${address}`, {
        'if-none-match': String(first.headers.etag),
      });
      assert.equal(again.statusCode, 304, address);
    }
  });

  it('for tfjs is one zip for whoever asks for that', async () => {
    const headers = { accept: 'application/zip' };
    const answer = await get(`/v1/jobs/${job}/checkpoints/2/download?format=tfjs`, headers);
    assert.equal(answer.headers['content-type'], 'application/zip');
    assert.equal(answer.headers['content-length'], String(answer.rawPayload.length));
    assert.equal(answer.headers['content-disposition'], `attachment; filename="${job}-epoch-2.tfjs.zip"`);
    const files = unzip(answer.rawPayload);
    assert.deepEqual([...files.keys()], ['model.json', 'weights.bin']);
    const model = (await get(`/v1/jobs/${job}/checkpoints/2/download?format=tfjs`)).body;
    assert.equal(files.get('model.json')?.toString(), model);
    assert.deepEqual(files.get('weights.bin'), makeCheckpoint(smallTensors(2)).bytes.subarray(0, WEIGHT_BYTES));
    const again = await get(`/v1/jobs/${job}/checkpoints/2/download?format=tfjs`, headers);
    assert.equal(Buffer.compare(again.rawPayload, answer.rawPayload), 0);
  });

  it('for tfjs of what tfjs lacks is answered 422 with the name of the layer', async () => {
    const layers = [{ class_name: 'Dense', config: { units: 2, activation: 'hard_sigmoid', name: 'gate' } }];
    const model = await api.addModel({ architecture: { layers } });
    const { id } = (await api.send('POST', `/v1/models/${model}/fit`, { dataset: await api.addDataset() })).json();
    await store.claim(id, 'worker', 60_000);
    const tensors = [
      { name: 'gate/kernel', shape: [4, 2], values: Array(8).fill(1) },
      { name: 'gate/bias', shape: [2], values: [0, 0] },
    ];
    await store.recordEpoch(id, 1, await epochRecord(1, 1, tensors));
    for (const accept of ['*/*', 'application/zip']) {
      const answer = await get(`/v1/jobs/${id}/checkpoints/1/download?format=tfjs`, { accept });
      assert.deepEqual([answer.statusCode, answer.json().code], [422, 'not_in_tfjs']);
      assert.match(answer.json().detail, /"gate".*slope of Keras 2/);
    }
    assert.equal((await get(`/v1/jobs/${id}/checkpoints/1/download`)).statusCode, 200);
  });

  it('in another format is refused', async () => {
    for (const query of ['format=h5', 'format=', 'format=tfjs&format=h5', 'fmt=tfjs']) {
      assert.equal((await get(`/v1/jobs/${job}/checkpoints/1/download?${query}`)).statusCode, 422, query);
    }
  });
});

/** The files of a zip, by its central directory. */
function unzip(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const lengths = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const [nameLength = 0] = lengths;
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const stored = bytes.subarray(start, start + size);
    files.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), method === 0 ? stored : inflateRawSync(stored));
    at += 46 + lengths.reduce((sum, length) => sum + length, 0);
  }
  return files;
}
