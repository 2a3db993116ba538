import { kerasShape, type Shape } from '../network-plan.js';
import { LayerFault } from './layer-rule.js';

/** A window that slides over a row, by the names of the config's fields. */
export interface Window {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly dilation?: readonly number[];
  readonly padding: 'valid' | 'same' | 'causal';
}

/** A row's dimensions but the last, and its channels. @throws {LayerFault} when it has not `rank` dimensions before them. */
export function splitChannels(
  className: string,
  input: Shape,
  rank: number,
): { space: readonly number[]; channels: number } {
  const channels = input.at(-1);
  if (channels === undefined || input.length !== rank + 1) {
    const wanted = rank === 1 ? '(None, steps, channels)' : '(None, height, width, channels)';
    throw new LayerFault(`${className} needs rows of the shape ${wanted}, and gets ${kerasShape(input)}`);
  }
  return { space: input.slice(0, -1), channels };
}

/**
 * Places that a window takes in each dimension: keras/src/ops/operation_utils.py, compute_conv_output_shape.
 * @throws {LayerFault} on `sizeField` where the window is larger than the input.
 */
export function slide(space: readonly number[], window: Window, sizeField: string): number[] {
  return space.map((length, dimension) => {
    const size = window.size[dimension] ?? 1;
    const stride = window.strides[dimension] ?? 1;
    if (window.padding !== 'valid') return Math.ceil(length / stride);
    const reach = (size - 1) * (window.dilation?.[dimension] ?? 1) + 1;
    if (reach > length) {
      const spread = reach === size ? '' : ` with its dilation`;
      throw new LayerFault(
        `a window of ${reach}${spread} does not fit the ${length} of dimension ${dimension + 1}; padding "same" or a window up to ${length} would`,
        sizeField,
      );
    }
    return Math.floor((length - reach) / stride) + 1;
  });
}
