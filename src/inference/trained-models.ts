import type { TensorSpec } from '../data/dataset-spec.js';
import { CHANNELS } from '../data/images/picture-form.js';
import type { TemporaryFiles } from '../database/temporary-files.js';
import { type ModelPort, type NetworkPlan, sizesOf } from '../engine/plan/network-plan.js';
import { planDefinition } from '../engine/plan/plan-definition.js';
import { AppliedPreparation } from './applied-preparation.js';
import { type ClassReading, classReadingOf } from './class-reading.js';
import type { InputLayout } from './input-layout.js';
import { cellRulesOf, cellWidth } from './posted-cells.js';
import type { StoredWeights, Trained, TrainedModelRepository, WeightsRef } from './trained-model-repository.js';
import type { ModelSource } from './warm-child.js';

/** Definitions that are kept in memory; each has some kilobytes. */
const MOST_KEPT = 200;
/** What one answer may hold: 2 million numbers are 40 MB of JSON. */
const MOST_ROWS = 100_000;
const MOST_OUTPUTS = 2_000_000;

/** Reads the first `end` bytes of a stored checkpoint, in order. */
export type ReadCheckpoint = (
  checkpoint: { readonly jobId: string; readonly epoch: number } & Pick<StoredWeights, 'sizeBytes' | 'sha256'>,
  end: number,
) => AsyncIterable<Uint8Array>;

/** What a job trained, worked out for answering. */
export interface TrainedModel {
  readonly trained: Trained;
  readonly plan: NetworkPlan;
  /** One for each input of the model. */
  readonly layouts: readonly InputLayout[];
  /** Undefined where the outputs are no classes. */
  readonly classes: ClassReading | undefined;
  readonly preparation: AppliedPreparation;
}

interface TrainedModelsDeps {
  readonly repository: Pick<TrainedModelRepository, 'trained' | 'weights'>;
  readonly files: TemporaryFiles;
  readonly readCheckpoint: ReadCheckpoint;
}

/** What jobs have trained: definitions, of which the last used are kept, and weights, which are fetched when they are asked for. */
export class TrainedModels {
  readonly #deps: TrainedModelsDeps;
  readonly #kept = new Map<string, Promise<TrainedModel>>();

  constructor(deps: TrainedModelsDeps) {
    this.#deps = deps;
  }

  /** What the job trained. It never changes, so that it is read once. @throws {NotFoundError} when the job is gone. */
  async get(job: string): Promise<TrainedModel> {
    const model = this.#kept.get(job) ?? this.#deps.repository.trained(job).then(workOut);
    this.#kept.delete(job);
    this.#kept.set(job, model);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    return model.catch((error: unknown) => {
      if (this.#kept.get(job) === model) this.#kept.delete(job);
      throw error;
    });
  }

  /** The weights of an epoch, for a process that does not have them. */
  source({ job, epoch }: WeightsRef, { trained }: TrainedModel): ModelSource {
    const { architecture, compile, inputShape } = trained;
    return {
      key: `${job}/${epoch}`,
      definition: { architecture, compile, inputShape },
      fetch: async () => {
        const { state, sizeBytes, sha256 } = await this.#deps.repository.weights({ job, epoch });
        // The weights come first in the bytes; the optimizer's part is up to twice as long, and of no use here.
        const ends = state.tensors.filter(({ role }) => role === 'weight').map((part) => part.offset + part.size_bytes);
        const bytes = this.#deps.readCheckpoint({ jobId: job, epoch, sizeBytes, sha256 }, Math.max(0, ...ends));
        const { path, remove } = await this.#deps.files.write(bytes);
        return { checkpoint: { path, state }, release: remove };
      },
    };
  }
}

function workOut(trained: Trained): TrainedModel {
  const plan = planDefinition(trained);
  const { dataset } = trained;
  const outputs = Math.max(1, sizesOf(plan.outputs.map(({ shape }) => shape)));
  const maxRows = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_OUTPUTS / outputs)));
  return {
    trained,
    plan,
    layouts: plan.inputs.map((port) => ({ ...layoutOf(port, plan, trained), maxRows })),
    classes: classReadingOf(plan, trained.compile, dataset.spec),
    preparation: new AppliedPreparation(trained, plan),
  };
}

/** What pictures become where rows are bytes in the shape of pictures: those of a dataset of pictures, or of arrays of pixels. */
function pictureOf({ dtype, shape, columns }: TensorSpec): InputLayout['picture'] {
  const [height, width, channels = CHANNELS.grey, ...more] = shape;
  if (dtype !== 'uint8' || columns !== undefined || more.length > 0) return undefined;
  if (height === undefined || width === undefined) return undefined;
  if (channels === CHANNELS.grey) return { height, width, color: 'grey' };
  return channels === CHANNELS.rgb ? { height, width, color: 'rgb' } : undefined;
}

/** An input by its names; the data's one input may have another than the model's. */
function layoutOf(
  { name, shape }: ModelPort,
  plan: NetworkPlan,
  { dataset, preparing }: Trained,
): Omit<InputLayout, 'maxRows'> {
  const { inputs } = dataset.spec;
  const input = plan.inputs.length === 1 ? inputs[0] : inputs.find((tensor) => tensor.name === name);
  const cells = input && cellRulesOf(input, preparing?.plan.inputs[inputs.indexOf(input)]);
  return {
    shape: cells === undefined ? shape : [cells.reduce((sum, cell) => sum + cellWidth(cell), 0)],
    names: [...new Set([name, ...(input ? [input.name] : [])])],
    columns: cells?.map((cell) => cell.name) ?? input?.columns,
    cells,
    picture: input && cells === undefined ? pictureOf(input) : undefined,
  };
}
