import type { ResizingLayerName } from '../../../keras-format/layers/resizing.js';
import type { Shape } from '../network-plan.js';
import { LayerFault, type LayerOutline, type LayerRules } from './layer-rule.js';
import { splitChannels } from './window.js';

export const RESIZING_RULES: LayerRules<ResizingLayerName> = {
  ZeroPadding1D: ({ padding }, input) => outlinePadded('ZeroPadding1D', [padding], input),
  ZeroPadding2D: ({ padding }, input) => outlinePadded('ZeroPadding2D', padding, input),
  Cropping1D: ({ cropping }, input) => outlineCropped('Cropping1D', [cropping], input),
  Cropping2D: ({ cropping }, input) => outlineCropped('Cropping2D', cropping, input),
  UpSampling1D: ({ size }, input) => outlineEnlarged('UpSampling1D', [size], input),
  UpSampling2D: ({ size }, input) => outlineEnlarged('UpSampling2D', size, input),
  Resizing: (config, input) => {
    if (config.crop_to_aspect_ratio && config.pad_to_aspect_ratio)
      throw new LayerFault('a picture is either cropped or padded to its aspect ratio', 'pad_to_aspect_ratio');
    return outlineSized('Resizing', config, input);
  },
  CenterCrop: (config, input) => outlineSized('CenterCrop', config, input),
};

function outlineSized(
  className: string,
  { height, width }: { height: number; width: number },
  input: Shape,
): LayerOutline {
  const { space, channels } = splitChannels(className, input, 2);
  // The matrices that make rows and columns of those that are there, and what is between the two.
  const [rows = 1, columns = 1] = space;
  return {
    outputShape: [height, width, channels],
    inside: height * rows + width * columns + height * columns * channels,
  };
}

type Sides = readonly (readonly number[])[];

function outlinePadded(className: string, padding: Sides, input: Shape): LayerOutline {
  const { space, channels } = splitChannels(className, input, padding.length);
  return { outputShape: [...space.map((length, dimension) => length + bothSides(padding, dimension)), channels] };
}

function outlineCropped(className: string, cropping: Sides, input: Shape): LayerOutline {
  const { space, channels } = splitChannels(className, input, cropping.length);
  const left = space.map((length, dimension) => {
    const cut = bothSides(cropping, dimension);
    if (cut < length) return length - cut;
    throw new LayerFault(
      `nothing is left of the ${length} of dimension ${dimension + 1} when ${cut} are cut off; at most ${length - 1} can be`,
      'cropping',
    );
  });
  return { outputShape: [...left, channels] };
}

function outlineEnlarged(className: string, size: readonly number[], input: Shape): LayerOutline {
  const { space, channels } = splitChannels(className, input, size.length);
  return { outputShape: [...space.map((length, dimension) => length * (size[dimension] ?? 1)), channels] };
}

function bothSides(sides: Sides, dimension: number): number {
  const [before = 0, behind = 0] = sides[dimension] ?? [];
  return before + behind;
}
