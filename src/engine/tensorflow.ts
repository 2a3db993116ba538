import { createRequire } from 'node:module';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { registerKernels } from './kernels/register-kernels.js';
import { nativeBackend } from './native-backend.js';
import type { EngineInfo } from './training-spec.js';

let loaded: Promise<EngineInfo> | undefined;

/**
 * Loads TensorFlow into this process, once; every other function of the engine needs it. `auto` takes the native library and,
 * where it cannot be loaded, tfjs's own JavaScript backend, saying why.
 * @throws {Error} when `tensorflow` is insisted on and cannot be loaded.
 */
export function loadEngine(kind: 'auto' | 'tensorflow' | 'cpu'): Promise<EngineInfo> {
  loaded ??= load(kind);
  return loaded;
}

async function load(kind: 'auto' | 'tensorflow' | 'cpu'): Promise<EngineInfo> {
  if (kind === 'cpu') return loadJavaScript('ENGINE=cpu asks for it');
  try {
    return await loadNative();
  } catch (error) {
    const reason = `the native TensorFlow library cannot be loaded: ${firstLine(error)}`;
    if (kind === 'tensorflow') throw new Error(`ENGINE=tensorflow, but ${reason}; run npm run setup`, { cause: error });
    return loadJavaScript(reason);
  }
}

async function loadNative(): Promise<EngineInfo> {
  restoreRemovedHelpers();
  await import('@tensorflow/tfjs-node');
  await tf.setBackend('tensorflow');
  registerKernels();
  return { backend: 'tensorflow', version: nativeBackend().binding.TF_Version };
}

async function loadJavaScript(reason: string): Promise<EngineInfo> {
  await import('@tensorflow/tfjs');
  await tf.setBackend('cpu');
  registerKernels();
  return { backend: 'cpu', version: tf.version_core, reason };
}

/** tfjs-node 4.22 calls two helpers that Node 23 took out of `node:util`. */
function restoreRemovedHelpers(): void {
  const helpers: Record<string, unknown> = createRequire(import.meta.url)('node:util');
  helpers.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  helpers.isArray ??= Array.isArray;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : util.inspect(error)).split('\n', 1)[0] ?? '';
}
