import type { EpochResult, TrainingHooks, TrainingSpec } from '../../src/engine/training-spec.js';
import { postedArchitectureSchema, toArchitecture } from '../../src/keras-format/architecture.js';
import { compileSchema } from '../../src/keras-format/compile.js';
import { randomStream } from '../../src/random/streams.js';
import type { EngineFiles } from './engine-files.js';

export const FEATURES = 6;
export const CLASSES = 3;

interface SpecOptions {
  readonly layers?: readonly object[];
  readonly compile?: object;
  readonly fit?: Partial<TrainingSpec['fit']>;
  readonly rows?: number;
  readonly targets?: 'classes' | 'onehot' | 'binary' | 'values' | 'labels';
}

const DEFAULT_LAYERS = [
  { class_name: 'Dense', config: { units: 8, activation: 'tanh' } },
  { class_name: 'Dense', config: { units: CLASSES, activation: 'softmax' } },
];

/** A small training task whose classes can be learned, made from fixed random numbers. */
export async function smallSpec(files: EngineFiles, options: SpecOptions = {}): Promise<TrainingSpec> {
  const rows = options.rows ?? 50;
  const random = randomStream(5, 'task');
  const x = Array.from({ length: rows }, () => Array.from({ length: FEATURES }, () => random.uniform() * 2 - 1));
  const classes = x.map((row) =>
    Math.min(CLASSES - 1, Math.floor((((row[0] ?? 0) + (row[1] ?? 0) + 2) / 4) * CLASSES)),
  );
  const y = {
    classes,
    onehot: classes.map((chosen) => Array.from({ length: CLASSES }, (_, index) => Number(index === chosen))),
    binary: classes.map((chosen) => [Number(chosen === 1)]),
    values: x.map((row) => [(row[0] ?? 0) - (row[2] ?? 0)]),
    // Label sequences, filled up with 0; some have none, some the same twice.
    labels: classes.map((chosen, row) => [chosen + 1, 1, 2, 2, 1].map((label, place) => (place < row % 5 ? label : 0))),
  }[options.targets ?? 'classes'];
  return {
    model: {
      architecture: toArchitecture(postedArchitectureSchema.parse({ layers: options.layers ?? DEFAULT_LAYERS })),
      compile: compileSchema.parse({
        optimizer: 'adam',
        loss: 'sparse_categorical_crossentropy',
        metrics: ['accuracy'],
        ...options.compile,
      }),
      inputShape: [FEATURES],
    },
    fit: { epochs: 3, batchSize: 8, validationSplit: 0.2, shuffle: true, seed: 42, ...options.fit },
    data: { rows, inputs: [await files.floats('x', x)], targets: [await files.floats('y', y)] },
  };
}

/** Hooks that keep every epoch's result. */
export function collectEpochs(signal: AbortSignal = new AbortController().signal): {
  hooks: TrainingHooks;
  epochs: EpochResult[];
} {
  const epochs: EpochResult[] = [];
  const hooks = {
    onProgress: () => {},
    onEpoch: async (result: EpochResult) => {
      epochs.push(result);
    },
    signal,
  };
  return { hooks, epochs };
}

/** The float32 numbers of a checkpoint's bytes. */
export function numbersOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
