import type { DatasetSpec } from '../data/dataset-spec.js';
import { planPreparing } from '../data/preparing/plan-preparing.js';
import type { PreparingPlan } from '../data/preparing/preparing-plan.js';
import { matchColumns, type Recoding } from '../data/preparing/recoding.js';
import { InvalidError } from '../errors.js';
import type { Fit } from '../keras-format/fit.js';
import { prepareSchema } from '../keras-format/prepare.js';

/** How the rows of a fit are prepared; `recoding` is for those of its validation dataset. */
export interface FitPreparing {
  readonly plan: PreparingPlan;
  readonly recoding?: Recoding;
}

/** Where nobody says, numbers stay as they are and categories become one-hot. */
const UNSAID = prepareSchema.parse({});

/**
 * Works out how a fit prepares its rows: as it says itself, else as the dataset does. Undefined where they stay as they are.
 * @throws {InvalidError} below `/prepare`, or at `/validation_dataset`.
 */
export function planFitPreparing(
  fit: Fit,
  dataset: DatasetSpec,
  validation: DatasetSpec | undefined,
): FitPreparing | undefined {
  const plan = planPreparing(dataset, fit.prepare ?? dataset.prepare ?? UNSAID, '/prepare');
  if (plan === undefined || validation === undefined) return plan && { plan };
  const { recoding, faults } = matchColumns(dataset, validation, plan);
  if (faults.length > 0) {
    throw new InvalidError(faults.map((detail) => ({ pointer: '/validation_dataset', detail })));
  }
  return { plan, recoding };
}
