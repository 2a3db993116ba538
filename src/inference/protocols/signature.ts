import type { InputLayout } from '../input-layout.js';
import type { TrainedModel } from '../trained-models.js';

/** An input or output of a model as other protocols describe it. */
export interface SignaturePort {
  readonly name: string;
  readonly kind: 'number' | 'text';
  /** Sizes of one row. */
  readonly shape: readonly number[];
}

export interface Signature {
  readonly inputs: readonly SignaturePort[];
  readonly outputs: readonly SignaturePort[];
}

/**
 * What a model takes and gives. An input of numbers is one tensor; where raw rows are records of cells (categories, dates,
 * texts, numbers that may be missing), each column is a tensor of its own.
 */
export function signatureOf({ layouts, plan }: Pick<TrainedModel, 'layouts' | 'plan'>): Signature {
  return {
    inputs: layouts.flatMap(inputPorts),
    outputs: plan.outputs.map(({ name, shape }) => ({ name, kind: 'number', shape })),
  };
}

function inputPorts({ names, shape, cells }: InputLayout): SignaturePort[] {
  if (cells === undefined) return [{ name: names[0] ?? '', kind: 'number', shape }];
  return cells.map((cell) => {
    const isNumber = cell.kind === 'number' && cell.decimal === undefined;
    return { name: cell.name, kind: isNumber ? 'number' : 'text', shape: [] };
  });
}
