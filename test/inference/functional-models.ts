/** Keras 3's JSON of a Functional model: each layer is called once, on those whose names it is given. */
export function functional(
  layers: readonly (readonly [
    className: string,
    config: { readonly name: string; readonly [field: string]: unknown },
    on: readonly string[],
  ])[],
  inputs: readonly string[],
  outputs: readonly string[],
): object {
  const history = (name: string) => [name, 0, 0];
  const argument = (name: string) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, 1], dtype: 'float32', keras_history: history(name) },
  });
  const call = (on: readonly string[]) => {
    const [first, ...more] = on.map(argument);
    return { args: more.length === 0 ? [first] : [[first, ...more]], kwargs: {} };
  };
  return {
    class_name: 'Functional',
    config: {
      name: 'functional',
      trainable: true,
      layers: layers.map(([class_name, config, on]) => ({
        class_name,
        config,
        name: config.name,
        inbound_nodes: on.length === 0 ? [] : [call(on)],
      })),
      input_layers: inputs.map(history),
      output_layers: outputs.map(history),
    },
  };
}

/** Two inputs of two numbers and of one, joined into `joined`, and two outputs of it, `x` with one unit and `y` with two. */
export const TWO_PORTS = functional(
  [
    ['InputLayer', { name: 'a', batch_shape: [null, 2] }, []],
    ['InputLayer', { name: 'b', batch_shape: [null, 1] }, []],
    ['Concatenate', { name: 'joined', axis: -1 }, ['a', 'b']],
    ['Dense', { name: 'x', units: 1 }, ['joined']],
    ['Dense', { name: 'y', units: 2 }, ['joined']],
  ],
  ['a', 'b'],
  ['x', 'y'],
);

/** Its weights: x = a0 + 10 a1 + 100 b + 0.5 and y = [b, a0 - a1 - 1]. */
export const TWO_PORTS_WEIGHTS = [[1, 10, 100], [0.5], [0, 1, 0, -1, 1, 0], [0, -1]];
