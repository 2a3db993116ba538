import { InvalidError } from '../errors.js';
import { idxReader } from './array/idx.js';
import { npyReader } from './array/npy.js';
import { csvReader } from './csv/csv-reader.js';
import { fileError, quoted } from './faults.js';
import type { FileContent } from './file-content.js';
import { FORMAT_OPTIONS, type FormatReader } from './format-reader.js';
import { imagesReader } from './images/images.js';
import { jsonlReader } from './jsonl/jsonl-reader.js';
import { parquetReader } from './parquet/parquet-reader.js';
import { type FileFormat, fileFormatSchema, type UploadOptions } from './upload-options.js';
import { npzReader } from './zip/npz.js';
import { firstNameIn } from './zip/zip-archive.js';

/** The reader of each file format, in the order in which they are asked whether they know a file. */
export const FORMATS = {
  idx: idxReader,
  npy: npyReader,
  npz: npzReader,
  images: imagesReader,
  parquet: parquetReader,
  jsonl: jsonlReader,
  csv: csvReader,
} satisfies Record<FileFormat, FormatReader>;

/** What other content begins with, so that its name can be said. */
const FOREIGN: readonly (readonly [name: string, magic: Buffer])[] = [
  ['HDF5', Buffer.from('\x89HDF', 'latin1')],
  ['PNG', Buffer.from('\x89PNG', 'latin1')],
  ['JPEG', Buffer.from([0xff, 0xd8, 0xff])],
  ['PDF', Buffer.from('%PDF', 'latin1')],
  ['gzip inside gzip', Buffer.from([0x1f, 0x8b])],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ['bzip2', Buffer.from('BZh', 'latin1')],
  ['xz', Buffer.from('\xfd7zXZ', 'latin1')],
  ['Arrow (Feather)', Buffer.from('ARROW1', 'latin1')],
  ['ORC', Buffer.from('ORC', 'latin1')],
  ['Avro', Buffer.from('Obj\x01', 'latin1')],
  ['an old Excel workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ['SQLite', Buffer.from('SQLite format 3', 'latin1')],
  ['a Python pickle', Buffer.from([0x80, 0x04, 0x95])],
  ['a Python pickle', Buffer.from([0x80, 0x05, 0x95])],
];

/** The format that the client named, or that the file's first bytes tell. @throws {InvalidError} when it is none of ours. */
export function formatOf(file: FileContent, options: UploadOptions): FileFormat {
  if (options.format !== undefined) return options.format;
  if (file.head.length === 0) throw fileError(file.name, 'the file is empty');
  const foreign =
    FOREIGN.find(([, magic]) => file.head.subarray(0, magic.length).equals(magic))?.[0] ?? foreignZip(file.head);
  const known = Object.entries(FORMATS).find(([, reader]) => reader.recognises(file.head))?.[0];
  const format = fileFormatSchema.safeParse(foreign === undefined ? known : undefined);
  if (format.success) return format.data;
  const found = foreign ?? `bytes that begin with ${file.head.subarray(0, 8).toString('hex')}`;
  throw fileError(file.name, `the content is ${found}; the formats read are ${fileFormatSchema.options.join(', ')}`);
}

/** What a ZIP is that holds neither pictures nor arrays, by the file that it begins with. */
function foreignZip(head: Buffer): string | undefined {
  const name = firstNameIn(head);
  if (/^(\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/)/.test(name))
    return 'an Excel workbook (save the sheet as CSV)';
  if (/^[^/]+\.(csv|tsv|txt|jsonl?|ndjson|parquet)$/i.test(name))
    return `a ZIP of ${quoted(name)} (upload the file itself, gzipped or not)`;
  return undefined;
}

/** @throws {InvalidError} for options that mean nothing for files of the format. */
export function refuseForeignOptions(format: FileFormat, options: UploadOptions): void {
  const known: readonly string[] = FORMATS[format].options;
  const foreign = FORMAT_OPTIONS.filter((option) => options[option] !== undefined && !known.includes(option));
  if (foreign.length === 0) return;
  throw new InvalidError(
    foreign.map((option) => ({
      pointer: `/options/${option}`,
      detail: `means nothing for ${format.toUpperCase()} files`,
      received: options[option],
    })),
  );
}
