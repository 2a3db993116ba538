import type { DatasetSpec } from '../data/dataset-spec.js';
import { preparedLike, preparedSpec } from '../data/preparing/prepared-spec.js';
import type { DatasetStatistics } from '../data/statistics.js';

import { checkCompile } from '../engine/plan/check-compile.js';
import { checkData, type DataOutline } from '../engine/plan/check-data.js';
import { estimateMemory, type ModelLimits } from '../engine/plan/model-limits.js';
import { activationsPerRow, type NetworkPlan, outputNames, sizeOf, weightsOf } from '../engine/plan/network-plan.js';
import { planNetwork } from '../engine/plan/plan-network.js';
import type { ModelDefinition } from '../engine/training-spec.js';
import { type Fault, InvalidError } from '../errors.js';
import type { Compile } from '../keras-format/compile.js';
import type { Fit } from '../keras-format/fit.js';
import { checkCallbacks } from './fit-callbacks.js';
import { checkClassWeight, checkSameData } from './fit-data.js';
import { type FitPreparing, planFitPreparing } from './fit-preparing.js';
import { checkSplit } from './fit-split.js';

/** What a fit is to be worked out from. */
export interface FitPlanInput {
  readonly architecture: ModelDefinition['architecture'];
  readonly compile: Compile;
  /** Shape of one row of the model's input; undefined before the first fit of a model that names none. */
  readonly inputShape: readonly number[] | undefined;
  readonly fit: Fit;
  readonly dataset: DatasetSpec;
  /** The figures of the dataset, where its split needs them. */
  readonly statistics: DatasetStatistics | undefined;
  readonly validation: DatasetSpec | undefined;
  readonly limits: ModelLimits;
}

/** The network that a fit trains, and its steps. */
export interface FitPlan {
  readonly network: NetworkPlan;
  /** At most: rows that are left out are known only when the data is read. */
  readonly stepsPerEpoch: number;
  /** Undefined where rows stay as they are. */
  readonly preparing: FitPreparing | undefined;
}

/**
 * Works out the network that a fit trains, and checks that model, data and fit go together.
 * @throws {InvalidError} with pointers into the body of the fit.
 */
export function planFit(input: FitPlanInput): FitPlan {
  const { fit, validation, compile, limits } = input;
  if (validation !== undefined) checkSameData(input.dataset, validation, '/validation_dataset');
  const preparing = planFitPreparing(fit, input.dataset, validation);
  const dataset = preparedSpec(input.dataset, preparing?.plan);
  const network = planFor({ ...input, dataset });
  checkData(network, compile, outlineOf(dataset), '/dataset');
  if (validation !== undefined) {
    const prepared = preparedLike(validation, input.dataset, preparing?.plan);
    checkData(network, compile, outlineOf(prepared), '/validation_dataset');
  }
  const validates = validation !== undefined || fit.validation_split > 0;
  checkCallbacks(fit.callbacks, compile, outputNames(network), validates, '/callbacks');
  if (fit.class_weight !== undefined) checkClassWeight(fit.class_weight, dataset, network, compile, '/class_weight');
  const trainingRows = checkSplit(fit, dataset, input.statistics);
  checkBatch(network, Math.min(fit.batch_size, trainingRows), limits);
  return { network, preparing, stepsPerEpoch: Math.ceil(trainingRows / fit.batch_size) };
}

/** The network with the model's input shape or, where it has none yet, the dataset's: then it is the dataset that does not fit. */
function planFor({ architecture, compile, inputShape, dataset, limits }: FitPlanInput): NetworkPlan {
  try {
    const options = { inputShape: inputShape ?? dataset.inputs[0]?.shape, layersPointer: '', limits };
    const network = planNetwork(architecture, options);
    if (network === undefined) throw new Error('a dataset has an input');
    checkCompile(network, compile, '/compile');
    return network;
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    const layers = architecture.config.layers;
    throw new InvalidError(
      (error.errors ?? []).map((fault) => ({ pointer: '/dataset', detail: explain(fault, layers) })),
      error.code,
    );
  }
}

function explain({ pointer, detail }: Fault, layers: ModelDefinition['architecture']['config']['layers']): string {
  const position = /^\/(\d+)(\/|$)/.exec(pointer)?.[1];
  const name = position === undefined ? undefined : layers[Number(position)]?.config.name;
  const where = name === undefined ? `the model's ${pointer.slice(1).replaceAll('/', ' ')}` : `the layer ${name}`;
  return `the model cannot be built on this dataset's rows: ${where}: ${detail}`;
}

function outlineOf({ inputs, targets }: DatasetSpec): DataOutline {
  return {
    inputs,
    targets: targets.map(({ name, shape, dtype, classes }) => ({ name, shape, dtype, classes: classes?.length })),
  };
}

/** The model was accepted for batches of 32; larger ones may need more memory than there is. */
function checkBatch(network: NetworkPlan, batchRows: number, { maxMemoryBytes }: ModelLimits): void {
  const params = weightsOf(network).reduce((sum, weight) => sum + sizeOf(weight.shape), 0);
  const memory = estimateMemory(params, activationsPerRow(network), batchRows);
  if (memory <= maxMemoryBytes) return;
  const detail = `a training step on ${batchRows} rows would need ${memory} bytes; ${maxMemoryBytes} is the limit`;
  throw new InvalidError([{ pointer: '/batch_size', detail, received: batchRows }]);
}
