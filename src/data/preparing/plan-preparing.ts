import { type Fault, InvalidError, toPointer } from '../../errors.js';
import type { MissingRule, Prepare, Scaling } from '../../keras-format/prepare.js';
import type { ColumnFeature, DatasetSpec, TargetSpec, TensorSpec } from '../dataset-spec.js';
import { listed, quoted } from '../faults.js';
import type { CategoryRule, ColumnRule, NumberRule, PreparingPlan, TensorPlan } from './preparing-plan.js';

/** A number that is there in every row. */
const PLAIN: ColumnFeature = { kind: 'number', missing: 0 };

type Rules = Pick<Prepare, 'scaling' | 'missing' | 'encode' | 'unseen'>;
/** A column of the data, and which of its rules were given for it alone. */
interface Column {
  readonly name: string;
  readonly feature: ColumnFeature;
  readonly rules: Rules;
  readonly own: Prepare['columns'][string];
}

/**
 * Works out how the rows of a dataset are prepared, without looking at them.
 * @param prepare what was asked for; categories are encoded also where nothing was.
 * @returns undefined where rows stay as they are.
 * @throws {InvalidError} below `pointer` (`/prepare`).
 */
export function planPreparing(spec: DatasetSpec, prepare: Prepare, pointer: string): PreparingPlan | undefined {
  const faults = unknownColumns(spec, prepare, pointer);
  const inputs = spec.inputs.map((input) => planInput(input, prepare, pointer, faults));
  const targets = spec.targets.map((target) => planTarget(target, prepare.target?.scaling ?? 'none', pointer, faults));
  if (faults.length > 0) throw new InvalidError(faults);
  // Words are numbered anew in every dataset, so that others have to be brought to the numbers of this one.
  const hasWords = spec.inputs.some(({ text }) => text !== undefined);
  const staysAsIs = [...inputs, ...targets].every(({ kind }) => kind === 'as_is');
  return staysAsIs && !hasWords ? undefined : { inputs, targets };
}

function unknownColumns(spec: DatasetSpec, { columns }: Prepare, pointer: string): Fault[] {
  const known = spec.inputs.flatMap((input) => input.columns ?? []);
  const dates = spec.inputs.flatMap(
    ({ features }) => features?.map((one) => (one.kind === 'date' ? one.column : '')) ?? [],
  );
  const has = known.length === 0 ? 'has no named columns' : `has ${listed(known)}`;
  return Object.keys(columns)
    .filter((name) => !known.includes(name) && !dates.includes(name))
    .map((name) => ({
      pointer: toPointer(['columns', name], pointer),
      detail: `there is no column ${quoted(name)} to learn from; the dataset ${has}`,
    }));
}

function planInput(input: TensorSpec, prepare: Prepare, pointer: string, faults: Fault[]): TensorPlan {
  const { columns: names } = input;
  // Whole numbers are tokens, which nothing is to be done to.
  if (input.dtype === 'int32') return { kind: 'as_is', name: input.name };
  if (names === undefined) {
    return planNumbers(input, prepare.scaling);
  }
  const columns = names.map((name, index): ColumnRule => {
    const own = rulesOf(prepare, name, input.features?.[index]);
    const rules = {
      scaling: own.scaling ?? prepare.scaling,
      missing: own.missing ?? prepare.missing,
      encode: own.encode ?? prepare.encode,
      unseen: own.unseen ?? prepare.unseen,
    };
    const column = { name, feature: input.features?.[index] ?? PLAIN, rules, own };
    return column.feature.kind === 'category'
      ? planCategory(column, column.feature, pointer, faults)
      : planNumber(column, pointer, faults);
  });
  return columns.some(changes) ? { kind: 'columns', name: input.name, columns } : { kind: 'as_is', name: input.name };
}

/** The rules of one column: those of a part of a date may be given for all parts, by the name of their column. */
function rulesOf({ columns }: Prepare, name: string, feature: ColumnFeature | undefined): Column['own'] {
  const given = (key: string) => (Object.hasOwn(columns, key) ? columns[key] : undefined);
  return given(name) ?? (feature?.kind === 'date' ? given(feature.column) : undefined) ?? {};
}

function planNumber({ name, feature, rules, own }: Column, pointer: string, faults: Fault[]): NumberRule {
  const refuse = (field: string, detail: string, received: unknown) =>
    faults.push({ pointer: toPointer(['columns', name, field], pointer), detail, received });
  for (const field of ['encode', 'unseen'] as const) {
    if (own[field] === undefined) continue;
    refuse(
      field,
      'is for categories, and the dataset has numbers here; it is told of categories when it is uploaded',
      own[field],
    );
  }
  const constant = constantOf(own.missing);
  if (typeof constant === 'string') refuse('missing', 'must be a number, as the column has numbers', own.missing);
  const rule = numberRule(rules);
  if (feature.missing > 0 && rule.missing === 'refuse') faults.push(lacking(name, feature.missing, pointer));
  return rule;
}

function numberRule({ scaling, missing }: Pick<Rules, 'scaling' | 'missing'>): NumberRule {
  const constant = constantOf(missing);
  // A rule for what does not occur is kept all the same: rows to predict may lack the value.
  if (typeof missing === 'string') return { kind: 'number', scaling, missing };
  return { kind: 'number', scaling, missing: typeof constant === 'number' ? { constant } : 'refuse' };
}

function planCategory(
  { name, rules, own }: Column,
  { categories, missing }: Extract<ColumnFeature, { kind: 'category' }>,
  pointer: string,
  faults: Fault[],
): CategoryRule {
  const refuse = (field: string, detail: string, received: unknown) =>
    faults.push({ pointer: toPointer(['columns', name, field], pointer), detail, received });
  if (own.scaling !== undefined && own.scaling !== 'none') {
    refuse('scaling', 'is for numbers, and the dataset has categories here', own.scaling);
  }
  if (own.missing === 'mean' || own.missing === 'median') {
    refuse('missing', `categories have no ${own.missing}; give {"constant": <a category>}`, own.missing);
  }
  const constant = constantOf(rules.missing);
  const standIn = typeof constant === 'string' ? categories.indexOf(constant) : -1;
  if (constantOf(own.missing) !== undefined && standIn === -1) {
    refuse('missing', `must be one of the column's categories ${listed(categories)}`, own.missing);
  }
  const rule = {
    kind: 'category',
    encode: rules.encode,
    categories: categories.length,
    unseen: rules.unseen,
    missing: standIn >= 0 ? { constant: standIn } : rules.missing === 'drop' ? 'drop' : 'refuse',
  } as const satisfies CategoryRule;
  if (missing > 0 && rule.missing === 'refuse') faults.push(lacking(name, missing, pointer));
  return rule;
}

function lacking(name: string, rows: number, pointer: string): Fault {
  const detail = `${rows} ${rows === 1 ? 'row lacks' : 'rows lack'} the column ${quoted(name)}; say by "missing" what becomes of them`;
  return { pointer: toPointer(['columns', name, 'missing'], pointer), detail, received: 'refuse' };
}

function planTarget(target: TargetSpec, scaling: Scaling, pointer: string, faults: Fault[]): TensorPlan {
  const plan = planNumbers(target, scaling);
  if (plan.kind === 'as_is') return plan;
  if (target.classes !== undefined || target.dtype !== 'float32') {
    const detail = 'scales the targets of a regression, and those of the dataset are classes';
    faults.push({ pointer: `${pointer}/target/scaling`, detail, received: scaling });
  }
  return plan;
}

/** Numbers without names: those of a vector are fitted each, others all together, as the pixels of a picture. */
function planNumbers({ name, shape }: TensorSpec, scaling: Scaling): TensorPlan {
  if (scaling === 'none') return { kind: 'as_is', name };
  const rule: NumberRule = { kind: 'number', scaling, missing: 'refuse' };
  return { kind: shape.length <= 1 && typeof scaling === 'string' ? 'each' : 'whole', name, rule };
}

/** Whether anything becomes of the numbers of a column. */
function changes(rule: ColumnRule): boolean {
  return rule.kind === 'category' || rule.scaling !== 'none' || rule.missing !== 'refuse';
}

function constantOf(missing: MissingRule | undefined): number | string | undefined {
  return typeof missing === 'object' ? missing.constant : undefined;
}
