import type { UploadedFile } from '../data/file-content.js';
import type { Queryable } from '../database/sql.js';
import { TooLargeError } from '../errors.js';
import type { Problem } from '../http/problem.js';
import { newId } from '../ids.js';
import type { PartialUploadRepository } from './partial-upload-repository.js';
import type { StoredPartialUpload } from './stored-partial-upload.js';

const TELL_MS = 500;
/** A reader that has not told of itself for this long died with its server. */
const CLAIM_S = 15;

type Uploads = Pick<PartialUploadRepository, 'claim' | 'read' | 'tellProgress' | 'release' | 'settle' | 'removePieces'>;

interface Held {
  readonly upload: StoredPartialUpload;
  readBytes: number;
}

/**
 * The partial uploads of one project that a dataset is being made of, ours alone meanwhile. How far it is can be read at
 * each of them all the time.
 */
export class UploadReading {
  readonly #uploads: Uploads;
  readonly #projectId: string;
  readonly #warn: (error: unknown) => void;
  readonly #reader = newId('request');
  readonly #held: Held[] = [];
  #rowsStored = 0;
  #settled = false;
  readonly #telling: NodeJS.Timeout;

  constructor(uploads: Uploads, projectId: string, warn: (error: unknown) => void) {
    this.#uploads = uploads;
    this.#projectId = projectId;
    this.#warn = warn;
    this.#telling = setInterval(() => this.#tell().catch(warn), TELL_MS).unref();
  }

  /** Claims the uploads, which close() gives back. @throws {NotFoundError} {ConflictError} {TooLargeError} */
  async claim(ids: readonly string[], limitBytes: number): Promise<void> {
    for (const id of ids) {
      const upload = await this.#uploads.claim(this.#projectId, id, this.#reader, CLAIM_S);
      this.#held.push({ upload, readBytes: 0 });
    }
    if (this.#held.reduce((sum, { upload }) => sum + upload.sizeBytes, 0) > limitBytes) {
      throw new TooLargeError(`The uploads are larger than the ${limitBytes} bytes allowed for a dataset.`);
    }
  }

  async *files(): AsyncGenerator<UploadedFile> {
    for (const held of this.#held) yield { name: held.upload.fileName, bytes: this.#bytes(held) };
  }

  /** Notes that rows of the dataset have been stored. */
  stored(rows: number): void {
    this.#rowsStored += rows;
  }

  /** Makes the uploads used, in the transaction in which the dataset comes to be. */
  async settle(client: Queryable, datasetId: string): Promise<void> {
    for (const { upload } of this.#held) {
      await this.#uploads.settle(client, upload.id, this.#reader, datasetId, this.#rowsStored);
    }
    this.#settled = true;
  }

  /**
   * Deletes the bytes where a dataset was made, else gives the uploads back with the reason. Never throws: the sweep comes
   * back to what could not be done.
   */
  async close(problem?: Problem): Promise<void> {
    clearInterval(this.#telling);
    try {
      for (const { upload } of this.#held) {
        if (problem === undefined && this.#settled) await this.#uploads.removePieces(upload.id);
        else await this.#uploads.release(upload.id, this.#reader, problem);
      }
    } catch (error) {
      this.#warn(error);
    }
  }

  async *#bytes(held: Held): AsyncGenerator<Uint8Array> {
    for await (const bytes of this.#uploads.read(held.upload)) {
      held.readBytes += bytes.length;
      yield bytes;
    }
  }

  async #tell(): Promise<void> {
    for (const { upload, readBytes } of this.#held) {
      const progress = { readBytes, rowsStored: this.#rowsStored };
      await this.#uploads.tellProgress(upload.id, this.#reader, progress, CLAIM_S);
    }
  }
}
