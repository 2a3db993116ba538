import type { LayerConfigs, LayerName } from '../../../keras-format/layers/layers.js';
import type { ModelItem } from '../model-item.js';
import type { NetworkPlan, Shape, WeightPlan } from '../network-plan.js';

/** A layer that does not fit its input: which field of its config is to blame (none: the layer as a whole), and why. */
export class LayerFault extends Error {
  override readonly name = 'LayerFault';
  readonly field: string | undefined;

  constructor(detail: string, field?: string) {
    super(detail);
    this.field = field;
  }
}

/** A weight by the layer's own name for it (`kernel`). `trainable` is said where it is never trained (a moving average). */
export type OwnWeight = Omit<WeightPlan, 'trainable'> & { readonly trainable?: false };

/** What a layer makes of its input, worked out without a tensor. */
export interface LayerOutline {
  readonly outputShape: Shape;
  /** Shapes of further outputs (the states of a recurrent layer), where it has some. */
  readonly moreOutputs?: readonly Shape[];
  /** Numbers that it makes of a row on the way to its outputs and holds on to (attention scores), where they count. */
  readonly inside?: number;
  /** In Keras's order. */
  readonly weights?: readonly OwnWeight[];
  /** The network of the model inside it. */
  readonly within?: NetworkPlan;
}

/**
 * How a layer's output and weights follow from its config and its inputs' shapes: a function for a layer that takes one input,
 * or `several` for one that takes a list.
 * @throws {LayerFault} when it does not fit.
 */
export type LayerRule<Config> =
  | ((config: Config, input: Shape) => LayerOutline)
  | {
      /** `call` names the inputs that Keras's call has under a keyword, in their order, and its keywords that are plain values. */
      several(config: Config, inputs: readonly Shape[], call: CallKeywords): LayerOutline;
      /** Keywords that the call may have, for tensors or plain values. */
      readonly keywords?: readonly string[];
    };

/** How a layer is called besides by its inputs. */
export interface CallKeywords {
  readonly keywords: readonly (string | undefined)[];
  readonly values: Readonly<Record<string, boolean | number | string>>;
  /** Works out a model that stands in the layer's field `layer`, for rows of this shape. @throws {InvalidError} */
  planWithin(model: ModelItem, row: Shape): NetworkPlan;
}

/** The rules of a family of layers. */
export type LayerRules<Names extends LayerName> = { readonly [Name in Names]: LayerRule<LayerConfigs[Name]> };
