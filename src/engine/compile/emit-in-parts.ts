import { attribute, DATA_TYPE, type Graph, type Ref } from './graph.js';

/** Fewer rows are done before a second thread has begun. */
const ROWS_OF_A_PART = 256;

/** Into how many equal parts a computation over so many rows is best split: a power of two, as the numbers of rows are. */
export function partsOf(rows: number, threads: number): number {
  const most = Math.min(threads, rows / ROWS_OF_A_PART);
  return most < 2 ? 1 : 2 ** Math.floor(Math.log2(most));
}

/**
 * Writes a computation in which no row knows of another once for each part of the rows, so that TensorFlow does the parts beside
 * each other, and puts its outputs together again. Numbers change by float rounding, as they do with the rows of a batch.
 */
export function emitInParts(
  graph: Graph,
  parts: number,
  inputs: readonly Ref[],
  emitPart: (inputs: readonly Ref[]) => readonly Ref[],
): readonly Ref[] {
  if (parts === 1) return emitPart(inputs);
  const axis = graph.int32Scalar(0);
  const type = { T: attribute.type(DATA_TYPE.float32) };
  const split = inputs.map((input) =>
    graph.add('Split', [axis, input], { ...type, num_split: attribute.integer(parts) }),
  );
  const emitted = Array.from({ length: parts }, (_, part) =>
    emitPart(split.map((first) => (part === 0 ? first : `${first}:${part}`))),
  );
  const joining = { ...type, N: attribute.integer(parts), Tidx: attribute.type(DATA_TYPE.int32) };
  return (emitted[0] ?? []).map((_, output) =>
    graph.add('ConcatV2', [...emitted.map((refs) => refs[output] ?? ''), axis], joining),
  );
}
