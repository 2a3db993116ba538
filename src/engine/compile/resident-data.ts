import { elementsPerRow } from '../../data/dataset-spec.js';
import { isOneChunk, rowChunks } from '../row-chunks.js';
import type { DataFiles, TensorFile } from '../training-spec.js';
import { DATA_TYPE, type Graph } from './graph.js';
import type { DataInSession } from './rows-at-hand.js';
import { type Feed, HeldTensor, type Session } from './session.js';
import { RowVariable } from './variables.js';

/** Adds variables for all of a dataset's rows; `rowWeights` replace the weights that came with it. */
export function addResidentRows(
  graph: Graph,
  name: string,
  data: DataFiles,
  rowWeights: Float32Array | undefined,
): DataInSession {
  const add = (kind: string) => (tensor: TensorFile, index: number) =>
    addTensor(graph, `${name}/${kind}/${index}`, tensor, data.rows);
  const inputs = data.inputs.map(add('inputs'));
  const targets = data.targets.map(add('targets'));
  const own = data.sampleWeight && addTensor(graph, `${name}/weights`, data.sampleWeight, data.rows);
  const replaced = rowWeights && new RowVariable(graph, `${name}/row_weights`, DATA_TYPE.float32, data.rows, 1);
  const tensors = [...inputs, ...targets, ...(own ? [own] : [])];
  return {
    rows: {
      inputs: inputs.map(({ variable }) => variable),
      targets: targets.map(({ variable }) => variable),
      weights: replaced ?? own?.variable,
      scaling: data,
      targetShapes: data.targets.map(({ shape }) => shape),
    },
    ownWeights: own?.variable,
    small: [
      ...tensors.filter(({ isSmall }) => isSmall).map(({ variable, read }) => ({ variable: variable.variable, read })),
      ...(replaced && rowWeights ? [{ variable: replaced.variable, read: async () => rowWeights }] : []),
    ],
    async load(session) {
      for (const tensor of tensors) if (!tensor.isSmall) await tensor.load(session);
    },
    inOrder(_session, { order }) {
      const held = new HeldTensor({ type: DATA_TYPE.int32, shape: [order.length], values: order });
      const stretch = { order: held, first: 0, until: Number.POSITIVE_INFINITY };
      return { at: async () => stretch, dispose: () => held.dispose() };
    },
    close: async () => {},
  };
}

function addTensor(graph: Graph, name: string, tensor: TensorFile, rows: number) {
  const variable = new RowVariable(graph, name, DATA_TYPE[tensor.dtype], rows, elementsPerRow(tensor));
  return {
    variable,
    isSmall: isOneChunk(tensor, rows),
    async read(): Promise<Feed['values']> {
      for await (const { values } of rowChunks(tensor, rows)) return values;
      throw new Error(`${tensor.name} has no rows`);
    },
    async load(session: Session): Promise<void> {
      variable.allocate(session);
      for await (const { from, values } of rowChunks(tensor, rows)) variable.write(session, from, values);
    },
  };
}
