import { isModel } from '../../keras-format/architecture.js';
import type { Layer } from '../../keras-format/layers/layers.js';
import { fits, inputLayerShape, shownShape } from './declared-input.js';
import { fail } from './fail.js';
import { LayerFault } from './layer-rules/layer-rule.js';
import { type OutlineInputs, outlineLayer } from './layer-rules/outline-layer.js';
import { type LayerItem, type ModelItem, nameOf } from './model-item.js';
import { estimateMemory, type ModelLimits } from './model-limits.js';
import {
  kerasShape,
  type LayerPlan,
  type ModelPort,
  type NetworkPlan,
  type OutputRef,
  type Shape,
  sizeOf,
  sizesOf,
  type WeightPlan,
} from './network-plan.js';

/** Where a layer stands: in which models (`encoder/`), at which pointer, and whether those models train. */
export interface Scope {
  readonly prefix: string;
  readonly pointer: string;
  readonly trainable: boolean;
}

/** The arguments of a call: input tensors, the keyword of each (most have none), and keywords that are plain values. */
export interface CallArguments {
  readonly inputs: readonly OutputRef[];
  readonly keywords?: readonly (string | undefined)[];
  readonly values?: Readonly<Record<string, boolean | number | string>>;
}

/** Adds a call of a layer or of a nested model and gives its outputs. */
export type CallItem = (item: LayerItem, scope: Scope, inputs: readonly OutputRef[]) => readonly OutputRef[];

/** Works out a model that stands inside a layer, for rows of this shape. */
export type PlanWithin = (builder: NetworkBuilder, model: ModelItem, scope: Scope, row: Shape) => NetworkPlan;

/** Layers may be called several times, but not endlessly: a model that is called often may hold one that is called often. */
const CALLS_PER_LAYER = 4;

/** Puts a network together, one call of a layer after another, and keeps it within its limits. */
export class NetworkBuilder {
  private readonly limits: ModelLimits;
  private readonly planWithin: PlanWithin;
  private readonly around: NetworkBuilder | undefined;
  private readonly calls: Omit<LayerPlan, 'firstWeight'>[] = [];
  private readonly weightsByPath = new Map<string, readonly WeightPlan[]>();
  private readonly models = new Map<string, { readonly outputShape: Shape }>();
  private entered: LayerPlan['enters'] = [];
  private called = 0;
  private params = 0;
  private activations = 0;

  /** `around` puts together the network in one of whose layers this one stands: their calls count together. */
  constructor(limits: ModelLimits, planWithin: PlanWithin, around?: NetworkBuilder) {
    this.limits = limits;
    this.planWithin = planWithin;
    this.around = around;
  }

  /** Shape of an output of a call that was added. */
  shapeOf({ position, output }: OutputRef): Shape {
    return this.calls[position]?.outputShapes[output] ?? [];
  }

  /** Adds a layer that the data goes into: one of the model's inputs. */
  addInput(layer: Layer, scope: Scope, shape: Shape): OutputRef {
    this.activations += sizeOf(shape);
    return this.add(layer, scope, { inputs: [] }, [shape])[0] ?? { position: -1, output: 0 };
  }

  /**
   * Adds a call of a layer and gives its outputs. A layer that was called before keeps its weights.
   * @throws {InvalidError} when the layer does not fit its inputs, or a limit is passed.
   */
  addCall(layer: Layer, scope: Scope, call: CallArguments): readonly OutputRef[] {
    const shapes = call.inputs.map((input) => this.shapeOf(input));
    if (layer.class_name === 'Resizing') this.checkFractions(call.inputs, scope.pointer);
    return this.add(layer, scope, call, shapes);
  }

  /** Keras rounds pictures of whole numbers where they are resized. @throws {InvalidError} */
  private checkFractions(inputs: readonly OutputRef[], pointer: string): void {
    for (const { position } of inputs) {
      const from = this.calls[position]?.layer;
      if (from?.class_name !== 'InputLayer' || !/int/.test(String(from.config.dtype))) continue;
      const detail = 'Keras rounds what it resizes of whole numbers; give the InputLayer the dtype float32 instead';
      fail(pointer, detail, from.config.dtype);
    }
  }

  /** Checks that an InputLayer of a nested model takes what it is given. @throws {InvalidError} */
  checkInput(layer: Layer, pointer: string, given: OutputRef): void {
    const declared = inputLayerShape(layer);
    const shape = this.shapeOf(given);
    if (declared && !fits(declared, shape))
      fail(pointer, `the model takes ${shownShape(declared)}, and gets ${kerasShape(shape)}`, [...shape]);
  }

  /** Counts a call of a layer or of a nested model. @throws {InvalidError} when there are too many. */
  countCall(pointer: string): void {
    if (this.around) {
      this.around.countCall(pointer);
      return;
    }
    this.called += 1;
    const most = CALLS_PER_LAYER * this.limits.maxLayers;
    if (this.called <= most) return;
    fail(pointer, `a model may call its layers ${most} times at most`, this.called, 'model_too_large');
  }

  /** Remembers that a nested model is called with this input alone, for the layer that is added next. */
  enterModel({ prefix }: Pick<Scope, 'prefix'>, input: OutputRef): void {
    this.entered = [...this.entered, { model: prefix, input }];
  }

  /** Remembers the outputs of a nested model, for its line in the summary. */
  noteModel(path: string, outputs: readonly OutputRef[]): void {
    const shapes = outputs.map((ref) => this.shapeOf(ref));
    if (!this.models.has(path)) this.models.set(path, { outputShape: shapes[0] ?? [] });
  }

  /** Paths of the layer, or of all layers in the model. */
  pathsOf(item: LayerItem, { prefix }: Pick<Scope, 'prefix'>): readonly string[] {
    const path = prefix + nameOf(item);
    if (!isModel(item)) return [path];
    return item.config.layers.flatMap((inner) => this.pathsOf(inner, { prefix: `${path}/` }));
  }

  private add(layer: Layer, scope: Scope, call: CallArguments, shapes: readonly Shape[]): readonly OutputRef[] {
    const { pointer } = scope;
    this.countCall(pointer);
    const path = scope.prefix + nameOf(layer);
    // A layer around others that is built from its config leaves its weights to what those say: keras/src/layers/core/wrapper.py.
    const isAround = 'layer' in layer.config || 'cell' in layer.config;
    const trainable = scope.trainable && (isAround || layer.config.trainable !== false);
    const { keywords = [], values = {} } = call;
    const planWithin = (model: ModelItem, row: Shape) => {
      const builder = new NetworkBuilder(this.limits, this.planWithin, this);
      const below = { prefix: '', pointer: `${pointer}/config/layer`, trainable: scope.trainable };
      return this.planWithin(builder, model, below, row);
    };
    const { outputShapes, inside, weights, within } = outlineAt(
      { layer, path, trainable, inputs: shapes, keywords, values, planWithin },
      pointer,
    );
    const known = this.weightsByPath.get(path);
    if (known && shapesText(known) !== shapesText(weights))
      fail(
        pointer,
        'its weights were made for an input of another shape, where it was called before',
        layer.class_name,
      );
    if (!known) {
      this.weightsByPath.set(path, weights);
      this.params += sizesOf(weights.map(({ shape }) => shape));
    }
    this.activations += sizesOf(outputShapes) + inside;
    checkLimits(this.params, this.activations, this.limits, pointer);
    const position = this.calls.length;
    this.calls.push({
      name: path,
      layer,
      model: scope.prefix,
      enters: this.entered,
      trainable,
      inputs: call.inputs,
      keywords,
      values,
      outputShape: outputShapes[0] ?? [],
      outputShapes,
      inside,
      weights: known ?? weights,
      within,
    });
    this.entered = [];
    return outputShapes.map((_, output) => ({ position, output }));
  }

  /** The network; its weights stand in the order of these layers' paths (Keras's order of `model.layers`). */
  finish(
    paths: readonly string[],
    inputs: readonly ModelPort[],
    outputs: readonly Omit<ModelPort, 'shape'>[],
  ): NetworkPlan {
    const weights: WeightPlan[] = [];
    const firstWeights = new Map<string, number>();
    for (const path of paths) {
      if (firstWeights.has(path)) continue;
      firstWeights.set(path, weights.length);
      weights.push(...(this.weightsByPath.get(path) ?? []));
    }
    return {
      layers: this.calls.map((call) => ({ ...call, firstWeight: firstWeights.get(call.name) ?? 0 })),
      weights,
      models: this.models,
      inputs,
      outputs: outputs.map(({ name, ref }) => ({ name, ref, shape: this.shapeOf(ref) })),
    };
  }
}

function shapesText(weights: readonly WeightPlan[]): string {
  return weights.map(({ shape }) => shape.join()).join('/');
}

function outlineAt(call: OutlineInputs, pointer: string) {
  try {
    return outlineLayer(call);
  } catch (error) {
    if (!(error instanceof LayerFault)) throw error;
    const { layer } = call;
    const field = error.field === undefined ? '' : `/config/${error.field}`;
    const received =
      error.field === undefined
        ? layer.class_name
        : Object.entries(layer.config).find(([key]) => key === error.field)?.[1];
    return fail(pointer + field, error.message, received);
  }
}

function checkLimits(params: number, activations: number, limits: ModelLimits, pointer: string): void {
  if (params > limits.maxParams) {
    fail(
      pointer,
      `the model would have ${params} parameters up to here; ${limits.maxParams} is the limit`,
      params,
      'model_too_large',
    );
  }
  const memory = estimateMemory(params, activations);
  if (memory > limits.maxMemoryBytes) {
    fail(
      pointer,
      `a training step would need ${memory} bytes up to here; ${limits.maxMemoryBytes} is the limit`,
      memory,
      'model_too_large',
    );
  }
}
