import * as tf from '@tensorflow/tfjs-core';

/** Which steps of the query may look at which of the value, [1, query, value]: those that are not later. */
export function causalMask(queries: number, values: number): tf.Tensor {
  return stepsThat(queries, values, (query, value) => value <= query);
}

/** Those that are nearer than `window` steps. */
export function windowMask(queries: number, values: number, window: number): tf.Tensor {
  return stepsThat(queries, values, (query, value) => Math.abs(query - value) < window);
}

function stepsThat(queries: number, values: number, may: (query: number, value: number) => boolean): tf.Tensor {
  const allowed = Uint8Array.from({ length: queries * values }, (_, place) =>
    Number(may(Math.floor(place / values), place % values)),
  );
  return tf.tensor3d(allowed, [1, queries, values], 'bool');
}

/** Both masks; undefined stands for one that lets all through. */
export function bothMasks(one: tf.Tensor | undefined, other: tf.Tensor | undefined): tf.Tensor | undefined {
  return one && other ? tf.logicalAnd(one, other) : (one ?? other);
}
