import { bytesPerRow, type DatasetSpec, tensorsOf } from '../data/dataset-spec.js';
import type { Logger } from '../logger.js';
import type { AttemptStore, ClaimedJob } from './attempt-store.js';
import type { FencedWrites } from './fenced-writes.js';
import { ClaimLostError } from './interruption.js';

interface FetchProgressOptions {
  readonly claimed: Pick<ClaimedJob, 'jobId' | 'attempt' | 'dataset' | 'validationDataset'>;
  readonly intervalMs: number;
  readonly store: Pick<AttemptStore, 'recordFetched'>;
  readonly writes: Pick<FencedWrites, 'write'>;
  readonly logger: Logger;
}

/** Writes how much of a job's data is on the worker's disk, at most once per interval; nothing where all of it is there already. */
export class FetchProgress {
  private readonly options: FetchProgressOptions;
  private readonly totalBytes: number;
  private fetchedBytes = 0;
  private isWriting = false;
  private nextAt = 0;

  constructor(options: FetchProgressOptions) {
    this.options = options;
    const { dataset, validationDataset } = options.claimed;
    this.totalBytes = [dataset, validationDataset].reduce((sum, one) => sum + (one ? bytesOf(one.spec) : 0), 0);
  }

  /** Notes that so many bytes more have been fetched. */
  add(bytes: number): void {
    this.fetchedBytes += bytes;
    if (this.isWriting || performance.now() < this.nextAt) return;
    this.isWriting = true;
    void this.write();
  }

  private async write(): Promise<void> {
    const { claimed, intervalMs, store, writes, logger } = this.options;
    const fraction = Math.min(1, this.fetchedBytes / this.totalBytes);
    try {
      await writes.write('the fetching of data', () => store.recordFetched(claimed.jobId, claimed.attempt, fraction));
    } catch (error) {
      // The attempt ends by the lost claim; nothing else depends on this figure.
      if (!(error instanceof ClaimLostError)) logger.error({ err: error }, 'progress could not be written');
    } finally {
      this.nextAt = performance.now() + intervalMs;
      this.isWriting = false;
    }
  }
}

function bytesOf(spec: DatasetSpec): number {
  return spec.rows * tensorsOf(spec).reduce((sum, tensor) => sum + bytesPerRow(tensor), 0);
}
