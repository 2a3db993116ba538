import type { FileHandle } from 'node:fs/promises';
import type { DatasetSpec } from './dataset-spec.js';
import type { DatasetWriter } from './dataset-writer.js';
import type { FileContent } from './file-content.js';
import type { Spool } from './spool.js';
import type { UploadOptions } from './upload-options.js';

/** What a reader is given: the files, one after another, what the client said of them, and where the rows go. */
export interface ReadingParts {
  readonly first: FileContent;
  /** Opens the next file; the one before must be read to its end. Undefined where there is none. */
  nextFile(): Promise<FileContent | undefined>;
  readonly options: UploadOptions;
  readonly writer: DatasetWriter;
  /** A place for what can only be written at the end; closed by the caller. */
  newSpool(): Spool;
  /** A file without a name, for what must be read in another order than it comes; closed by the caller. */
  newFile(): Promise<FileHandle>;
  /** Most bytes that may be unpacked of one file, and most that its rows may take where they take more than the file. */
  readonly limitBytes: number;
}

/** Options that mean something for some formats only. */
export const FORMAT_OPTIONS = [
  'target',
  'sample_weight',
  'group',
  'features',
  'columns',
  'delimiter',
  'image_size',
  'color',
] as const satisfies (keyof UploadOptions)[];

/** Knows one file format. A new format is an entry of FORMATS. */
export interface FormatReader {
  /** Whether content that begins so is in this format. */
  recognises(head: Buffer): boolean;
  /** Options that have a meaning for this format, besides `name`, `format`, `task` and `scale`. */
  readonly options: readonly (typeof FORMAT_OPTIONS)[number][];
  /**
   * Reads the files to their ends and writes their rows, tensor by tensor in the order of the spec that it returns.
   * @throws {InvalidError} that says where in which file what was found.
   */
  read(parts: ReadingParts): Promise<DatasetSpec>;
}
