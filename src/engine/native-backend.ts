import * as tf from '@tensorflow/tfjs-core';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js';

/** tfjs-node's backend, for what tfjs-core has no function for. Only while the native library is loaded. */
export function nativeBackend(): NodeJSKernelBackend {
  const backend = tf.backend();
  if (!isNative(backend)) throw new Error('the native TensorFlow backend is not loaded');
  return backend;
}

function isNative(backend: object): backend is NodeJSKernelBackend {
  return 'binding' in backend && 'executeSingleOutput' in backend;
}
