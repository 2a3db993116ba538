/** Bodies of models that are past the limits of the service, each in another way, by what is too much about them. */
export function largeModels(): ReadonlyMap<string, string> {
  const layer = (class_name: string, config: object = {}) => ({ class_name, config });
  const body = (architecture: object) => JSON.stringify({ name: 'large', architecture });
  return new Map([
    ['parameters', body({ layers: [layer('Dense', { units: 100_000, input_shape: [10_000] })] })],
    ['activations', body({ layers: [layer('UpSampling2D', { size: 100_000, input_shape: [100, 100, 3] })] })],
    ['900 layers', body(functional(900, (name) => layer('Dense', { name, units: 4 }), 1))],
    ['400 doublings', body(functional(400, (name) => layer('Concatenate', { name }), 2))],
    ['50,000 layers', body({ layers: Array.from({ length: 50_000 }, () => layer('Flatten')) })],
    ['a million calls', body(calledOften(1_000))],
  ]);
}

const input = {
  class_name: 'InputLayer',
  name: 'in',
  config: { name: 'in', batch_shape: [null, 4] },
  inbound_nodes: [],
};

function modelOf(layers: readonly object[], last: string, call: number) {
  return {
    class_name: 'Functional',
    config: {
      name: 'model',
      layers: [input, ...layers],
      input_layers: [['in', 0, 0]],
      output_layers: [[last, call, 0]],
    },
  };
}

/** Layers one behind the other, each of which takes the one before it so many times. */
function functional(count: number, layerNamed: (name: string) => object, times: number): object {
  const layers = Array.from({ length: count }, (_, index) => {
    const before = Array.from({ length: times }, () => [index === 0 ? 'in' : `layer_${index - 1}`, 0, 0, {}]);
    return { ...layerNamed(`layer_${index}`), name: `layer_${index}`, inbound_nodes: [before] };
  });
  return modelOf(layers, `layer_${count - 1}`, 0);
}

/** A layer that is called so many times, in a model that is called as often. */
function calledOften(times: number): object {
  const chain = Array.from({ length: times }, (_, call) => [[call === 0 ? 'in' : 'own', Math.max(0, call - 1), 0, {}]]);
  const dense = { class_name: 'Dense', name: 'own', config: { name: 'own', units: 4 }, inbound_nodes: chain };
  const inner = modelOf([dense], 'own', times - 1);
  const named = { ...inner, name: 'own', config: { ...inner.config, name: 'own' }, inbound_nodes: chain };
  return modelOf([named], 'own', times - 1);
}
