import { type Fault, InvalidError } from '../../errors.js';
import type { Layer } from '../../keras-format/layers/layers.js';
import { LayerFault } from './layer-rules/layer-rule.js';
import { outlineLayer } from './layer-rules/outline-layer.js';
import { estimateMemory, type ModelLimits } from './model-limits.js';
import {
  type LayerPlan,
  type ModelPort,
  type NetworkPlan,
  type OutputRef,
  type Shape,
  sizeOf,
  sizesOf,
  type WeightPlan,
} from './network-plan.js';

/** Puts a network together, one call of a layer after another, and keeps it within its limits. */
export class NetworkBuilder {
  private readonly limits: ModelLimits;
  private readonly calls: Omit<LayerPlan, 'firstWeight'>[] = [];
  private readonly weightsByPath = new Map<string, readonly WeightPlan[]>();
  private params = 0;
  private activations = 0;

  constructor(limits: ModelLimits) {
    this.limits = limits;
  }

  /** Shape of an output of a call that was added. */
  shapeOf({ position, output }: OutputRef): Shape {
    return this.calls[position]?.outputShapes[output] ?? [];
  }

  /** Adds a layer that the data goes into: one of the model's inputs. */
  addInput(layer: Layer, path: string, shape: Shape, pointer: string): OutputRef {
    this.activations += sizeOf(shape);
    return this.add(layer, path, pointer, [], [shape])[0] ?? { position: -1, output: 0 };
  }

  /**
   * Adds a call of a layer and gives its outputs. A layer that was called before keeps its weights.
   * @throws {InvalidError} when the layer does not fit its inputs, or a limit is passed.
   */
  addCall(layer: Layer, path: string, pointer: string, inputs: readonly OutputRef[]): readonly OutputRef[] {
    return this.add(
      layer,
      path,
      pointer,
      inputs,
      inputs.map((input) => this.shapeOf(input)),
    );
  }

  private add(
    layer: Layer,
    path: string,
    pointer: string,
    inputs: readonly OutputRef[],
    shapes: readonly Shape[],
  ): readonly OutputRef[] {
    const { outputShapes, weights } = outlineAt(layer, path, shapes, pointer);
    const known = this.weightsByPath.get(path);
    if (
      known &&
      known.map(({ shape }) => shape.join()).join('/') !== weights.map(({ shape }) => shape.join()).join('/')
    ) {
      fail(
        pointer,
        `its weights were made for an input of another shape, where it was called before`,
        layer.class_name,
      );
    }
    if (!known) {
      this.weightsByPath.set(path, weights);
      this.params += sizesOf(weights.map(({ shape }) => shape));
    }
    this.activations += sizesOf(outputShapes);
    checkLimits(this.params, this.activations, this.limits, pointer);
    const position = this.calls.length;
    this.calls.push({
      name: path,
      layer,
      inputs,
      outputShape: outputShapes[0] ?? [],
      outputShapes,
      weights: known ?? weights,
    });
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
      inputs,
      outputs: outputs.map(({ name, ref }) => ({ name, ref, shape: this.shapeOf(ref) })),
    };
  }
}

function outlineAt(layer: Layer, path: string, inputs: readonly Shape[], pointer: string) {
  try {
    return outlineLayer(layer, path, inputs);
  } catch (error) {
    if (!(error instanceof LayerFault)) throw error;
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

/** @throws {InvalidError} always. */
export function fail(pointer: string, detail: string, received: unknown, code?: string): never {
  const fault: Fault = { pointer, detail, received };
  throw new InvalidError([fault], code);
}
