import type { DatasetSpec } from '../../src/data/dataset-spec.js';
import type { DataFiles, TrainingSpec } from '../../src/engine/training-spec.js';
import { postedArchitectureSchema, toArchitecture } from '../../src/keras-format/architecture.js';
import { compileSchema } from '../../src/keras-format/compile.js';
import type { EngineFiles } from '../support/engine-files.js';

/** Three classes of four measures each, as iris has them; the same at each call. */
export interface SmallData {
  readonly spec: DatasetSpec;
  /** Bytes of the tensors in the order of their numbers. */
  readonly tensors: readonly [measures: Uint8Array, classes: Uint8Array];
}

export function smallData(rows = 150): SmallData {
  const classes = Int32Array.from({ length: rows }, (_, row) => row % 3);
  const measures = Float32Array.from({ length: 4 * rows }, (_, index) => {
    const row = Math.floor(index / 4);
    const column = index % 4;
    return (row % 3) * (column + 1) + Math.sin(row * 7 + column);
  });
  return {
    spec: {
      task: 'classification',
      rows,
      inputs: [{ name: 'inputs', dtype: 'float32', shape: [4] }],
      targets: [{ name: 'targets', dtype: 'int32', shape: [], classes: ['a', 'b', 'c'] }],
    },
    tensors: [new Uint8Array(measures.buffer), new Uint8Array(classes.buffer)],
  };
}

/** The rows in files, as a dataset cache makes them. */
export async function smallFiles(files: EngineFiles, { spec, tensors }: SmallData): Promise<DataFiles> {
  const [measures, classes] = tensors;
  return {
    rows: spec.rows,
    inputs: [await files.raw('inputs', 'float32', [4], measures)],
    targets: [await files.raw('targets', 'int32', [], classes)],
  };
}

/** A network of 8 units, dropout and 3 units on those rows, trained by Adam: what is random and what is kept between steps. */
export function smallModel(): TrainingSpec['model'] {
  const posted = {
    layers: [
      { class_name: 'Dense', config: { units: 8, activation: 'relu' } },
      { class_name: 'Dropout', config: { rate: 0.2 } },
      { class_name: 'Dense', config: { units: 3, activation: 'softmax' } },
    ],
  };
  return {
    architecture: toArchitecture(postedArchitectureSchema.parse(posted)),
    compile: compileSchema.parse({
      optimizer: 'adam',
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    }),
    inputShape: [4],
  };
}

/** A fit of that model on 150 rows: 4 steps an epoch (120 rows train, 30 are held out). */
export async function smallSpec(files: EngineFiles, epochs: number): Promise<TrainingSpec> {
  return {
    model: smallModel(),
    fit: { epochs, batchSize: 32, validationSplit: 0.2, shuffle: true, seed: 7 },
    data: await smallFiles(files, smallData()),
  };
}
