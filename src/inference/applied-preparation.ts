import { elementsPerRow } from '../data/dataset-spec.js';
import { type InputScaling, scalingInGraph } from '../data/preparing/in-graph.js';
import { RowPreparer, restoreRows } from '../data/preparing/prepare-rows.js';
import { preparationOf, type TensorFigures } from '../data/preparing/preparing-plan.js';
import { type NetworkPlan, sizeOf } from '../engine/plan/network-plan.js';
import type { Prediction } from './inference-pool.js';
import type { Trained } from './trained-model-repository.js';

/** What was done to the rows that a model was trained on, for rows that it is to predict. */
export class AppliedPreparation {
  /** What the inference process still has to do to every input. */
  readonly scaling: InputScaling;
  readonly #widths: readonly number[];
  /** For each input of the model; undefined where its rows stay as they are. */
  readonly #preparers: readonly (RowPreparer | undefined)[];
  /** For each output of the model; undefined where the targets were as they are. */
  readonly #targets: readonly (TensorFigures | undefined)[];
  readonly #scale: number | undefined;

  constructor({ dataset, preparing }: Trained, plan: NetworkPlan) {
    const { inputs, scale } = dataset.spec;
    this.#widths = plan.inputs.map(({ shape }) => sizeOf(shape));
    const inGraph = preparing
      ? scalingInGraph(preparing.plan, preparing.fitted, scale)
      : { ...(scale !== undefined && { scale }) };
    this.scaling = inGraph ?? {};
    this.#scale = inGraph === undefined ? scale : undefined;
    this.#preparers = plan.inputs.map(({ name }) => {
      const raw = inputs.length === 1 ? inputs[0] : inputs.find((input) => input.name === name);
      if (preparing === undefined || inGraph !== undefined || raw === undefined) return undefined;
      const found = preparationOf(raw.name, preparing.plan.inputs, preparing.fitted.inputs);
      return found && new RowPreparer(found.plan, found.figures, elementsPerRow(raw));
    });
    this.#targets = plan.outputs.map(
      ({ name }) => preparing && preparationOf(name, preparing.plan.targets, preparing.fitted.targets)?.figures,
    );
  }

  /** Numbers in a prepared row of an input. */
  widthOf(input: number): number {
    return this.#widths[input] ?? 0;
  }

  /** Prepares raw rows of an input of the model. */
  prepare(input: number, raw: Float32Array): Float32Array {
    const scale = this.#scale;
    const factor = scale === undefined ? undefined : Math.fround(scale);
    const scaled = factor === undefined ? raw : raw.map((value) => value * factor);
    return this.#preparers[input]?.prepare(scaled) ?? scaled;
  }

  /** Predictions in the units of the targets as they were before they were scaled. */
  restore(prediction: Prediction): Prediction {
    return prediction.map((output, index) => {
      const figures = this.#targets[index];
      if (figures === undefined) return output;
      const values = output.values.slice();
      restoreRows(values, figures);
      return { ...output, values };
    });
  }
}
