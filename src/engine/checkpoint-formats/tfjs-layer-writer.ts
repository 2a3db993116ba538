import type { LayerConfigs, LayerName } from '../../keras-format/layers/layers.js';
import type { Shape } from '../plan/network-plan.js';
import { NotInTfjsError, type TfjsObject } from './tfjs-objects.js';

/** Sizes of one row before and behind a layer. */
export interface RowShapes {
  readonly input: Shape;
  readonly output: Shape;
}

/** Writes a layer for tfjs-layers. @throws {NotInTfjsError} where it lacks the layer or computes in another way. */
export type LayerWriter<Config> = (config: Config, name: string, rows: RowShapes) => TfjsObject;

/** The writers of a family of layers. */
export type LayerWriters<Names extends LayerName> = { readonly [Name in Names]: LayerWriter<LayerConfigs[Name]> };

/** For a layer that tfjs-layers does not have. */
export function missing(className: LayerName): LayerWriter<unknown> {
  return (_, name) => {
    throw new NotInTfjsError(name, `it has no ${className}`);
  };
}
