import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sizeOf, weightsOf } from '../../src/engine/plan/network-plan.js';
import { planNetwork } from '../../src/engine/plan/plan-network.js';
import {
  type Architecture,
  architectureSchema,
  layersPath,
  postedArchitectureSchema,
  toArchitecture,
} from '../../src/keras-format/architecture.js';
import { MAX_LAYERS_READ } from '../../src/keras-format/model-schemas.js';
import { KERAS_VERSIONS, modelFixtureNames, readModelFixture } from './read-fixture.js';

const limits = { maxParams: 1e6, maxLayers: 100, maxMemoryBytes: 1e9 };
const read = (architecture: unknown): Architecture => toArchitecture(postedArchitectureSchema.parse(architecture));
const planOf = (architecture: Architecture) => planNetwork(architecture, { layersPointer: '', limits });

/** What an architecture means: without the dtypes, modules and nulls that Keras only writes down. */
function meaningOf(architecture: Architecture): unknown {
  return JSON.parse(JSON.stringify(architecture.config.layers.slice(1)), (key, value: unknown) =>
    ['dtype', 'module'].includes(key) || value === null ? undefined : value,
  );
}

for (const keras of KERAS_VERSIONS) {
  describe(`to_json() of ${keras}`, () => {
    for (const name of modelFixtureNames(keras)) {
      it(`${name} keeps its names and has the parameters that Keras counts`, () => {
        const fixture = readModelFixture(name);
        const architecture = read(fixture.architecture);
        const names = architecture.config.layers.flatMap(({ class_name, config }) =>
          class_name === 'InputLayer' ? [] : [config.name],
        );
        assert.deepEqual(names, fixture.layers);
        const plan = planOf(architecture);
        const params = plan ? weightsOf(plan).reduce((sum, weight) => sum + sizeOf(weight.shape), 0) : null;
        assert.equal(params, fixture.params);
      });

      it(`${name} reads the same again from what is stored of it`, () => {
        const architecture = read(readModelFixture(name).architecture);
        assert.deepEqual(architectureSchema.parse(JSON.parse(JSON.stringify(architecture))), architecture);
        assert.deepEqual(read(JSON.parse(JSON.stringify(architecture))), architecture);
      });
    }

    it('keeps the numbers of initializers', () => {
      const layers = read(readModelFixture(`${keras}-initializers`).architecture).config.layers;
      const dense = layers.flatMap((layer) => (layer.class_name === 'Dense' ? [layer.config] : []));
      const kernel = (index: number) => {
        const initializer = dense[index]?.kernel_initializer;
        const entries = Object.entries(initializer?.config ?? {}).filter(([, value]) => value !== null);
        return { class_name: initializer?.class_name, ...Object.fromEntries(entries) };
      };
      assert.deepEqual(kernel(0), { class_name: 'RandomNormal', mean: 0, stddev: 0.1, seed: 1 });
      assert.equal(dense[0]?.bias_initializer.class_name, 'Ones');
      assert.deepEqual(kernel(1), { class_name: 'RandomUniform', minval: -0.2, maxval: 0.2 });
      assert.deepEqual(dense[1]?.bias_initializer.config, { value: 0.5 });
      assert.deepEqual(kernel(2), { class_name: 'TruncatedNormal', mean: 0, stddev: 0.2 });
      assert.equal(dense[2]?.trainable, false);
      assert.deepEqual(kernel(3), {
        class_name: 'VarianceScaling',
        scale: 2,
        mode: 'fan_out',
        distribution: 'untruncated_normal',
      });
      assert.deepEqual(
        [4, 5, 6, 7].map((index) => kernel(index).class_name),
        ['LecunUniform', 'LecunNormal', 'GlorotNormal', 'HeUniform'],
      );
    });

    it('is what the short form means by its defaults', () => {
      const short = read({
        layers: [
          { class_name: 'InputLayer', config: { name: 'input', batch_shape: [null, 784] } },
          { class_name: 'Dense', config: { units: 100, activation: 'sigmoid' } },
          { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
        ],
      });
      assert.deepEqual(meaningOf(short), meaningOf(read(readModelFixture(`${keras}-mlp`).architecture)));
    });
  });
}

describe('an architecture', () => {
  const dense = (config: object) => ({ class_name: 'Dense', config: { units: 1, ...config } });

  it('gets the names that Keras gives, past those that are taken', () => {
    const layers = [
      dense({}),
      dense({ name: 'dense_1' }),
      dense({}),
      { class_name: 'Flatten' },
      { class_name: 'Flatten' },
    ];
    const names = read({ layers }).config.layers.map(({ config }) => config.name);
    assert.deepEqual(names, ['dense', 'dense_1', 'dense_2', 'flatten', 'flatten_1']);
  });

  it('says where its layers stand, for pointers', () => {
    assert.deepEqual(layersPath(postedArchitectureSchema.parse({ layers: [] })), ['layers']);
    const sequential = { class_name: 'Sequential', config: { layers: [] } };
    assert.deepEqual(layersPath(postedArchitectureSchema.parse(sequential)), ['config', 'layers']);
  });

  it('is refused unread when it has more layers than can be', () => {
    const layers = Array.from({ length: MAX_LAYERS_READ + 1 }, () => ({ class_name: 'Nonsense' }));
    const parsed = postedArchitectureSchema.safeParse({ layers });
    assert.equal(parsed.success, false);
    assert.equal(JSON.stringify(parsed.error?.issues).includes('Nonsense'), false);
  });

  it('keeps what a refused class name shows short', () => {
    const parsed = postedArchitectureSchema.safeParse({ class_name: 'X'.repeat(100_000), config: {} });
    assert.equal(parsed.success, false);
    assert.ok(JSON.stringify(parsed.error?.issues).length < 5_000);
  });
});
