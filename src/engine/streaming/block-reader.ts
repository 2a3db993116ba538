import { Worker } from 'node:worker_threads';
import { bytesPerRow } from '../../data/dataset-spec.js';
import { tensorFilesOf } from '../data-files.js';
import type { DataFiles, TensorFile } from '../training-spec.js';
import { fromReaderSchema, type ReaderSetup, type ToReader } from './reader-messages.js';

/** A tensor of a dataset and the memory that its rows of a block stand in. */
interface BlockPlace {
  readonly tensor: TensorFile;
  readonly memory: SharedArrayBuffer;
}

/** Reads blocks of a dataset's rows in a thread of its own, one at a time: inputs, targets, then the sample weight. */
export class BlockReader {
  private readonly places: readonly BlockPlace[];
  private readonly thread: Worker;
  private ended = false;
  private pending: { resolve(): void; reject(error: Error): void } | undefined;

  /** `blockRows` is the largest number of rows that will be asked for. */
  constructor(data: DataFiles, blockRows: number) {
    this.places = tensorFilesOf(data).map((tensor) => ({
      tensor,
      memory: new SharedArrayBuffer(blockRows * bytesPerRow(tensor)),
    }));
    const setup: ReaderSetup = {
      rows: data.rows,
      tensors: this.places.map(({ tensor, memory }) => ({
        name: tensor.name,
        path: tensor.path,
        rowBytes: bytesPerRow(tensor),
        memory,
      })),
    };
    this.thread = new Worker(new URL('./reader-thread.js', import.meta.url), { workerData: setup, env: {} });
    this.thread.on('message', (message: unknown) => this.settle(fromReaderSchema.parse(message).failed));
    this.thread.on('error', (error) => this.settle(`the reading thread failed: ${error.message}`));
    this.thread.on('exit', () => {
      this.ended = true;
      this.settle('the reading thread has ended');
    });
  }

  /**
   * Reads the rows with these numbers; until it resolves the memory is the thread's.
   * @throws {Error} when a file is not what it should be, or the reader is closed.
   */
  async read(rows: Int32Array): Promise<void> {
    if (this.pending || this.ended) throw new Error('the reading thread is busy or has ended');
    const done = new Promise<void>((resolve, reject) => {
      this.pending = { resolve, reject };
    });
    this.thread.postMessage({ rows: rows.slice() } satisfies ToReader);
    return done;
  }

  /** The memory of the tensors, in their order; it is overwritten by the next read. */
  get blocks(): readonly SharedArrayBuffer[] {
    return this.places.map(({ memory }) => memory);
  }

  /** Ends the thread, also in the middle of a block, whose `read` then rejects. */
  async close(): Promise<void> {
    await this.thread.terminate();
  }

  private settle(failed: string | undefined): void {
    const { pending } = this;
    this.pending = undefined;
    if (failed === undefined) pending?.resolve();
    else pending?.reject(new Error(failed));
  }
}
