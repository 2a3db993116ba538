import * as tf from '@tensorflow/tfjs-core';
import { CompiledProgram } from '../compile/compiled-program.js';
import { NotCompilableError } from '../compile/recorder.js';
import type { TrainingSpec } from '../training-spec.js';
import { weightsByClass } from './class-weights.js';
import { EagerProgram } from './eager-program.js';
import type { StateValues } from './state-bytes.js';
import type { Trainee } from './train-step.js';
import type { TrainingProgram } from './training-program.js';

/** How many rows train in an epoch, and which are measured after each (maybe none). */
export interface RowSplit {
  readonly trainingRows: number;
  /** Numbers of rows in the validation data, or in the data where there is none. */
  readonly validationRows: Int32Array;
}

/** How a program is opened for a spec; `train` takes another one where the way must be chosen. */
export type ProgramOpener = (
  spec: TrainingSpec,
  trainee: Trainee,
  start: StateValues,
  split: RowSplit,
) => Promise<TrainingProgram>;

/** Where a spec names no limit. */
const DATA_MEMORY_BYTES = 2 ** 30;

/** Opens the fastest program that can train this spec: compiled on native TensorFlow, else operation by operation. */
export const openProgram: ProgramOpener = async (spec, trainee, start, split) => {
  if (tf.getBackend() !== 'tensorflow') {
    return openEagerFor('native TensorFlow is not at work', spec, trainee, start, split);
  }
  try {
    return await openCompiled(spec, trainee, start, split);
  } catch (error) {
    if (!(error instanceof NotCompilableError)) throw error;
    return openEagerFor(error.message, spec, trainee, start, split);
  }
};

/** Opens the compiled program. @throws {NotCompilableError} when the step cannot be written as a graph. */
export const openCompiled: ProgramOpener = async (spec, trainee, start, split) => {
  const rows = split.validationRows;
  return CompiledProgram.create({
    ...(await commonOptions(spec, trainee, start)),
    data: spec.data,
    trainingRows: split.trainingRows,
    validation: rows.length > 0 ? { rows, data: spec.validation } : undefined,
    memoryBytes: spec.dataMemoryBytes ?? DATA_MEMORY_BYTES,
  });
};

/** Opens the reference: operation by operation. */
export const openEager: ProgramOpener = (...given) => openEagerFor('it was asked for', ...given);

async function openEagerFor(reason: string, ...[spec, trainee, start, split]: Parameters<ProgramOpener>) {
  const common = await commonOptions(spec, trainee, start);
  return EagerProgram.open({ ...common, reason, spec, validationRows: split.validationRows });
}

async function commonOptions(spec: TrainingSpec, trainee: Trainee, start: StateValues) {
  return {
    trainee,
    start,
    batchSize: spec.fit.batchSize,
    seed: spec.fit.seed,
    endsNotFinite: spec.fit.callbacks?.some(({ class_name }) => class_name === 'TerminateOnNaN') ?? false,
    rowWeights: spec.fit.classWeight && (await weightsByClass(spec.data, spec.fit.classWeight)),
  };
}
