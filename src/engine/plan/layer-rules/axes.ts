import { kerasShape, type Shape } from '../network-plan.js';
import { LayerFault } from './layer-rule.js';

/**
 * The place of one of Keras's axes among the sizes of a row: axis 1 is the first, -1 the last.
 * @throws {LayerFault} naming `field` where there is no such axis, or it is the batch.
 */
export function rowAxis(axis: number, input: Shape, field = 'axis'): number {
  const place = axis < 0 ? axis + input.length : axis - 1;
  if (place >= 0 && place < input.length) return place;
  const reason = place === -1 ? 'is the batch' : 'does not exist';
  throw new LayerFault(`axis ${axis} ${reason}; rows are ${kerasShape(input)}`, field);
}

/**
 * The same for one axis or several, in the order that they are given in.
 * @throws {LayerFault} also where an axis is named twice.
 */
export function rowAxes(axes: number | readonly number[], input: Shape, field = 'axis'): readonly number[] {
  const places = (typeof axes === 'number' ? [axes] : axes).map((axis) => rowAxis(axis, input, field));
  if (new Set(places).size < places.length) throw new LayerFault('an axis is named twice', field);
  return places;
}
