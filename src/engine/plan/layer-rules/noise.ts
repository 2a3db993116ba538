import type { NoiseLayerName } from '../../../keras-format/layers/noise.js';
import { kerasShape, type Shape } from '../network-plan.js';
import { LayerFault, type LayerRules } from './layer-rule.js';

export const NOISE_RULES: LayerRules<NoiseLayerName> = {
  Dropout: ({ noise_shape }, input) => withNoiseShape(noise_shape, input),
  SpatialDropout1D: (_, input) => ofRank(2, input),
  SpatialDropout2D: (_, input) => ofRank(3, input),
  SpatialDropout3D: (_, input) => ofRank(4, input),
  GaussianDropout: (_, input) => ({ outputShape: input }),
  GaussianNoise: (_, input) => ({ outputShape: input }),
  AlphaDropout: ({ noise_shape }, input) => withNoiseShape(noise_shape, input),
  ActivityRegularization: (_, input) => ({ outputShape: input }),
};

function ofRank(rank: number, input: Shape) {
  if (input.length !== rank) throw new LayerFault(`rows must have ${rank} dimensions, and are ${kerasShape(input)}`);
  return { outputShape: input };
}

function withNoiseShape(noiseShape: readonly (number | null)[] | null, input: Shape) {
  if (noiseShape === null) return { outputShape: input };
  const [batch, ...row] = noiseShape;
  const fits = row.length === input.length && row.every((size, place) => [null, 1, input[place]].includes(size));
  if (!fits || (batch !== null && batch !== 1)) {
    throw new LayerFault(
      `noise_shape must have null or 1 for the batch, and null, 1 or the input's own size for each dimension of ${kerasShape(input)}`,
      'noise_shape',
    );
  }
  return { outputShape: input };
}
