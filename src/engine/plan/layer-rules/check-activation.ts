import type { Activation } from '../../../keras-format/activations.js';
import type { Shape } from '../network-plan.js';
import { rowAxes } from './axes.js';

/**
 * Checks that an activation that names axes finds them in what it is applied to.
 * @throws {LayerFault} naming `field`.
 */
export function checkActivation(activation: Activation, shape: Shape, field = 'activation'): void {
  if (typeof activation === 'object' && activation.class_name === 'Softmax') {
    rowAxes(activation.config.axis, shape, field);
  }
}
