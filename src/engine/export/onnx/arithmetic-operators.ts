import { bytesOf } from '../../compile/graph.js';
import { ONNX_TYPE, type OnnxType, tensorMessage, type Value } from './onnx-graph.js';
import { type OperatorCall, type OperatorWriter, onnxType } from './operator-call.js';

/** Operations on numbers and rows of numbers, by TensorFlow's names. */
export const ARITHMETIC_OPERATORS: ReadonlyMap<string, OperatorWriter> = new Map<string, OperatorWriter>([
  ...[
    ['Abs', 'Abs'],
    ['Add', 'Add'],
    ['AddV2', 'Add'],
    ['BiasAdd', 'Add'],
    ['Ceil', 'Ceil'],
    ['Cos', 'Cos'],
    ['Elu', 'Elu'],
    ['Equal', 'Equal'],
    ['Erf', 'Erf'],
    ['Exp', 'Exp'],
    ['Floor', 'Floor'],
    ['Greater', 'Greater'],
    ['GreaterEqual', 'GreaterOrEqual'],
    ['Identity', 'Identity'],
    ['Less', 'Less'],
    ['LessEqual', 'LessOrEqual'],
    ['Log', 'Log'],
    ['LogSoftmax', 'LogSoftmax'],
    ['LogicalAnd', 'And'],
    ['LogicalNot', 'Not'],
    ['LogicalOr', 'Or'],
    ['Maximum', 'Max'],
    ['Minimum', 'Min'],
    ['Mul', 'Mul'],
    ['Neg', 'Neg'],
    ['Pow', 'Pow'],
    ['RealDiv', 'Div'],
    ['Reciprocal', 'Reciprocal'],
    ['Relu', 'Relu'],
    ['Round', 'Round'],
    ['Selu', 'Selu'],
    ['Sigmoid', 'Sigmoid'],
    ['Sign', 'Sign'],
    ['Sin', 'Sin'],
    ['Softmax', 'Softmax'],
    ['Softplus', 'Softplus'],
    ['Softsign', 'Softsign'],
    ['Sqrt', 'Sqrt'],
    ['Sub', 'Sub'],
    ['Tanh', 'Tanh'],
  ].map(([name = '', operator = '']): [string, OperatorWriter] => [
    name,
    (call) => [call.graph.add(operator, call.inputs())],
  ]),
  ['NotEqual', (call) => [call.graph.add('Not', [call.graph.add('Equal', call.inputs())])]],
  ['Rsqrt', (call) => [call.graph.add('Reciprocal', [call.graph.add('Sqrt', call.inputs())])]],
  ['Expm1', (call) => [call.graph.add('Sub', [call.graph.add('Exp', call.inputs()), call.graph.float(1)])]],
  ['Log1p', (call) => [call.graph.add('Log', [call.graph.add('Add', [call.input(0), call.graph.float(1)])])]],
  ['Square', (call) => [call.graph.add('Mul', [call.input(0), call.input(0)])]],
  ['SquaredDifference', squaredDifference],
  ['Relu6', (call) => [call.graph.add('Clip', [call.input(0), call.graph.float(0), call.graph.float(6)])]],
  ['LeakyRelu', (call) => [call.graph.add('LeakyRelu', [call.input(0)], { alpha: { float: call.number('alpha') } })]],
  ['Cast', (call) => [call.graph.add('Cast', [call.input(0)], { to: onnxType(call.number('DstT')) })]],
  ['Select', select],
  ['SelectV2', (call) => [call.graph.add('Where', call.inputs())]],
  ['ZerosLike', (call) => [filledLike(call, 0)]],
  ['OnesLike', (call) => [filledLike(call, 1)]],
  ['Fill', (call) => [call.graph.add('Expand', [call.input(1), call.graph.sizes(call.numbers(0))])]],
  ['MatMul', (call) => [matMul(call, call.flag('transpose_a'), call.flag('transpose_b'))]],
  ['BatchMatMulV2', (call) => [matMul(call, call.flag('adj_x'), call.flag('adj_y'))]],
  ['Mean', (call) => [call.graph.add('ReduceMean', [call.input(0)], reduced(call))]],
  ['Max', (call) => [call.graph.add('ReduceMax', [call.input(0)], reduced(call))]],
  ['Min', (call) => [call.graph.add('ReduceMin', [call.input(0)], reduced(call))]],
  ['Prod', (call) => [call.graph.add('ReduceProd', [call.input(0)], reduced(call))]],
  ['Sum', sum],
  ['Any', (call) => [overBooleans(call, 'ReduceMax')]],
  ['All', (call) => [overBooleans(call, 'ReduceMin')]],
  ['Cumsum', cumulative],
  ['TopKV2', topK],
]);

function squaredDifference(call: OperatorCall): Value[] {
  const difference = call.graph.add('Sub', call.inputs());
  return [call.graph.add('Mul', [difference, difference])];
}

/** A condition for whole rows stands before the axes that it does not have. */
function select(call: OperatorCall): Value[] {
  const { graph } = call;
  const missing = call.sizes(1).length - call.sizes(0).length;
  const rank = call.sizes(0).length;
  const axes = Array.from({ length: missing }, (_, index) => rank + index);
  const condition =
    missing > 0 && rank > 0 ? graph.add('Unsqueeze', [call.input(0), graph.int64s(axes)]) : call.input(0);
  return [graph.add('Where', [condition, call.input(1), call.input(2)])];
}

function filledLike(call: OperatorCall, value: 0 | 1): Value {
  const type = call.typeOf(0);
  const tensor = { kind: 'tensor' as const, message: tensorMessage(type, [1], scalarBytes(type, value)) };
  return call.graph.add('ConstantOfShape', [call.graph.add('Shape', [call.input(0)])], { value: tensor });
}

function scalarBytes(type: OnnxType, value: 0 | 1): Uint8Array {
  if (type === ONNX_TYPE.bool) return Uint8Array.of(value);
  if (type === ONNX_TYPE.int64) return bytesOf(BigInt64Array.of(BigInt(value)));
  return bytesOf(type === ONNX_TYPE.int32 ? Int32Array.of(value) : Float32Array.of(value));
}

function matMul(call: OperatorCall, first: boolean, second: boolean): Value {
  const turned = (place: number) => {
    const axes = call.sizes(place).map((_, axis) => axis);
    const [last = 0, before = 0] = [axes.pop(), axes.pop()];
    return call.graph.add('Transpose', [call.input(place)], { perm: [...axes, last, before] });
  };
  return call.graph.add('MatMul', [first ? turned(0) : call.input(0), second ? turned(1) : call.input(1)]);
}

function reduced(call: OperatorCall) {
  return { axes: call.axes(1), keepdims: call.flag('keep_dims') ? 1 : 0 };
}

/** The one reduction that takes its axes as an input already. */
function sum(call: OperatorCall): Value[] {
  const { axes, keepdims } = reduced(call);
  if (axes.length === 0) return [call.graph.add('Identity', [call.input(0)])];
  return [call.graph.add('ReduceSum', [call.input(0), call.graph.int64s(axes)], { keepdims })];
}

function overBooleans(call: OperatorCall, reduction: string): Value {
  const numbers = call.graph.add('Cast', [call.input(0)], { to: ONNX_TYPE.int32 });
  return call.graph.add('Cast', [call.graph.add(reduction, [numbers], reduced(call))], { to: ONNX_TYPE.bool });
}

function cumulative(call: OperatorCall): Value[] {
  const flags = { exclusive: call.flag('exclusive') ? 1 : 0, reverse: call.flag('reverse') ? 1 : 0 };
  return [call.graph.add('CumSum', [call.input(0), call.graph.int64s(call.axes(1))], flags)];
}

function topK(call: OperatorCall): Value[] {
  const count = call.graph.int64s([call.fixedNumber(1)]);
  const [values = '', places = ''] = call.graph.addSeveral('TopK', [call.input(0), count], { axis: -1, sorted: 1 }, 2);
  return [values, call.graph.add('Cast', [places], { to: ONNX_TYPE.int32 })];
}
