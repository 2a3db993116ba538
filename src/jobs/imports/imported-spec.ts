import type { DatasetSpec } from '../../data/dataset-spec.js';
import { type ModelPort, type NetworkPlan, sizeOf } from '../../engine/plan/network-plan.js';
import { planObjective } from '../../engine/plan/plan-objective.js';
import { type Fault, InvalidError } from '../../errors.js';
import type { Compile } from '../../keras-format/compile.js';
import { lossTakesClassNumbers } from '../../keras-format/losses.js';
import type { ImportOptions } from './import-schemas.js';

/** As the data that nobody here has seen must have been, by what the model takes and by its losses. @throws {InvalidError} */
export function importedSpec(plan: NetworkPlan, compile: Compile, options: ImportOptions): DatasetSpec {
  checkOptions(plan, options);
  const { classes, columns, scale } = options;
  const { losses } = planObjective(
    plan,
    compile,
    plan.outputs.map(({ shape }) => shape),
  );
  const takesNumbers = (output: number) =>
    losses.some(({ output: of, loss }) => of === output && lossTakesClassNumbers(loss.class_name));
  const isClassified = classes !== undefined || losses.some(({ loss }) => /Crossentropy/.test(loss.class_name));
  return {
    task: isClassified ? 'classification' : 'regression',
    rows: 1,
    inputs: plan.inputs.map(({ name, shape }) => ({
      name,
      dtype: 'float32',
      shape: [...shape],
      ...(columns === undefined ? {} : { columns }),
    })),
    targets: plan.outputs.map((port, index) =>
      targetOf(port, takesNumbers(index) || isYesOrNo(port, isClassified), classes),
    ),
    ...(scale === undefined ? {} : { scale }),
  };
}

function targetOf({ name, shape }: ModelPort, isNumber: boolean, classes: readonly string[] | undefined) {
  const labels = classes === undefined ? {} : { classes: [...classes] };
  return isNumber
    ? { name, dtype: 'int32' as const, shape: shape.slice(0, -1), ...labels }
    : { name, dtype: 'float32' as const, shape: [...shape], ...labels };
}

/** One probability stands for two classes. */
function isYesOrNo({ shape }: ModelPort, isClassified: boolean): boolean {
  return isClassified && shape.length === 1 && shape[0] === 1;
}

function checkOptions({ inputs, outputs }: NetworkPlan, { classes, columns }: ImportOptions): void {
  const faults: Fault[] = [];
  const units = Math.max(2, outputs[0]?.shape.at(-1) ?? 1);
  if (classes !== undefined && (outputs.length > 1 || classes.length !== units)) {
    const detail = outputs.length > 1 ? 'the model has several outputs' : `the model tells ${units} classes apart`;
    faults.push({ pointer: '/options/classes', detail, received: classes.length });
  }
  const width = sizeOf(inputs[0]?.shape ?? []);
  if (columns !== undefined && (inputs.length > 1 || inputs[0]?.shape.length !== 1 || columns.length !== width)) {
    const detail = inputs.length > 1 ? 'the model has several inputs' : `a row of the model has ${width} numbers`;
    faults.push({ pointer: '/options/columns', detail, received: columns.length });
  }
  if (faults.length > 0) throw new InvalidError(faults);
}
