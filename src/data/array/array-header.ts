import { BYTES_PER_ELEMENT, type DType } from '../dataset-spec.js';
import { fileError } from '../faults.js';
import type { FileContent } from '../file-content.js';
import { MAX_ROWS } from '../tensor-writer.js';
import { NUMBER_KINDS, type NumberKindName } from './number-kinds.js';

/** Largest row that is taken: an image of 4 million floats. */
const MOST_ROW_BYTES = 16 * 2 ** 20;
const MOST_DIMENSIONS = 8;
const MOST_TEXT_CHARACTERS = 1000;

/** Numbers of one kind, or text of a fixed length, which only targets can be. */
export type ElementType =
  | { readonly kind: NumberKindName; readonly bigEndian: boolean }
  | { readonly kind: 'text'; readonly bigEndian: boolean; readonly characters: number; readonly wide: boolean };

/** What the header of a file of one array tells. */
export interface ArrayHeader {
  readonly element: ElementType;
  readonly rows: number;
  /** Of one row; empty where the array has one dimension. */
  readonly shape: number[];
  /** Where the elements begin. */
  readonly bytes: number;
  /** The byte of the header where the number of rows stands. */
  readonly rowsAt: number;
  /** `rows`: row after row; `columns`: in Fortran order; `turned`: the rows of a file in Fortran order, whose bytes stood elsewhere. */
  readonly order: 'rows' | 'columns' | 'turned';
}

/** Bytes of one element in the file. */
export function elementBytes(element: ElementType): number {
  return element.kind === 'text' ? element.characters * (element.wide ? 4 : 1) : NUMBER_KINDS[element.kind].bytes;
}

/** What numbers are stored as. @throws {InvalidError} for text. */
export function storedDtype(file: FileContent, element: ElementType): DType {
  if (element.kind === 'text') throw fileError(file.name, 'the array holds text, which only targets can be');
  return NUMBER_KINDS[element.kind].dtype;
}

interface Sizes {
  readonly element: ElementType;
  /** All dimensions, that of the rows first. */
  readonly sizes: readonly number[];
  /** The byte of the header where a dimension stands. */
  readonly at: (dimension: number) => number;
  /** The byte that tells how many dimensions there are. */
  readonly dimensionsAt: number;
  readonly bytes: number;
  readonly order?: 'rows' | 'columns';
}

/** @throws {InvalidError} when an array of this element type and these sizes is no set of rows, or too large. */
export function arrayHeader(
  file: Pick<FileContent, 'name'>,
  { element, sizes, at, dimensionsAt, bytes, order = 'rows' }: Sizes,
): ArrayHeader {
  const refuse = (detail: string) => fileError(file.name, detail);
  if (sizes.length === 0) throw refuse(`byte ${dimensionsAt}: the array has no dimension; the first counts the rows`);
  if (sizes.length > MOST_DIMENSIONS) {
    throw refuse(`byte ${dimensionsAt}: ${sizes.length} dimensions; ${MOST_DIMENSIONS} are the most`);
  }
  const zero = sizes.indexOf(0);
  if (zero >= 0) throw refuse(`byte ${at(zero)}: dimension ${zero + 1} has size 0`);
  const [rows = 0, ...shape] = sizes;
  if (rows > MAX_ROWS) throw refuse(`byte ${at(0)}: ${rows} rows; ${MAX_ROWS} are the most`);
  if (element.kind === 'text' && element.characters > MOST_TEXT_CHARACTERS) {
    throw refuse(`text of ${element.characters} characters; ${MOST_TEXT_CHARACTERS} are the most`);
  }
  const stored = element.kind === 'text' ? elementBytes(element) : BYTES_PER_ELEMENT[NUMBER_KINDS[element.kind].dtype];
  const rowBytes = shape.reduce((product, size) => product * size, stored);
  if (rowBytes > MOST_ROW_BYTES) {
    throw refuse(`one row of ${shape.join(' x ')} takes ${rowBytes} bytes; ${MOST_ROW_BYTES} are the most`);
  }
  return { element, rows, shape, bytes, rowsAt: at(0), order };
}
