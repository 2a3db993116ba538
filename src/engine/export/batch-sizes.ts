/** A number that grows with the rows of a batch: `fixed + perRow * rows`. */
export interface BatchSize {
  readonly fixed: number;
  readonly perRow: number;
}

/** The line through a number's values at two numbers of rows; undefined where it is not one of whole numbers. */
export function lineThrough(
  [few, more]: readonly [number, number],
  [atFew, atMore]: readonly [number, number],
): BatchSize | undefined {
  const perRow = (atMore - atFew) / (more - few);
  const fixed = atFew - perRow * few;
  return Number.isInteger(perRow) && Number.isInteger(fixed) ? { fixed, perRow } : undefined;
}

/** Whether all are the same whatever the rows. */
export function areFixed(sizes: readonly BatchSize[]): boolean {
  return sizes.every(({ perRow }) => perRow === 0);
}

/** As TensorFlow and ONNX have shapes that are partly open: -1 where the rows decide. */
export function openShape(sizes: readonly BatchSize[]): number[] {
  return sizes.map(({ fixed, perRow }) => (perRow === 0 ? fixed : -1));
}
