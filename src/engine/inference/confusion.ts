import { type Shape, sizeOf } from '../plan/network-plan.js';
import type { Objective } from '../plan/plan-objective.js';

/** More classes than this make a matrix that nobody reads. */
const MAX_CLASSES = 1000;

/** Counts rows by true and predicted class. */
export class ConfusionCounter {
  readonly matrix: number[][];
  /** Numbers in a row of output: one probability, or one for each class. */
  readonly units: number;
  private readonly targetSize: number;

  private constructor(classes: number, units: number, targetSize: number) {
    this.matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
    this.units = units;
    this.targetSize = targetSize;
  }

  /** A counter where the model tells classes apart: one vector of probabilities a row, or one probability. */
  static for({ losses, outputShapes }: Objective, targetShape: Shape): ConfusionCounter | undefined {
    const [loss, outputShape] = [losses[0]?.loss, outputShapes[0]];
    if (!loss || !outputShape || outputShapes.length > 1) return undefined;
    const units = outputShape[0] ?? 0;
    const classifies = /Cross[eE]ntropy$/.test(loss.class_name) && outputShape.length === 1;
    const severalLabels = loss.class_name === 'BinaryCrossentropy' && units > 1;
    const classes = units === 1 ? 2 : units;
    if (!classifies || severalLabels || classes > MAX_CLASSES) return undefined;
    return new ConfusionCounter(classes, units, sizeOf(targetShape));
  }

  /** Counts a row of those that stand one after another. @returns the class that it is of. */
  count(targets: ArrayLike<number>, outputs: ArrayLike<number>, row: number): number {
    const trueClass = this.classOf(targets, row, this.targetSize);
    const line = this.matrix[trueClass];
    const predicted = this.classOf(outputs, row, this.units);
    if (line?.[predicted] !== undefined) line[predicted]++;
    return trueClass;
  }

  private classOf(values: ArrayLike<number>, row: number, width: number): number {
    if (width === 1 && this.units === 1) return (values[row] ?? 0) > 0.5 ? 1 : 0;
    if (width === 1) return values[row] ?? 0;
    let best = 0;
    for (let column = 1; column < width; column++) {
      if ((values[row * width + column] ?? 0) > (values[row * width + best] ?? 0)) best = column;
    }
    return best;
  }
}
