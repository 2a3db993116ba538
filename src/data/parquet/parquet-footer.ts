import { type FileMetaData, parquetMetadata, parquetSchema, type SchemaTree } from 'hyparquet';
import { z } from 'zod';
import type { InvalidError } from '../../errors.js';
import { fileError } from '../faults.js';
import type { ParquetFile } from './parquet-file.js';

const MAGIC = 'PAR1';
const MAGIC_BYTES = 4;
/** The directory's length and the magic number stand at the end. */
const TAIL_BYTES = 8;
/** Unpacked it takes ten times as much. */
const MOST_FOOTER_BYTES = 16 * 2 ** 20;

const count = z.bigint().nonnegative().max(BigInt(Number.MAX_SAFE_INTEGER)).transform(Number);

/** What is relied on of a directory; it may say anything. */
const footerSchema = z.object({
  num_rows: count,
  row_groups: z.array(
    z.object({
      num_rows: count,
      columns: z.array(
        z.object({
          file_path: z.undefined(),
          meta_data: z.object({
            path_in_schema: z.array(z.string()).min(1),
            codec: z.string(),
            total_compressed_size: count,
            data_page_offset: count,
            dictionary_page_offset: count.optional(),
          }),
        }),
      ),
    }),
  ),
});

/** A column of one row group: where its pages stand. */
export interface ColumnChunk {
  readonly codec: string;
  readonly start: number;
  readonly end: number;
}

export interface RowGroup {
  /** Counted from 1. */
  readonly number: number;
  readonly rows: number;
  /** Number of its first row in the file, from 1. */
  readonly firstRow: number;
  /** By the column's name; of columns that can be read. */
  readonly chunks: ReadonlyMap<string, ColumnChunk>;
  /** As the library wants to have it. */
  readonly metadata: FileMetaData;
}

export interface ParquetColumn {
  readonly name: string;
  /** Whether its cells have parts that are not read. */
  readonly isNested: boolean;
  readonly isOptional: boolean;
  /** How its values are stored. */
  readonly type: string | undefined;
  /** Where its cells are lists of plain values. */
  readonly list: ListLevels | undefined;
}

/** How lists are written: parquet-format, LogicalTypes.md, "Lists". */
export interface ListLevels {
  /** From the root to the values. */
  readonly path: readonly SchemaTree[];
  /** The definition level of an empty list; below it there is no list. */
  readonly emptyLevel: number;
  /** That of a value that is there. */
  readonly valueLevel: number;
}

/** What a Parquet file's directory tells. */
export interface ParquetFooter {
  readonly rows: number;
  readonly columns: readonly ParquetColumn[];
  readonly groups: readonly RowGroup[];
}

/** @throws {InvalidError} where it is none, or contradicts itself. */
export async function readFooter(file: ParquetFile): Promise<ParquetFooter> {
  const { metadata, tree } = await readMetadata(file);
  const parsed = footerSchema.safeParse(metadata);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    throw footerError(file, `says nothing that can be used of ${path === '' ? 'the file' : path}`);
  }
  const columns = tree.children.map((column) => columnOf(tree, column));
  const paths = new Map(
    columns.map(({ name, list }) => [name, list?.path.slice(1).map(({ element }) => element.name) ?? [name]]),
  );
  let rows = 0;
  const groups = parsed.data.row_groups.map((group, index): RowGroup => {
    const own = metadata.row_groups[index];
    if (own === undefined) throw new Error('the schema keeps the number of row groups');
    const chunks = new Map(
      group.columns.flatMap(({ meta_data: chunk }) => {
        const { path_in_schema: path } = chunk;
        const [name = ''] = path;
        return paths.get(name)?.join('\n') === path.join('\n') ? [[name, placeOf(chunk)] as const] : [];
      }),
    );
    const firstRow = rows + 1;
    rows += group.num_rows;
    const alone = { ...metadata, num_rows: own.num_rows, row_groups: [own] };
    return { number: index + 1, rows: group.num_rows, firstRow, chunks, metadata: alone };
  });
  if (rows !== parsed.data.num_rows) {
    throw footerError(file, `tells of ${parsed.data.num_rows} rows, and of ${rows} in its row groups`);
  }
  return { rows, columns, groups };
}

function columnOf(root: SchemaTree, column: SchemaTree): ParquetColumn {
  const { element, children } = column;
  const list = listLevels(root, column);
  const type = list === undefined ? element.type : list.path.at(-1)?.element.type;
  const isNested = list === undefined && (children.length > 0 || element.repetition_type === 'REPEATED');
  return { name: element.name, isNested, isOptional: isOptional(column), type, list };
}

function listLevels(root: SchemaTree, column: SchemaTree): ListLevels | undefined {
  const [repeated] = column.children;
  if (repeated === undefined || column.children.length > 1 || isRepeated(column) || !isRepeated(repeated))
    return undefined;
  const [leaf] = repeated.children;
  if (repeated.children.length > 1 || (leaf !== undefined && (leaf.children.length > 0 || isRepeated(leaf))))
    return undefined;
  const emptyLevel = isOptional(column) ? 1 : 0;
  const valueLevel = emptyLevel + 1 + (leaf !== undefined && isOptional(leaf) ? 1 : 0);
  return { path: [root, column, repeated, ...(leaf === undefined ? [] : [leaf])], emptyLevel, valueLevel };
}

const isRepeated = ({ element }: SchemaTree) => element.repetition_type === 'REPEATED';
const isOptional = ({ element }: SchemaTree) => element.repetition_type !== 'REQUIRED';

async function readMetadata(file: ParquetFile): Promise<{ metadata: FileMetaData; tree: SchemaTree }> {
  if (file.bytes < MAGIC_BYTES + TAIL_BYTES)
    throw fileError(file.name, `a Parquet file has more than ${file.bytes} bytes`);
  const tail = Buffer.from(await file.read(file.bytes - TAIL_BYTES, file.bytes, 'the end'));
  const magic = tail.toString('latin1', MAGIC_BYTES);
  if (magic !== MAGIC) {
    const found = magic === 'PARE' ? 'PARE, of an encrypted file' : tail.toString('hex', MAGIC_BYTES);
    throw fileError(
      file.name,
      `byte ${file.bytes - MAGIC_BYTES}: expected ${MAGIC}, with which a whole Parquet file ends, found ${found}`,
    );
  }
  const bytes = tail.readUInt32LE(0);
  const start = file.bytes - TAIL_BYTES - bytes;
  if (bytes > MOST_FOOTER_BYTES || start < MAGIC_BYTES) {
    throw fileError(
      file.name,
      `byte ${file.bytes - TAIL_BYTES}: a directory of ${bytes} bytes; the file has ${file.bytes}, and ${MOST_FOOTER_BYTES} are the most`,
    );
  }
  const footer = await file.read(start, file.bytes, 'the directory');
  try {
    const metadata = parquetMetadata(footer, { geoparquet: false });
    return { metadata, tree: parquetSchema(metadata) };
  } catch {
    // Whatever the library stumbles over, it is the file's bytes that it was given.
    throw footerError(file, 'cannot be read');
  }
}

function placeOf(chunk: {
  codec: string;
  total_compressed_size: number;
  data_page_offset: number;
  dictionary_page_offset?: number | undefined;
}): ColumnChunk {
  const { data_page_offset: data, dictionary_page_offset: dictionary = 0 } = chunk;
  const start = dictionary > 0 && dictionary < data ? dictionary : data;
  return { codec: chunk.codec, start, end: start + chunk.total_compressed_size };
}

function footerError(file: ParquetFile, detail: string): InvalidError {
  return fileError(file.name, `the directory at the end of the file ${detail}`);
}
