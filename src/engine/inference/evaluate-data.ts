import * as tf from '@tensorflow/tfjs-core';
import { restoreRows } from '../../data/preparing/prepare-rows.js';
import type { TensorFigures } from '../../data/preparing/preparing-plan.js';
import { inputShapesOf, type NetworkPlan } from '../plan/network-plan.js';
import { type Objective, planObjective } from '../plan/plan-objective.js';
import { arrangeData } from '../training/arrange-data.js';
import { BatchSource, type BatchValues, toBatch } from '../training/batch-source.js';
import { checkLabels } from '../training/check-labels.js';
import { batchLoss, batchSums, logsOf, rowLosses, sumsLength } from '../training/objective.js';
import { addInOrder } from '../training/sums.js';
import type { DataFiles, Logs, ModelDefinition } from '../training-spec.js';
import type { AddedLosses } from './added-losses.js';
import { ConfusionCounter } from './confusion.js';
import { CurveCounter } from './curves.js';
import { ErrorCounter } from './error-counter.js';
import type { EvaluationReport, WorstRow } from './evaluation-report.js';
import type { ForwardProgram, ForwardResult } from './forward-program.js';
import { WorstRows } from './worst-rows.js';

/** A dataset is read from its beginning to its end, once; only small files are read at once. */
const RESIDENT_BYTES = 8 * 2 ** 20;
/** Of rows with more numbers in targets and outputs, their values are not kept. */
const MOST_SHOWN_NUMBERS = 10_000;

/** What an evaluation found. */
export interface Evaluation {
  readonly rows: number;
  readonly metrics: Logs;
  /** Rows by true class, then by predicted class; for classification only. */
  readonly confusionMatrix?: number[][];
  readonly report: EvaluationReport;
  /** The worst first. */
  readonly worst: readonly WorstRow[];
}

export interface EvaluateOptions {
  /** Whether to measure errors in numbers. */
  readonly isRegression?: boolean;
  /** How many of the worst rows to tell of. */
  readonly worst?: number;
  /** What the targets of an output were scaled by; errors and worst rows are told in the unit before that. */
  readonly targetFigures?: (output: string) => TensorFigures | undefined;
  /** The number that a row has in its dataset, where some were left out. */
  readonly rowNumber?: (row: number) => number;
  readonly onRows?: (done: number) => void;
}

interface Evaluated {
  readonly plan: NetworkPlan;
  readonly program: ForwardProgram;
  readonly added: AddedLosses;
  readonly definition: ModelDefinition;
}

/** Loss and metrics as Keras's evaluate, and a report of where the model errs, in memory that does not grow with the data. */
export async function evaluateData(
  { plan, program, added, definition }: Evaluated,
  given: DataFiles,
  batchSize: number,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  const { onRows = () => {} } = options;
  const data = arrangeData(plan, given);
  const targetShapes = data.targets.map(({ shape }) => shape);
  const objective = planObjective(plan, definition.compile, targetShapes);
  await checkLabels(plan, objective, data);
  const reporter = new Reporter(plan, objective, data, options);
  const source = await BatchSource.open(data, inputShapesOf(plan), RESIDENT_BYTES);
  let sums: Float64Array = new Float64Array(sumsLength(objective));
  const rowsAtOnce = Math.min(batchSize, program.maxRows);
  try {
    for (let from = 0; from < data.rows; from += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, data.rows - from);
      const batch = await source.read(Int32Array.from({ length: count }, (_, row) => from + row));
      const inputs = batch.inputs.map(({ values }) => values);
      const results = program.run(inputs, batch.rows);
      const losses = reporter.wantsLosses;
      const { added: own, ofRows } = measure(objective, plan, batch, {
        results,
        loss: added.of(inputs, batch.rows),
        losses,
      });
      sums = addInOrder(sums, [own]);
      reporter.count(batch, results, from, ofRows);
      onRows(from + batch.rows);
      await new Promise(setImmediate);
    }
  } finally {
    await source.close();
  }
  return { rows: data.rows, metrics: logsOf(objective, sums), ...reporter.report() };
}

/** Looks at each row on its own. */
class Reporter {
  readonly #confusion: ConfusionCounter | undefined;
  readonly #curves: CurveCounter | undefined;
  readonly #errors: readonly ErrorCounter[] | undefined;
  readonly #worst: WorstRows | undefined;
  readonly #figures: readonly (TensorFigures | undefined)[];
  readonly #options: EvaluateOptions;

  constructor(plan: NetworkPlan, objective: Objective, data: DataFiles, options: EvaluateOptions) {
    const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
    this.#options = options;
    this.#figures = plan.outputs.map(({ name }) => options.targetFigures?.(name));
    this.#confusion = ConfusionCounter.for(objective, data.targets[0]?.shape ?? []);
    const [one] = objective.losses;
    const fromLogits = one !== undefined && 'from_logits' in one.loss.config && one.loss.config.from_logits;
    this.#curves = this.#confusion && CurveCounter.for(this.#confusion.units, fromLogits);
    const areNumbers = plan.outputs.every(({ shape }, index) => size(data.targets[index]?.shape ?? []) === size(shape));
    this.#errors =
      options.isRegression && areNumbers
        ? plan.outputs.map(({ name, shape }) => new ErrorCounter(name, size(shape), data.rows))
        : undefined;
    this.#worst = options.worst ? new WorstRows(options.worst) : undefined;
  }

  get wantsLosses(): boolean {
    return this.#worst !== undefined;
  }

  /** @param losses of the rows, where they have one each. */
  count(
    { targets, rows }: BatchValues,
    results: readonly ForwardResult[],
    from: number,
    losses: Float32Array | undefined,
  ) {
    const [first, output] = [targets[0]?.values ?? [], results[0]?.output ?? []];
    const { rowNumber = (row: number) => row } = this.#options;
    for (let row = 0; this.#confusion && row < rows; row++) {
      const trueClass = this.#confusion.count(first, output, row);
      this.#curves?.count(trueClass, output, row * this.#confusion.units);
    }
    if (this.#errors === undefined && losses === undefined) return;
    const given = targets.map(({ values }, index) => this.#restored(values, index));
    const made = results.map((result, index) => this.#restored(result.output, index));
    this.#errors?.forEach((errors, index) => {
      errors.count(given[index] ?? [], made[index] ?? [], (row) => rowNumber(from + row));
    });
    losses?.forEach((loss, row) => {
      this.#worst?.offer(from + row, loss, () => this.#shown(given, made, row, rows));
    });
  }

  report(): Pick<Evaluation, 'confusionMatrix' | 'report' | 'worst'> {
    const { rowNumber = (row: number) => row } = this.#options;
    return {
      ...(this.#confusion && { confusionMatrix: this.#confusion.matrix }),
      report: {
        ...this.#curves?.report(),
        ...(this.#errors && { errors: this.#errors.map((errors) => errors.report()) }),
      },
      worst: (this.#worst?.rows ?? []).map((worst) => ({ ...worst, row: rowNumber(worst.row) })),
    };
  }

  #restored(values: Float32Array, output: number): Float32Array {
    const figures = this.#figures[output];
    if (figures === undefined) return values;
    const copy = values.slice();
    restoreRows(copy, figures);
    return copy;
  }

  #shown(targets: readonly Float32Array[], outputs: readonly Float32Array[], row: number, rows: number) {
    const rowOf = (values: Float32Array) => {
      const width = values.length / rows;
      return width > MOST_SHOWN_NUMBERS ? new Float32Array(0) : values.slice(row * width, (row + 1) * width);
    };
    return { targets: targets.map(rowOf), outputs: outputs.map(rowOf) };
  }
}

/** What a batch adds to the objective's sums, from what the network made of it, and the loss of each row where it is wanted. */
function measure(
  objective: Objective,
  plan: NetworkPlan,
  values: BatchValues,
  { results, loss, losses }: { results: readonly ForwardResult[]; loss: number; losses: boolean },
): { readonly added: tf.Tensor; readonly ofRows: Float32Array | undefined } {
  let ofRows: Float32Array | undefined;
  const added = tf.tidy(() => {
    const predictions = plan.outputs.map((port, index) => {
      const shape = [values.rows, ...port.shape];
      const { output = new Float32Array(0), logits, mask } = results[index] ?? {};
      return {
        output: tf.tensor(output, shape),
        logits: logits && tf.tensor(logits, shape),
        mask: mask && tf.tensor(mask, [values.rows, mask.length / values.rows]),
      };
    });
    const pass = { predictions, losses: [tf.scalar(loss)], updates: new Map(), rowGradients: new Map() };
    const batch = toBatch(values);
    const each = losses ? rowLosses(objective, batch, predictions) : undefined;
    ofRows = each && Float32Array.from(each.dataSync());
    return batchSums(objective, batch, pass, batchLoss(objective, batch, pass));
  });
  return { added, ofRows };
}
