/** Fewer rows are done before a second thread has begun. */
const ROWS_OF_A_PART = 256;

/**
 * Into how many equal parts a pass over so many rows is best split, each with inputs and outputs of its own, so that TensorFlow
 * does them beside each other: a power of two, as the numbers of rows are. Numbers change by float rounding, as they do with the
 * rows of a batch.
 */
export function partsOf(rows: number, threads: number): number {
  const most = Math.min(threads, rows / ROWS_OF_A_PART);
  return most < 2 ? 1 : 2 ** Math.floor(Math.log2(most));
}

/** The rows of one part of an input, `of` numbers each; missing ones are zeros. */
export function rowsOfPart(
  input: Float32Array,
  { part, rows, of }: { readonly part: number; readonly rows: number; readonly of: number },
): Float32Array {
  const length = rows * of;
  const given = input.subarray(part * length, (part + 1) * length);
  if (given.length === length) return given;
  const values = new Float32Array(length);
  values.set(given);
  return values;
}

/** The first `length` numbers of the parts of an output, one part after another. */
export function joinParts(parts: readonly Float32Array[], length: number): Float32Array {
  const [first] = parts;
  if (parts.length === 1 && first) return first.subarray(0, length);
  const joined = new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part.subarray(0, length - at), at);
    at = Math.min(length, at + part.length);
  }
  return joined;
}
