import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CROSSENTROPY, lossObjectSchema, lossSchema, resolveLoss } from '../../src/keras-format/losses.js';
import { metricSchema, resolveMetric } from '../../src/keras-format/metric-names.js';
import { optimizerSchema, resolveOptimizer } from '../../src/keras-format/optimizers.js';
import { KERAS_VERSIONS, readObjectsFixture } from './read-fixture.js';

/** The fields of `config` that are in `expected` too: what both Kerases and the service know. */
function shared(config: object, expected: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).filter(([key]) => key in expected));
}

for (const keras of KERAS_VERSIONS) {
  const fixture = readObjectsFixture(keras);

  describe(`get_config() and serialize() of ${keras}`, () => {
    for (const [name, object] of Object.entries(fixture.optimizers)) {
      it(`optimizer ${name} is read with its numbers`, () => {
        const optimizer = resolveOptimizer(optimizerSchema.parse(object));
        assert.equal(optimizer.class_name, object.class_name);
        assert.deepEqual(shared(optimizer.config, object.config), shared(object.config, optimizer.config));
        assert.equal(optimizer.config.learning_rate, object.config.learning_rate);
      });
    }
    for (const [name, object] of Object.entries(fixture.losses)) {
      it(`loss ${name} is read`, () => {
        const loss = lossObjectSchema.parse(resolveLoss(lossSchema.parse(object)));
        assert.equal(loss.class_name, name);
        const { reduction, ...others } = loss.config;
        assert.equal(reduction, 'sum_over_batch_size');
        assert.deepEqual(shared(others, object.config), shared(object.config, others));
      });
    }
    for (const [name, object] of Object.entries(fixture.metrics)) {
      it(`metric ${name} is read, with the key that Keras gives it`, () => {
        const { name: key, metric } = resolveMetric(metricSchema.parse(object));
        assert.equal(key, object.config.name);
        assert.equal(typeof metric === 'string' ? metric : metric.class_name, name);
      });
    }
  });
}

describe('what Keras writes around a config', () => {
  it('is taken and not kept', () => {
    const posted = {
      class_name: 'Adam',
      config: {},
      module: 'keras.optimizers',
      registered_name: null,
      build_config: { a: [1] },
    };
    const kept = optimizerSchema.parse(posted);
    assert.deepEqual(Object.keys(kept), ['class_name', 'config']);
  });

  it('is refused where it names a custom object', () => {
    const posted = { class_name: 'Adam', config: {}, registered_name: 'mine>Adam' };
    const parsed = optimizerSchema.safeParse(posted);
    assert.equal(parsed.success, false);
  });
});

describe('defaults', () => {
  const { optimizers } = readObjectsFixture('keras3');

  for (const name of ['Adagrad', 'RMSprop', 'Adam'] as const) {
    it(`${name} by its name alone has the numbers of Keras`, () => {
      const expected = optimizers[name]?.config ?? {};
      for (const given of [name, name.toLowerCase()]) {
        const { config } = resolveOptimizer(optimizerSchema.parse(given));
        for (const [field, value] of Object.entries(config)) {
          const printed = expected[field];
          // Keras prints the learning rate as the float32 that it keeps.
          assert.equal(field === 'learning_rate' ? Math.fround(Number(value)) : value, printed, field);
        }
      }
    });
  }

  it('a loss by string has the defaults of its class', () => {
    assert.deepEqual(resolveLoss('categorical_crossentropy'), {
      class_name: 'CategoricalCrossentropy',
      config: { reduction: 'sum_over_batch_size', from_logits: false, label_smoothing: 0 },
    });
    assert.deepEqual(resolveLoss('mse'), resolveLoss('MeanSquaredError'));
    assert.deepEqual(resolveLoss('kld'), resolveLoss('kl_divergence'));
    assert.equal(resolveLoss('ce'), CROSSENTROPY);
  });

  it('a metric by string keeps the string as its key', () => {
    assert.equal(resolveMetric('acc').name, 'acc');
    assert.equal(resolveMetric('mae').name, 'mae');
    assert.equal(resolveMetric('RootMeanSquaredError').name, 'RootMeanSquaredError');
  });
});
