import type { Config } from '../config.js';
import { checkCompile } from '../engine/plan/check-compile.js';
import { type ModelLimits, NO_LIMITS } from '../engine/plan/model-limits.js';
import type { NetworkPlan, Shape } from '../engine/plan/network-plan.js';
import { planNetwork } from '../engine/plan/plan-network.js';
import { InvalidError, toPointer } from '../errors.js';
import { type Architecture, layersPath, toArchitecture } from '../keras-format/architecture.js';
import type { Compile } from '../keras-format/compile.js';
import type { Layer } from '../keras-format/layers/layers.js';
import type { NewModel } from './model-schemas.js';

/** What a model is, without its name and history: enough to plan it. */
export interface Definition {
  readonly architecture: Architecture;
  readonly compile: Compile | null;
  /** Taken from the dataset of the first fit, where the architecture names none. */
  readonly inputShape: Shape | null;
}

/** Where the layers stand in a model that is stored and answered. */
const STORED_LAYERS = '/architecture/config/layers';

export function limitsOf(
  config: Pick<Config, 'MAX_MODEL_PARAMS' | 'MAX_MODEL_LAYERS' | 'MAX_MODEL_MEMORY_BYTES'>,
): ModelLimits {
  return {
    maxParams: config.MAX_MODEL_PARAMS,
    maxLayers: config.MAX_MODEL_LAYERS,
    maxMemoryBytes: config.MAX_MODEL_MEMORY_BYTES,
  };
}

/** The network of a stored definition; undefined while its input shape is unknown. */
export function planOf({ architecture, inputShape }: Definition, limits = NO_LIMITS): NetworkPlan | undefined {
  return planNetwork(architecture, { inputShape: inputShape ?? undefined, layersPointer: STORED_LAYERS, limits });
}

/**
 * Names the layers of a posted model and checks it, as far as it can be without data.
 * @throws {InvalidError} with pointers into the body as it was posted.
 */
export function defineModel(posted: NewModel, limits: ModelLimits): Definition {
  const layersPointer = toPointer(['architecture', ...layersPath(posted.architecture)]);
  const definition = {
    architecture: toArchitecture(posted.architecture),
    compile: posted.compile ?? null,
    inputShape: null,
  };
  const plan = planNetwork(definition.architecture, { layersPointer, limits });
  if (plan && posted.compile) checkCompile(plan, posted.compile, '/compile');
  return definition;
}

/**
 * The definition with one layer more at its end, named as Keras would. Whether the compile fits the new output is left to
 * the fit, as further layers may come.
 * @throws {InvalidError} with pointers into the layer as it was posted, or to the whole of it where the model is too large.
 */
export function withLayer(definition: Definition, layer: Layer, limits: ModelLimits): Definition {
  if (definition.architecture.class_name === 'Functional') {
    const detail = 'layers can be added to a Sequential model only; post a Functional model as a whole';
    throw new InvalidError([{ pointer: '', detail, received: layer.class_name }]);
  }
  const { layers } = definition.architecture.config;
  const config = { ...definition.architecture.config, layers: [...layers, layer] };
  const architecture = toArchitecture({ class_name: 'Sequential', config });
  const extended = { ...definition, architecture };
  try {
    planOf(extended, limits);
  } catch (error) {
    throw error instanceof InvalidError ? seenFrom(error, `${STORED_LAYERS}/${layers.length}`) : error;
  }
  return extended;
}

/** @throws {InvalidError} with pointers into the posted compile. */
export function withCompile(definition: Definition, compile: Compile): Definition {
  const plan = planOf(definition);
  if (plan) checkCompile(plan, compile, '');
  return { ...definition, compile };
}

/** The faults with pointers into the part of the model at `base`; what lies elsewhere points to the whole of it. */
function seenFrom(error: InvalidError, base: string): InvalidError {
  const faults = (error.errors ?? []).map((fault) =>
    fault.pointer === base || fault.pointer.startsWith(`${base}/`)
      ? { ...fault, pointer: fault.pointer.slice(base.length) }
      : { ...fault, pointer: '', detail: `${fault.pointer}: ${fault.detail}` },
  );
  return new InvalidError(faults, error.code);
}
