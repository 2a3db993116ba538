/** What a model may cost at most. */
export interface ModelLimits {
  readonly maxParams: number;
  readonly maxLayers: number;
  /** Bytes of one training step on a batch of 32. */
  readonly maxMemoryBytes: number;
}

/** For models that were accepted once: a limit that was lowered since does not make them unreadable. */
export const NO_LIMITS: ModelLimits = {
  maxParams: Number.POSITIVE_INFINITY,
  maxLayers: Number.POSITIVE_INFINITY,
  maxMemoryBytes: Number.POSITIVE_INFINITY,
};

const BYTES_PER_NUMBER = 4;
const BATCH_FOR_ESTIMATE = 32;
/** Weights, gradients and two slots of the optimizer. */
const COPIES_OF_WEIGHTS = 4;
/** Each activation is kept for the backward pass, which makes its gradient beside it. */
const COPIES_OF_ACTIVATIONS = 2;

/** Bytes that one training step on a batch needs, roughly; a batch of 32 rows where none is given. */
export function estimateMemory(params: number, activationsPerRow: number, batchRows = BATCH_FOR_ESTIMATE): number {
  return BYTES_PER_NUMBER * (COPIES_OF_WEIGHTS * params + COPIES_OF_ACTIVATIONS * batchRows * activationsPerRow);
}
