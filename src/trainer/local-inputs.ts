import { type CheckpointFile, type DataFiles, TrainingError, type TrainingSpec } from '../engine/training-spec.js';
import type { ClaimedJob, JobDataset } from './attempt-store.js';
import { orAborted } from './interruption.js';
import type { Scratch } from './scratch.js';

/** A local copy of a dataset's rows, kept at least until it is released. */
export interface HeldDataset {
  readonly files: DataFiles;
  release(): void;
}

/** Brings a dataset's rows onto the local disk, or finds them there. */
export type Materialize = (dataset: JobDataset) => Promise<HeldDataset>;

/** Everything that a training child reads, on the local disk. */
export interface LocalInputs {
  readonly spec: TrainingSpec;
  release(): void;
}

/**
 * Gathers what a job trains on and where it goes on from.
 * @throws {TrainingError} when something that it needs was deleted, or the signal's reason when it is aborted first.
 */
export async function gatherInputs(
  claimed: ClaimedJob,
  materialize: Materialize,
  scratch: Scratch,
  signal: AbortSignal,
): Promise<LocalInputs> {
  const { model, fit, latest } = claimed;
  const held: HeldDataset[] = [];
  let released = false;
  const release = () => {
    released = true;
    for (const dataset of held.splice(0)) dataset.release();
  };
  const hold = async (dataset: JobDataset | null, role: string): Promise<DataFiles> => {
    if (!dataset) throw new TrainingError('dataset_deleted', `The ${role} was deleted before the training was done.`);
    const copied = materialize(dataset).then((copy) => {
      // A copy that comes when nobody waits for it any more is nobody's to release later.
      if (released) copy.release();
      else held.push(copy);
      return copy.files;
    });
    return orAborted(copied, signal);
  };

  try {
    const data = await hold(claimed.dataset, 'dataset');
    const validation =
      claimed.validationDataset === undefined ? undefined : await hold(claimed.validationDataset, 'validation dataset');
    const checkpoint = latest
      ? { resume: await scratch.fetch(latest, signal) }
      : await initialWeights(claimed, scratch, signal);
    return { spec: { model, fit, data, ...(validation && { validation }), ...checkpoint }, release };
  } catch (error) {
    release();
    throw error;
  }
}

async function initialWeights(
  { initial }: ClaimedJob,
  scratch: Scratch,
  signal: AbortSignal,
): Promise<{ initial?: CheckpointFile }> {
  if (initial === undefined) return {};
  if (initial === null) {
    throw new TrainingError(
      'checkpoint_deleted',
      'The checkpoint to start from was deleted before the training began.',
    );
  }
  return { initial: await scratch.fetch(initial, signal) };
}
