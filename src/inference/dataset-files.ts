import type { CachedDataset, DatasetCache } from '../database/dataset-cache.js';
import type { StoredDataset, TrainedModelRepository } from './trained-model-repository.js';

export interface DatasetFilesDeps {
  readonly repository: Pick<TrainedModelRepository, 'dataset'>;
  readonly datasets: Pick<DatasetCache, 'materialize'>;
}

/** Does `work` with a dataset in local files. @throws {NotFoundError} when it is deleted meanwhile. */
export async function withDataset<Result>(
  { repository, datasets }: DatasetFilesDeps,
  projectId: string,
  { id, spec, sha256 }: StoredDataset,
  work: (paths: readonly string[]) => Promise<Result>,
): Promise<Result> {
  let cached: CachedDataset;
  try {
    cached = await datasets.materialize(id, spec, sha256);
  } catch (error) {
    // It may have been deleted; then that is the answer.
    await repository.dataset(projectId, id);
    throw error;
  }
  try {
    return await work(cached.files);
  } finally {
    await cached.release();
  }
}
