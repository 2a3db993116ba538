import { kerasShape } from '../network-plan.js';
import { LayerFault, type LayerOutline } from './layer-rule.js';

/**
 * Checks that the regularizer of a layer's outputs can work on their shapes, as Keras's own does when it is called.
 * @param field the field of the layer's config to blame. @throws {LayerFault}
 */
export function checkActivity(config: object, outline: LayerOutline, field = 'activity_regularizer'): void {
  if (!('activity_regularizer' in config)) return;
  const { activity_regularizer: regularizer } = config;
  if (typeof regularizer !== 'object' || regularizer === null || !('class_name' in regularizer)) return;
  if (regularizer.class_name !== 'OrthogonalRegularizer') return;
  const { outputShape, moreOutputs = [] } = outline;
  const wrong = [outputShape, ...moreOutputs].find((shape) => shape.length !== 1);
  if (wrong === undefined) return;
  throw new LayerFault(`OrthogonalRegularizer takes matrices, and not an output of ${kerasShape(wrong)}`, field);
}
