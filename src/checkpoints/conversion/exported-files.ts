import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { z } from 'zod';
import { type InputScaling, scalingInGraph } from '../../data/preparing/in-graph.js';
import type { Queryable } from '../../database/sql.js';
import type { TemporaryFiles } from '../../database/temporary-files.js';
import { weightBytes } from '../../engine/checkpoint-formats/weight-bytes.js';
import { type ExportFormat, ZIPPED_FORMATS } from '../../engine/export/export-formats.js';
import type { CheckpointFileStream } from '../checkpoint-files.js';
import { type ResolvedCheckpoint, readCheckpointBytes } from '../checkpoint-repository.js';
import type { Converter } from './converter.js';

/** Checkpoints as files that a conversion process makes. */
export class ExportedFiles {
  readonly #database: Queryable;
  readonly #converter: Pick<Converter, 'export'>;
  readonly #files: TemporaryFiles;

  constructor(database: Queryable, converter: Pick<Converter, 'export'>, files: TemporaryFiles) {
    this.#database = database;
    this.#converter = converter;
    this.#files = files;
  }

  /**
   * The file to send. What it is made from is gone when its stream is closed.
   * @throws {ServiceError} 422 saying what the format does not have; {UnavailableError}.
   */
  async make(checkpoint: ResolvedCheckpoint, format: ExportFormat, signal: AbortSignal): Promise<CheckpointFileStream> {
    const folder = await this.#files.folder();
    try {
      const paths = await this.#convert(checkpoint, format, folder.path, signal);
      const file = ZIPPED_FORMATS.has(format) ? await zipOf(paths, format, checkpoint) : await single(paths);
      file.stream.once('close', () => void folder.remove());
      return file;
    } catch (error) {
      await folder.remove();
      throw error;
    }
  }

  async #convert(
    checkpoint: ResolvedCheckpoint,
    format: ExportFormat,
    folder: string,
    signal: AbortSignal,
  ): Promise<string[]> {
    const path = join(folder, 'weights');
    const { sizeBytes } = weightBytes(checkpoint.state);
    await pipeline(readCheckpointBytes(this.#database, checkpoint, sizeBytes), createWriteStream(path), { signal });
    const { architecture, compile, inputShape } = checkpoint.definition;
    const scaling = scalingOf(checkpoint);
    const names = await this.#converter.export(
      {
        format,
        definition: { architecture, compile, inputShape },
        checkpoint: { path, state: checkpoint.state },
        scaling: scaling ?? {},
        metadata: metadataOf(checkpoint, scaling !== undefined),
        folder,
      },
      signal,
    );
    await rm(path);
    return names.map((name) => join(folder, name));
  }
}

/** What is done to raw rows where that is one multiplication and one addition; undefined where it is more. */
function scalingOf({ definition, fitted }: ResolvedCheckpoint): InputScaling | undefined {
  const { scale } = definition.dataset.spec;
  if (!definition.preparing || !fitted) return scale === undefined ? {} : { scale };
  return scalingInGraph(definition.preparing.plan, fitted, scale);
}

function metadataOf({ jobId, epoch, definition }: ResolvedCheckpoint, takesRaw: boolean): Record<string, string> {
  const classes = definition.dataset.spec.targets[0]?.classes;
  return {
    job: jobId,
    epoch: String(epoch),
    rows: takesRaw ? 'raw' : 'prepared',
    ...(classes === undefined ? {} : { classes: JSON.stringify(classes) }),
  };
}

async function single([path = '']: readonly string[]): Promise<CheckpointFileStream> {
  return { sizeBytes: (await stat(path)).size, stream: createReadStream(path) };
}

/** Stored as they are: weights do not compress. */
async function zipOf(
  paths: readonly string[],
  format: ExportFormat,
  { createdAt }: ResolvedCheckpoint,
): Promise<CheckpointFileStream> {
  const zip = new yazl.ZipFile();
  const options = { mtime: createdAt, compress: false };
  for (const path of paths) zip.addFile(path, basename(path), options);
  // Its weights are in the graph; those who open the folder expect it to be there.
  if (format === 'savedmodel') zip.addEmptyDirectory('variables', { mtime: createdAt });
  const stream = zip.outputStream.pipe(new PassThrough());
  zip.on('error', (error: Error) => stream.destroy(error));
  // yazl's types leave out the size that it calls back with.
  const sizes = await new Promise<unknown[]>((resolve, reject) => {
    zip.on('error', reject);
    zip.end(undefined, (...given: unknown[]) => resolve(given));
  });
  return { sizeBytes: z.int().positive().parse(sizes[0]), stream };
}
