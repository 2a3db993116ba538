import { isModel } from '../../keras-format/architecture.js';
import type { Layer, LayerName } from '../../keras-format/layers/layers.js';
import { PASS_FIRST_MASK, PASS_MASK } from '../../keras-format/layers/mask-passing.js';
import type { LayerPlan, NetworkPlan } from '../plan/network-plan.js';
import { NotInTfjsError } from './tfjs-objects.js';

/** Layers that hand a mask on in tfjs-layers (`supportsMasking`), as they do in Keras. */
const PASS_IN_BOTH: ReadonlySet<string> = new Set<LayerName>([
  'Dense',
  'Activation',
  'Identity',
  'Dropout',
  'SpatialDropout1D',
  'GaussianNoise',
  'GaussianDropout',
  'AlphaDropout',
  'BatchNormalization',
  'LayerNormalization',
  'ReLU',
  'PReLU',
  'TimeDistributed',
]);
const MERGES: ReadonlySet<string> = new Set<LayerName>([
  'Add',
  'Subtract',
  'Multiply',
  'Average',
  'Maximum',
  'Minimum',
  'Concatenate',
]);

/** Whether the first output of a call has a mask, in Keras and in tfjs-layers. */
interface Masked {
  readonly keras: boolean;
  readonly tfjs: boolean;
}

/**
 * Checks that masks reach the layers that Keras gives them to, and no others. tfjs-layers remembers the last mask of a pass and
 * gives it to every later layer whose inputs have none (`execute` in its engine/executor), so that a layer that reads masks
 * is right in a model that makes some only where its own input has one.
 * @throws {NotInTfjsError} naming the layer that would compute with another mask.
 */
export function checkMasks({ layers }: NetworkPlan): void {
  if (!layers.some(({ layer }) => makesMask(layer))) return;
  const masked: Masked[] = [];
  for (const call of layers) {
    const inputs = call.inputs.map(({ position }) => masked[position] ?? { keras: false, tfjs: false });
    const fault = faultOf(call, inputs);
    if (fault !== undefined) throw new NotInTfjsError(call.name, fault);
    masked.push(outputOf(call.layer, inputs));
  }
}

function faultOf({ layer }: LayerPlan, inputs: readonly Masked[]): string | undefined {
  const { class_name, config } = layer;
  switch (class_name) {
    case 'SimpleRNN':
    case 'LSTM':
    case 'GRU':
    case 'RNN':
    case 'Bidirectional': {
      if (!inputs[0]?.tfjs) return 'it would hand it a mask that is not its own';
      if (inputs.length > 1) return 'it takes no states to begin with beside a mask';
      const isZeroed =
        class_name === 'Bidirectional' ? config.layer.config.return_sequences : config.zero_output_for_mask;
      return isZeroed ? 'it does not make masked steps zero' : undefined;
    }
    case 'TimeDistributed':
      return !isModel(config.layer) && readsMask(config.layer)
        ? 'it would hand the layer inside the mask of the whole sequence'
        : undefined;
    case 'Softmax':
      return 'its Softmax takes no mask of steps';
    case 'GlobalAveragePooling1D':
      return inputs[0]?.keras ? 'its GlobalAveragePooling1D counts masked steps' : undefined;
    default:
      return MERGES.has(class_name) && inputs.some(({ tfjs }) => tfjs) ? 'it merges masks in another way' : undefined;
  }
}

function outputOf(layer: Layer, inputs: readonly Masked[]): Masked {
  if (makesMask(layer)) return { keras: true, tfjs: true };
  const { class_name } = layer;
  const [{ keras, tfjs } = { keras: false, tfjs: false }] = inputs;
  if (readsMask(layer)) return givesSequences(layer) ? { keras, tfjs } : { keras: false, tfjs: false };
  if (MERGES.has(class_name)) return { keras: inputs.some((input) => input.keras), tfjs: false };
  return {
    keras: keras && (PASS_MASK.has(class_name) || PASS_FIRST_MASK.has(class_name)),
    tfjs: tfjs && PASS_IN_BOTH.has(class_name),
  };
}

function makesMask({ class_name, config }: Layer): boolean {
  return class_name === 'Masking' || (class_name === 'Embedding' && config.mask_zero);
}

function readsMask({ class_name }: Layer): boolean {
  return ['SimpleRNN', 'LSTM', 'GRU', 'RNN', 'Bidirectional', 'Softmax'].includes(class_name);
}

function givesSequences({ class_name, config }: Layer): boolean {
  if (class_name === 'Bidirectional') return config.layer.config.return_sequences;
  return 'return_sequences' in config && config.return_sequences;
}
