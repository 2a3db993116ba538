import type { Prediction } from './warm-child.js';

/** Rows of one request: for each input of the model, one row after another. */
export interface RequestedRows {
  readonly inputs: readonly Float32Array[];
  readonly rows: number;
}

/** The rows of several requests as those of one. */
export function joinRows(requests: readonly RequestedRows[]): RequestedRows {
  const [first, ...others] = requests;
  if (first === undefined) throw new Error('there is no request to join');
  if (others.length === 0) return first;
  return {
    inputs: first.inputs.map((_, input) => joined(requests.map(({ inputs }) => inputs[input] ?? new Float32Array(0)))),
    rows: requests.reduce((sum, { rows }) => sum + rows, 0),
  };
}

/** What a model made of joined rows, for each request that they came from. */
export function splitPrediction(prediction: Prediction, requests: readonly RequestedRows[]): Prediction[] {
  if (requests.length === 1) return [prediction];
  const all = requests.reduce((sum, { rows }) => sum + rows, 0);
  let row = 0;
  return requests.map(({ rows }) => {
    const from = row;
    row += rows;
    return prediction.map((output) => {
      const size = output.values.length / all;
      return { ...output, values: output.values.slice(from * size, (from + rows) * size) };
    });
  });
}

/** Arrays one after another. */
export function joined(parts: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return values;
}
