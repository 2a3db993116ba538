import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toFaults } from '../../src/http/faults.js';
import { constraintSchema } from '../../src/keras-format/constraints.js';
import { initializerSchema } from '../../src/keras-format/initializers.js';
import { optimizerSchema, resolveOptimizer } from '../../src/keras-format/optimizers.js';
import { regularizerSchema } from '../../src/keras-format/regularizers.js';

/** Where the faults of a posted optimizer lie, as a client is told. */
function pointersOf(posted: unknown): string[] {
  const { error } = optimizerSchema.safeParse(posted);
  return error ? toFaults(error.issues, posted).map(({ pointer }) => pointer) : [];
}

const sgd = (config: object) => ({ class_name: 'SGD', config });
const scheduled = (class_name: string, config: object) => sgd({ learning_rate: { class_name, config } });

describe('optimizers', () => {
  it("has Keras's defaults", () => {
    const { config } = resolveOptimizer('AdamW');
    assert.equal(config.learning_rate, 0.001);
    assert.equal(config.weight_decay, 0.004);
    assert.equal(resolveOptimizer('sgd').config.learning_rate, 0.01);
    assert.equal(resolveOptimizer('lion').config.ema_momentum, 0.99);
  });

  it('takes a schedule as Keras 3 writes it', () => {
    const optimizer = resolveOptimizer(
      optimizerSchema.parse({
        module: 'keras.optimizers',
        class_name: 'Adam',
        registered_name: null,
        config: {
          name: 'adam',
          learning_rate: {
            module: 'keras.optimizers.schedules',
            class_name: 'CosineDecay',
            registered_name: null,
            config: {
              initial_learning_rate: 0.1,
              decay_steps: 100,
              alpha: 0.0,
              name: 'CosineDecay',
              warmup_target: null,
              warmup_steps: 0,
            },
          },
        },
      }),
    );
    assert.deepEqual(optimizer.config.learning_rate, {
      class_name: 'CosineDecay',
      config: {
        initial_learning_rate: 0.1,
        decay_steps: 100,
        alpha: 0,
        name: 'CosineDecay',
        warmup_target: null,
        warmup_steps: 0,
      },
    });
  });

  for (const [posted, fault] of [
    [sgd({ lr: 0.1 }), '/config/lr'],
    [sgd({ decay: 0.01 }), '/config/decay'],
    [sgd({ momentum: 1.5 }), '/config/momentum'],
    [sgd({ learning_rate: -0.1 }), '/config/learning_rate'],
    [sgd({ gradient_accumulation_steps: 1 }), '/config/gradient_accumulation_steps'],
    [sgd({ clipnorm: 1, clipvalue: 1 }), '/config/clipvalue'],
    [sgd({ loss_scale_factor: 0 }), '/config/loss_scale_factor'],
    [{ class_name: 'AdamW', config: { weight_decay: null } }, '/config/weight_decay'],
    [
      scheduled('PiecewiseConstantDecay', { boundaries: [5, 3], values: [1, 2, 3] }),
      '/config/learning_rate/config/boundaries/1',
    ],
    [
      scheduled('PiecewiseConstantDecay', { boundaries: [5], values: [1, 2, 3] }),
      '/config/learning_rate/config/values',
    ],
  ] as const) {
    it(`refuses ${JSON.stringify(posted)} and names the field`, () => {
      assert.deepEqual(pointersOf(posted), [fault]);
    });
  }

  it('takes what Keras 2 writes for decay when there is none', () => {
    assert.equal(optimizerSchema.safeParse(sgd({ decay: 0 })).success, true);
  });
});

describe('names of initializers, regularizers and constraints', () => {
  it('are those of Keras, and the longer ones of its first versions', () => {
    const initializer = initializerSchema('zeros');
    assert.deepEqual(initializer.parse('uniform'), initializer.parse('RandomUniform'));
    assert.deepEqual(
      initializer.parse({ class_name: 'OrthogonalInitializer', config: { gain: 2, seed: null } }),
      initializer.parse({ class_name: 'Orthogonal', config: { gain: 2 } }),
    );
    assert.equal(initializer.safeParse('toString').success, false);
    assert.deepEqual(regularizerSchema.parse('l1_l2'), { class_name: 'L1L2', config: { l1: 0, l2: 0 } });
    assert.deepEqual(regularizerSchema.parse('l2'), { class_name: 'L2', config: { l2: 0.01 } });
    assert.equal(regularizerSchema.parse(undefined), null);
    assert.deepEqual(constraintSchema.parse('max_norm'), { class_name: 'MaxNorm', config: { max_value: 2, axis: 0 } });
  });
});
