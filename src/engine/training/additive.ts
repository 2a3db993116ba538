import { meetsAllRows } from '../metrics/mean-metrics.js';
import { type NetworkPlan, sizeOf } from '../plan/network-plan.js';
import type { Objective } from '../plan/plan-objective.js';

/** Losses and metrics that look at all rows of a batch. */
const OF_WHOLE_BATCHES: ReadonlySet<string> = new Set(['Hinge', 'SquaredHinge', 'Circle']);

/**
 * Whether what is measured of some rows is the same however they are cut into batches. It is not where a batch's loss is a sum
 * or is divided by what counts in it (masks, ignored classes), and where Keras averages over batches (losses of several outputs).
 */
export function isAdditive({ layers }: NetworkPlan, { losses, metrics, outputShapes }: Objective): boolean {
  const masks = layers.some(
    ({ layer }) => layer.class_name === 'Masking' || (layer.class_name === 'Embedding' && layer.config.mask_zero),
  );
  const ofBatches = metrics.some(
    ({ metric: { class_name }, output }) =>
      OF_WHOLE_BATCHES.has(class_name) || (meetsAllRows(class_name) && sizeOf(outputShapes[output] ?? []) === 1),
  );
  if (masks || ofBatches || losses.length > 1) return false;
  return losses.every(({ loss }) => {
    const ignores = 'ignore_class' in loss.config && loss.config.ignore_class !== null;
    const isMean = loss.config.reduction === 'sum_over_batch_size' || loss.config.reduction === 'mean';
    const sumsOverBatch = (loss.class_name === 'Dice' || loss.class_name === 'Tversky') && loss.config.axis === null;
    return isMean && !ignores && !sumsOverBatch && !OF_WHOLE_BATCHES.has(loss.class_name);
  });
}
