import type { Value } from './onnx-graph.js';
import type { OperatorCall, OperatorWriter } from './operator-call.js';

export const RECURRENT_OPERATORS: ReadonlyMap<string, OperatorWriter> = new Map<string, OperatorWriter>([
  ['BlockLSTMV2', blockLstm],
]);

/** Keras's gates are input, forget, cell, output; ONNX's input, output, forget, cell. */
const GATE_ORDER = [0, 3, 1, 2];

/**
 * A whole LSTM: steps, x [time, batch, features], c, h, kernels on top of each other [features + units, 4 units], three peepholes
 * that are not used, bias. Of its seven outputs the engine uses h of every step, and c of the last.
 */
function blockLstm(call: OperatorCall): Value[] {
  const { graph } = call;
  const [, , features = 0] = call.sizes(1).map(({ fixed }) => fixed);
  const units = call.fixedSize(2, 1);
  const [kernel = '', recurrent = ''] = graph.addSeveral(
    'Split',
    [call.input(4), graph.int64s([features, units])],
    { axis: 0 },
    2,
  );
  const axis0 = graph.int64s([0]);
  const gates = (value: Value, axis: number) => {
    const sizes = graph.int64s(GATE_ORDER.map(() => units));
    const parts = graph.addSeveral('Split', [value, sizes], { axis }, GATE_ORDER.length);
    return graph.add(
      'Concat',
      GATE_ORDER.map((gate) => parts[gate] ?? ''),
      { axis },
    );
  };
  const weights = (value: Value) =>
    graph.add('Unsqueeze', [graph.add('Transpose', [gates(value, 1)], { perm: [1, 0] }), axis0]);
  const bias = gates(call.input(8), 0);
  const both = graph.add('Concat', [bias, graph.add('Mul', [bias, graph.float(0)])], { axis: 0 });
  const inputs = [
    call.input(1),
    weights(kernel),
    weights(recurrent),
    graph.add('Unsqueeze', [both, axis0]),
    '',
    graph.add('Unsqueeze', [call.input(3), axis0]),
    graph.add('Unsqueeze', [call.input(2), axis0]),
  ];
  const [hiddens = '', , lastCell = ''] = graph.addSeveral('LSTM', inputs, { hidden_size: units }, 3);
  const everyHidden = graph.add('Squeeze', [hiddens, graph.int64s([1])]);
  const everyCell = graph.add('Expand', [lastCell, graph.sizes(call.outputSizes(1))]);
  return ['', everyCell, '', '', '', '', everyHidden];
}
