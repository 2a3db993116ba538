import { z } from 'zod';
import { PADDING, UNKNOWN, wordNumbers } from '../cells/tokens.js';
import { type ColumnFeature, counterpartOf, type DatasetSpec, type TensorSpec } from '../dataset-spec.js';
import { listed, quoted } from '../faults.js';
import { type PreparingPlan, ruleAt, UNSEEN } from './preparing-plan.js';

/**
 * How the category numbers of another dataset become those of the one that was trained on: for each of its inputs and their
 * columns, the new number in the place of the old; null where they are the same. A single list is for all numbers of a row.
 */
export const recodingSchema = z.array(z.array(z.array(z.int()).nullable()).nullable());
export type Recoding = z.infer<typeof recodingSchema>;

/**
 * Matches the columns of another dataset with those of the one trained on: categories are the same where their names are.
 * @returns the recoding, and what keeps the dataset from being prepared, each as the end of a sentence about it.
 */
export function matchColumns(
  trained: DatasetSpec,
  other: DatasetSpec,
  plan: PreparingPlan,
): { readonly recoding: Recoding; readonly faults: string[] } {
  const faults: string[] = [];
  const recoding = other.inputs.map((input) => {
    const index = trained.inputs.findIndex((own) => counterpartOf(own, other.inputs) === input);
    const [own, how] = [trained.inputs[index], plan.inputs[index]];
    if (own === undefined || how === undefined) return null;
    if (own.text !== undefined) return matchWords(own, input, faults);
    if (how.kind === 'as_is') return null;
    if (own.shape.join() !== input.shape.join()) {
      faults.push(
        `its rows are of the shape (${input.shape.join(', ')}), where those trained on are (${own.shape.join(', ')})`,
      );
      return null;
    }
    if (how.kind !== 'columns') return null;
    return how.columns.map((_, column) => {
      const rule = ruleAt(how, column);
      const name = quoted(own.columns?.[column] ?? String(column));
      const [mine, its] = [featureAt(own, column), featureAt(input, column)];
      if (its.kind !== mine.kind)
        faults.push(`its column ${name} has ${kindOf(its)}, where that trained on has ${kindOf(mine)}`);
      if (its.missing > 0 && rule.missing === 'refuse') {
        faults.push(
          `${its.missing} of its rows lack the column ${name}, and the fit does not say what becomes of them`,
        );
      }
      if (mine.kind !== 'category' || its.kind !== 'category' || rule.kind !== 'category') return null;
      const numbers = its.categories.map((category) => mine.categories.indexOf(category));
      const unseen = its.categories.filter((_, number) => numbers[number] === UNSEEN);
      if (unseen.length > 0 && rule.unseen === 'error') {
        faults.push(
          `its column ${name} has ${listed(unseen)}, which the column trained on does not have; "unseen": "ignore" would take it`,
        );
      }
      return numbers.every((number, old) => number === old) ? null : numbers;
    });
  });
  return { recoding, faults };
}

function matchWords(own: TensorSpec, other: TensorSpec, faults: string[]): Recoding[number] {
  const vocabulary = other.text?.vocabulary;
  if (vocabulary === undefined || own.shape.join() !== other.shape.join()) {
    const has = vocabulary === undefined ? 'is no text' : `has sequences of ${other.shape.join()} words`;
    faults.push(
      `its input ${quoted(other.name)} ${has}, where that trained on is text in sequences of ${own.shape.join()}`,
    );
    return null;
  }
  const numbers = wordNumbers(own.text?.vocabulary ?? []);
  return [[PADDING, UNKNOWN, ...vocabulary.map((word) => numbers.get(word) ?? UNKNOWN)]];
}

function featureAt({ features }: TensorSpec, column: number): ColumnFeature {
  return features?.[column] ?? { kind: 'number', missing: 0 };
}

function kindOf({ kind }: ColumnFeature): string {
  return { category: 'categories', date: 'a part of dates', number: 'numbers' }[kind];
}
