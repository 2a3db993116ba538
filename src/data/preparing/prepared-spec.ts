import { counterpartOf, type DatasetSpec, type TargetSpec } from '../dataset-spec.js';
import { type PreparingPlan, type TensorPlan, widthOf } from './preparing-plan.js';

/** What the rows of a dataset are once they are prepared, as far as it is known before; rows may be left out. */
export function preparedSpec(spec: DatasetSpec, plan: PreparingPlan | undefined): DatasetSpec {
  if (plan === undefined) return spec;
  return {
    ...spec,
    inputs: spec.inputs.map((input, index) => preparedTensor(input, plan.inputs[index])),
    targets: spec.targets.map((target, index) => preparedTensor(target, plan.targets[index])),
  };
}

/** The same of another dataset, which is prepared as the one trained on. It has been matched with that. */
export function preparedLike(spec: DatasetSpec, trained: DatasetSpec, plan: PreparingPlan | undefined): DatasetSpec {
  if (plan === undefined) return spec;
  const prepared = preparedSpec(trained, plan);
  const inputs = spec.inputs.map((input) => {
    const raw = counterpartOf(input, trained.inputs);
    const how = raw && plan.inputs[trained.inputs.indexOf(raw)];
    const like = counterpartOf(input, prepared.inputs);
    return like === undefined || how === undefined || how.kind === 'as_is' ? input : { ...like, name: input.name };
  });
  return { ...spec, inputs };
}

function preparedTensor(tensor: TargetSpec, plan: TensorPlan | undefined): TargetSpec {
  if (plan === undefined || plan.kind === 'as_is') return tensor;
  const { features, ...raw } = tensor;
  if (plan.kind !== 'columns') return { ...raw, dtype: 'float32' };
  const columns = plan.columns.flatMap((rule, index) => {
    const name = tensor.columns?.[index] ?? String(index);
    const feature = features?.[index];
    if (rule.kind !== 'category' || rule.encode === 'integer' || feature?.kind !== 'category') return [name];
    return feature.categories.map((category) => `${name}=${category}`);
  });
  const width = plan.columns.reduce((sum, rule) => sum + widthOf(rule), 0);
  return { ...raw, dtype: 'float32', shape: [width], columns };
}
