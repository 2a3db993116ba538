import { TrainingError } from './training-spec.js';

/** What TensorFlow says of a row that a table does not have: tensorflow/core/kernels/gather_op.cc. */
const REFUSED_ROW = /indices\[[\d,]*\] = (-?\d+) is not in \[0, (\d+)\)/;

/** The fault of the data behind TensorFlow's refusal to look a row up; any other error as it is. */
export function explainUnknownId(error: unknown): unknown {
  const [, id, rows] = (error instanceof Error && REFUSED_ROW.exec(error.message)) || [];
  if (id === undefined) return error;
  const detail = `an Embedding with input_dim ${rows} has no row ${id}; its input must be whole numbers from 0 to input_dim - 1`;
  return new TrainingError('unknown_id', detail);
}
