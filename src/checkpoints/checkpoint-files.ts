import { PassThrough, Readable } from 'node:stream';
import yazl from 'yazl';
import { z } from 'zod';
import type { Queryable } from '../database/sql.js';
import { safetensorsHead } from '../engine/checkpoint-formats/safetensors.js';
import { TFJS_WEIGHTS_FILE, tfjsModelJson } from '../engine/checkpoint-formats/tfjs.js';
import { weightBytes } from '../engine/checkpoint-formats/weight-bytes.js';
import { type ResolvedCheckpoint, readCheckpointBytes } from './checkpoint-repository.js';

/** A file to send: how many bytes it has is known before the first is read from the database. */
export interface CheckpointFileStream {
  readonly sizeBytes: number;
  readonly stream: Readable;
}

/** The weights as a safetensors file. */
export function safetensorsFile(database: Queryable, checkpoint: ResolvedCheckpoint): CheckpointFileStream {
  const { header, weightBytes: size } = safetensorsHead(checkpoint.state, {
    framework: 'keras',
    job: checkpoint.jobId,
    epoch: String(checkpoint.epoch),
  });
  async function* bytes() {
    yield header;
    yield* readCheckpointBytes(database, checkpoint, size);
  }
  return { sizeBytes: header.length + size, stream: Readable.from(bytes(), { objectMode: false }) };
}

/** The bare numbers of the weights, as tfjs reads them beside `model.json`. */
export function tfjsWeightsFile(database: Queryable, checkpoint: ResolvedCheckpoint): CheckpointFileStream {
  const { sizeBytes } = weightBytes(checkpoint.state);
  return {
    sizeBytes,
    stream: Readable.from(readCheckpointBytes(database, checkpoint, sizeBytes), { objectMode: false }),
  };
}

/** `model.json` for tfjs. @throws {NotInTfjsError} */
export function tfjsModelFile(checkpoint: ResolvedCheckpoint): string {
  const { definition, state, jobId, epoch } = checkpoint;
  const { scale, targets } = definition.dataset.spec;
  const classes = targets[0]?.classes;
  return JSON.stringify(
    tfjsModelJson(definition, state, {
      job: jobId,
      epoch,
      // tfjs gets the network alone: its user prepares the rows, and names the classes, by these.
      ...(scale === undefined ? {} : { input_scale: scale }),
      ...(classes === undefined ? {} : { classes }),
    }),
  );
}

/** `model.json` and its weights in one zip, stored as they are: weights do not compress. @throws {NotInTfjsError} */
export async function tfjsZip(database: Queryable, checkpoint: ResolvedCheckpoint): Promise<CheckpointFileStream> {
  const options = { mtime: checkpoint.createdAt, compress: false };
  const weights = tfjsWeightsFile(database, checkpoint);
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.from(tfjsModelFile(checkpoint)), 'model.json', options);
  zip.addReadStream(weights.stream, TFJS_WEIGHTS_FILE, { ...options, size: weights.sizeBytes });
  const stream = zip.outputStream.pipe(new PassThrough());
  zip.on('error', (error: Error) => stream.destroy(error));
  weights.stream.on('error', (error) => stream.destroy(error));
  // A client that goes away in the middle must not leave the other end waiting for it.
  stream.once('close', () => weights.stream.destroy());
  // yazl's types leave out the size that it calls back with.
  const sizes = await new Promise<unknown[]>((resolve) => zip.end(undefined, (...given: unknown[]) => resolve(given)));
  return { sizeBytes: z.int().positive().parse(sizes[0]), stream };
}
