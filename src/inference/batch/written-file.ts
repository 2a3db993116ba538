import type { Cell } from './result-columns.js';

/** A piece of a file, and what its end has to know of it. */
export interface FilePart {
  readonly bytes: Uint8Array;
  readonly meta?: unknown;
}

/** What stands before a piece. */
export interface Before {
  readonly isFirst: boolean;
  readonly sizeBytes: number;
}

/** A file that is made piece by piece: the same rows in the same pieces make the same bytes, whoever makes them. */
export interface ResultFile {
  /** @param cells of each column, one for each row. */
  part(cells: readonly Cell[][], before: Before): FilePart;
  /** What follows the last piece; undefined where nothing does. @param metas of all pieces. */
  end(metas: readonly unknown[], rows: number, before: Before): FilePart | undefined;
}
