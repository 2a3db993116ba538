import type { FittedPreparation, PreparingPlan } from './preparing-plan.js';

/** Every input x becomes x * scale + offset, in 32-bit floats. */
export interface InputScaling {
  readonly scale?: number | undefined;
  readonly offset?: number | undefined;
}

/**
 * What is done to all inputs alike can be done where they are used, so that bytes stay bytes: one multiplication and one
 * addition. Undefined where the inputs need more.
 * @param scale the dataset's own, which comes before.
 */
export function scalingInGraph(
  { inputs }: PreparingPlan,
  fitted: FittedPreparation,
  scale: number | undefined,
): InputScaling | undefined {
  if (inputs.every(({ kind }) => kind === 'as_is')) return scale === undefined ? {} : { scale };
  const [figures] = fitted.inputs;
  if (inputs.length > 1 || inputs[0]?.kind !== 'whole' || !figures) return undefined;
  const [subtract = 0, multiply = 1, add = 0] = [figures.subtract[0], figures.multiply[0], figures.add[0]];
  const offset = add - subtract * multiply;
  return { scale: (scale ?? 1) * multiply, ...(offset === 0 ? {} : { offset }) };
}
