import type { CachedDataset, DatasetCache } from '../database/dataset-cache.js';
import { dataFilesOf } from '../engine/data-files.js';
import { type DataFiles, TrainingError, type TrainingSpec } from '../engine/training-spec.js';
import type { ClaimedJob, JobDataset } from './attempt-store.js';
import { orAborted } from './interruption.js';
import type { Scratch } from './scratch.js';

/** What a job trains on, on the local disk. */
export interface LocalData {
  readonly spec: TrainingSpec;
  release(): Promise<void>;
}

/** Where a job goes on from, in a file. */
export type StartingPoint = Pick<TrainingSpec, 'initial' | 'resume'>;

/**
 * Gathers what a job trains on.
 * @throws {TrainingError} when something that it needs was deleted, or the signal's reason when it is aborted first.
 */
export async function gatherData(
  claimed: ClaimedJob,
  datasets: Pick<DatasetCache, 'materialize'>,
  signal: AbortSignal,
  onFetched: (bytes: number) => void = () => {},
): Promise<LocalData> {
  const { model, fit } = claimed;
  const held: CachedDataset[] = [];
  let released = false;
  const release = async () => {
    released = true;
    for (const copy of held.splice(0)) await copy.release();
  };
  const copyOf = async ({ id, spec, sha256 }: JobDataset): Promise<DataFiles> => {
    const copy = await datasets.materialize(id, spec, sha256, onFetched);
    held.push(copy);
    // It came when nobody waited for it any more.
    if (released) await release();
    return dataFilesOf(spec, copy.files);
  };
  const hold = async (dataset: JobDataset | null, role: string): Promise<DataFiles> => {
    if (!dataset) throw new TrainingError('dataset_deleted', `The ${role} was deleted before the training was done.`);
    return orAborted(copyOf(dataset), signal);
  };

  try {
    const data = await hold(claimed.dataset, 'dataset');
    const validation =
      claimed.validationDataset === undefined ? undefined : await hold(claimed.validationDataset, 'validation dataset');
    const preparing = claimed.preparing && { preparing: claimed.preparing };
    const { inspects } = claimed;
    return {
      spec: { model, fit, data, ...(validation && { validation }), ...preparing, inspects },
      release,
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** @throws as `gatherData` does. */
export async function gatherStart(
  { initial, latest }: ClaimedJob,
  scratch: Scratch,
  signal: AbortSignal,
): Promise<StartingPoint> {
  if (latest) return { resume: await scratch.fetch(latest, signal) };
  if (initial === undefined) return {};
  if (initial === null) {
    throw new TrainingError(
      'checkpoint_deleted',
      'The checkpoint to start from was deleted before the training began.',
    );
  }
  return { initial: await scratch.fetch(initial, signal) };
}
