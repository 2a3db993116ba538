import { sizeOf } from '../../engine/plan/network-plan.js';
import { InvalidError } from '../../errors.js';
import { probabilitiesOf } from '../class-reading.js';
import type { TypedPrediction } from '../predictor.js';
import { arrayOfRows, decimal, nestedNumbers } from '../protocols/nested-numbers.js';
import type { TrainedModel } from '../trained-models.js';

// The answers of TensorFlow Serving, as tensorflow_serving/util/json_tensor.cc writes them: what is no number stands there as
// NaN, Infinity or -Infinity, which is not JSON, but what its clients read.

/** The answer of `:predict`: a lone output is not named. */
export async function tfPredictionJson({ outputs, rows }: TypedPrediction, form: 'row' | 'column'): Promise<string> {
  const [only] = outputs.length === 1 ? outputs : [];
  const sized = outputs.map((output) => ({ ...output, size: sizeOf(output.shape) }));
  const rowOf = ({ values, shape, size }: (typeof sized)[number], row: number) =>
    nestedNumbers(values, row * size, shape, decimal);
  if (form === 'column') {
    const columns: string[] = [];
    for (const output of sized) {
      const json = await arrayOfRows(rows, output.size, (row) => rowOf(output, row));
      columns.push(only ? json : `${JSON.stringify(output.name)}:${json}`);
    }
    return `{"outputs":${only ? columns[0] : `{${columns.join(',')}}`}}`;
  }
  const numbersPerRow = sized.reduce((sum, { size }) => sum + size, 0);
  const predictions = await arrayOfRows(rows, numbersPerRow, (row) => {
    const [first] = sized;
    if (only && first) return rowOf(first, row);
    return `{${sized.map((output) => `${JSON.stringify(output.name)}:${rowOf(output, row)}`).join(',')}}`;
  });
  return `{"predictions":${predictions}}`;
}

/** The answer of `:classify`: the score of every class for each example. @throws {InvalidError} where the outputs are no classes. */
export async function classificationJson(
  { outputs, rows }: TypedPrediction,
  { classes }: TrainedModel,
): Promise<string> {
  const [output] = outputs;
  if (classes === undefined || output === undefined) {
    throw wrongMethod('classify', 'its outputs are not probabilities of classes');
  }
  const size = sizeOf(output.shape);
  const labels = classes.labels.map((label) => JSON.stringify(label));
  const results = await arrayOfRows(rows, labels.length, (row) => {
    const scores = probabilitiesOf(output.values.subarray(row * size, (row + 1) * size), classes);
    return `[${labels.map((label, index) => `[${label},${decimal(scores[index] ?? Number.NaN)}]`).join(',')}]`;
  });
  return `{"results":${results}}`;
}

/** The answer of `:regress`: a value for each example. @throws {InvalidError} where the model does not give one. */
export async function regressionJson({ outputs, rows }: TypedPrediction, { classes }: TrainedModel): Promise<string> {
  const [output, ...others] = outputs;
  if (classes !== undefined) throw wrongMethod('regress', 'its outputs are probabilities of classes');
  if (output === undefined || others.length > 0 || sizeOf(output.shape) !== 1) {
    throw wrongMethod('regress', 'it does not give one number for each row');
  }
  return `{"results":${await arrayOfRows(rows, 1, (row) => decimal(output.values[row] ?? Number.NaN))}}`;
}

function wrongMethod(method: 'classify' | 'regress', why: string): InvalidError {
  const detail = `the model has no signature of method_name tensorflow/serving/${method}: ${why}; ask it with :predict`;
  return new InvalidError([{ pointer: '', detail }]);
}
