import type { Constraint } from '../../../keras-format/constraints.js';
import { LayerFault, type OwnWeight } from './layer-rule.js';

/**
 * Checks that a weight's initializer, regularizer and constraint can work on its shape, as Keras's own do when they are called.
 * @throws {LayerFault} that names the field of the layer's config.
 */
export function checkWeight(weight: OwnWeight, config: object): void {
  const rank = weight.shape.length;
  const shown = `${weight.name} of shape (${weight.shape.join(', ')})`;
  const refuse = (detail: string, role: string) => {
    const field = `${weight.name}_${role}`;
    throw new LayerFault(detail, Object.hasOwn(config, field) ? field : undefined);
  };
  const initializer = weight.initializer.class_name;
  if (initializer === 'Identity' && rank !== 2) refuse(`Identity makes matrices, and not a ${shown}`, 'initializer');
  if (initializer === 'Orthogonal' && rank < 2)
    refuse(`Orthogonal needs at least two dimensions, and not a ${shown}`, 'initializer');
  if (weight.regularizer?.class_name === 'OrthogonalRegularizer' && rank !== 2)
    refuse(`OrthogonalRegularizer takes matrices, and not a ${shown}`, 'regularizer');
  const axis = weight.constraint && axesOf(weight.constraint).find((one) => one >= rank || one < -rank);
  if (axis !== null && axis !== undefined) refuse(`there is no axis ${axis} in a ${shown}`, 'constraint');
}

function axesOf({ config }: Constraint): readonly number[] {
  return 'axis' in config ? [config.axis].flat() : [];
}
