import { MalformedError } from '../errors.js';
import { BlockMemory } from './block-memory.js';
import type { DatasetSpec } from './dataset-spec.js';
import { DatasetWriter, type WrittenContent } from './dataset-writer.js';
import { openFile, type UploadedFile } from './file-content.js';
import { FORMATS, formatOf, refuseForeignOptions } from './formats.js';
import { readInlineJson } from './inline-json.js';
import { datasetWarnings } from './inspection/dataset-warnings.js';
import type { Warning } from './inspection/warning.js';
import { openNameless } from './nameless-file.js';
import { Spool } from './spool.js';
import type { BlockSink } from './tensor-writer.js';
import type { DatasetFormat, UploadOptions } from './upload-options.js';

/** How a dataset comes in. */
export interface IngestRequest {
  /** What the client says of its files; undefined where `files` is one JSON body that holds everything. */
  readonly options?: UploadOptions | undefined;
  /** Most bytes that the content of one file may have, unpacked. */
  readonly limitBytes: number;
  /** Where a file is made for what does not fit into memory. */
  readonly spoolFolder: string;
}

/** A dataset whose rows have all been handed over. */
export interface Ingested extends WrittenContent {
  readonly name: string;
  readonly format: DatasetFormat;
  readonly spec: DatasetSpec;
  /** What is odd about it. */
  readonly warnings: Warning[];
}

const MOST_NAME_CHARACTERS = 200;

/**
 * Reads a dataset and hands its rows, packed into blocks, to `sink`. Memory stays at a few blocks whatever the size of
 * the files; a JSON body is held whole.
 * @param memory where memory of blocks comes from that the caller gives back, if it does.
 * @throws {InvalidError} {MalformedError} {TooLargeError} when it cannot be used; blocks may have been handed over by then.
 */
export async function ingest(
  files: AsyncIterable<UploadedFile>,
  request: IngestRequest,
  sink: BlockSink,
  memory = new BlockMemory(),
): Promise<Ingested> {
  const writer = new DatasetWriter(sink, memory);
  const { limitBytes, spoolFolder } = request;
  const toClose: { close(): Promise<void> }[] = [];
  const newSpool = () => {
    const spool = new Spool(spoolFolder);
    toClose.push(spool);
    return spool;
  };
  const newFile = async () => {
    const file = await openNameless(spoolFolder);
    toClose.push(file);
    return file;
  };
  const iterator = files[Symbol.asyncIterator]();
  const next = async () => {
    const file = await iterator.next();
    return file.done === true ? undefined : file.value;
  };
  try {
    const first = await next();
    if (first === undefined) throw new MalformedError('The upload has no part `file`.');
    if (request.options === undefined) {
      const { name, spec } = await readInlineJson(first.bytes, { writer, newSpool });
      return finished(writer, { name, format: 'json', spec });
    }
    const opened = await openFile(first, limitBytes);
    const format = formatOf(opened, request.options);
    refuseForeignOptions(format, request.options);
    const nextFile = async () => {
      const file = await next();
      return file === undefined ? undefined : openFile(file, limitBytes);
    };
    const { prepare } = request.options;
    const read = await FORMATS[format].read({
      first: opened,
      nextFile,
      options: request.options,
      writer,
      newSpool,
      newFile,
      limitBytes,
    });
    const spec = { ...read, ...(prepare === undefined ? {} : { prepare }) };
    return finished(writer, { name: request.options.name ?? nameAfter(first.name), format, spec });
  } finally {
    await Promise.all(toClose.map((one) => one.close()));
  }
}

/** A dataset with its figures and what is odd about it. */
function finished(writer: DatasetWriter, read: Pick<Ingested, 'name' | 'format' | 'spec'>): Ingested {
  const { content, samples } = writer.finish();
  const { statistics } = content;
  return { ...read, ...content, warnings: datasetWarnings({ spec: read.spec, statistics, samples }) };
}

/** A dataset's name where the client gives none: the file's, without folders and endings. */
function nameAfter(fileName: string): string {
  const base = fileName
    .replace(/^.*[/\\]/s, '')
    .replace(/(?:\.(?:csv|tsv|txt|jsonl|ndjson|parquet|idx|npy|npz|zip|gz))+$/i, '');
  // Cutting may halve a surrogate pair, which no database keeps.
  const name = base
    .replaceAll('\0', '')
    .slice(0, MOST_NAME_CHARACTERS)
    .replace(/\p{Surrogate}/gu, '');
  return name === '' ? 'dataset' : name;
}
