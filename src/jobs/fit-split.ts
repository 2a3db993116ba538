import type { DatasetSpec } from '../data/dataset-spec.js';
import { canHoldOut, heldOutRows } from '../data/split/held-out-counts.js';
import type { DatasetStatistics } from '../data/statistics.js';
import { InvalidError } from '../errors.js';
import type { Fit } from '../keras-format/fit.js';

/** What a fit says of its split. */
export type PostedSplit = Pick<Fit, 'validation_split' | 'split'>;

/**
 * Checks that rows can be held out as the fit asks for.
 * @returns how many rows train; about as many where whole groups are held out.
 * @throws {InvalidError} with pointers into the body of the fit.
 */
export function checkSplit(fit: PostedSplit, dataset: DatasetSpec, statistics: DatasetStatistics | undefined): number {
  const { validation_split: fraction, split } = fit;
  const { rows } = dataset;
  const heldOut = heldOutRows(rows, fraction);
  const training = rows - heldOut;
  if (fraction > 0 && (training === 0 || heldOut === 0)) {
    const detail = `leaves ${training} of the dataset's ${rows} rows to train on and ${heldOut} to validate on; both need at least one`;
    throw new InvalidError([{ pointer: '/validation_split', detail, received: fraction }]);
  }
  if (split?.stratify) checkClasses(classCountsOf(dataset, statistics), heldOut, fit);
  if (split?.group) checkGroups(dataset);
  return training;
}

function checkClasses(counts: readonly ClassCount[] | undefined, heldOut: number, fit: PostedSplit): void {
  if (counts === undefined) {
    const detail = 'needs targets that are classes, one for each row; those of this dataset are not';
    throw new InvalidError([{ pointer: '/split/stratify', detail, received: true }]);
  }
  const single = counts.find(({ count }) => count === 1);
  if (single !== undefined) {
    const detail = `the class ${JSON.stringify(single.class)} has a single row, which cannot be on both sides`;
    throw new InvalidError([{ pointer: '/split/stratify', detail, received: true }]);
  }
  // Groups are held out as a whole, as near to the shares of the classes as they allow.
  if (fit.split?.group) return;
  const ofClasses = counts.map(({ count }) => count);
  if (canHoldOut(ofClasses, heldOut)) return;
  const rows = ofClasses.reduce((sum, count) => sum + count, 0);
  const detail = `leaves ${rows - heldOut} rows to train on and ${heldOut} to validate on; both need a row of each of the ${counts.length} classes`;
  throw new InvalidError([{ pointer: '/validation_split', detail, received: fit.validation_split }]);
}

function checkGroups({ group }: DatasetSpec): void {
  const detail =
    group === undefined
      ? 'the dataset has no groups; name their column by the option `group` when it is uploaded'
      : 'all rows of the dataset are of one group, which cannot be on both sides';
  if (group === undefined || group.groups === 1) {
    throw new InvalidError([{ pointer: '/split/group', detail, received: true }]);
  }
}

interface ClassCount {
  readonly class: string;
  readonly count: number;
}

/** Rows of each class, of a dataset whose only target is classes. */
function classCountsOf({ inputs, targets }: DatasetSpec, statistics: DatasetStatistics | undefined) {
  const figures = targets.length === 1 ? statistics?.tensors[inputs.length] : undefined;
  return figures && 'classes' in figures ? figures.classes : undefined;
}
