import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { z } from 'zod';
import { engineInfoSchema } from '../../src/engine/training-spec.js';

const PROGRAM = join(import.meta.dirname, '../support/programs/train-small.js');
const reportSchema = z.object({ engine: engineInfoSchema, logs: z.array(z.record(z.string(), z.number())) });

/** A hook of Node's module loader that makes the native engine impossible to find. */
const WITHOUT_NATIVE = `data:text/javascript,${encodeURIComponent(`
import { register } from 'node:module';
register('data:text/javascript,' + encodeURIComponent(\`
export async function resolve(name, context, next) {
  if (name === '@tensorflow/tfjs-node') throw new Error('no native library here');
  return next(name, context);
}\`));`)}`;

async function trainOn(kind: string, nodeOptions: readonly string[] = []) {
  const { stdout } = await promisify(execFile)(process.execPath, [...nodeOptions, PROGRAM, kind]);
  return reportSchema.parse(JSON.parse(stdout));
}

test('the native engine and the JavaScript one train to the same numbers, and each says what it is', async () => {
  const [native, javascript] = await Promise.all([trainOn('tensorflow'), trainOn('cpu')]);
  assert.equal(native.engine.backend, 'tensorflow');
  assert.match(native.engine.version, /^2\.\d+\.\d+$/);
  assert.equal(native.engine.reason, undefined);
  assert.deepEqual(javascript.engine, { backend: 'cpu', version: '4.22.0', reason: 'ENGINE=cpu asks for it' });
  assert.equal(javascript.logs.length, 3);
  native.logs.forEach((logs, epoch) => {
    for (const [key, value] of Object.entries(logs)) {
      const other = javascript.logs[epoch]?.[key] ?? Number.NaN;
      assert.ok(Math.abs(other - value) < 1e-4, `${key} of epoch ${epoch + 1}: ${other} instead of ${value}`);
    }
  });
});

test('where no native library can be had, auto trains in JavaScript and says why', async () => {
  const { engine, logs } = await trainOn('auto', ['--import', WITHOUT_NATIVE]);
  assert.equal(engine.backend, 'cpu');
  assert.equal(engine.reason, 'the native TensorFlow library cannot be loaded: no native library here');
  assert.equal(logs.length, 3);
});

test('where the native library is insisted on and missing, nothing starts', async () => {
  await assert.rejects(
    trainOn('tensorflow', ['--import', WITHOUT_NATIVE]),
    /ENGINE=tensorflow, but .* run npm run setup/,
  );
});
