import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalog } from '../../../src/keras-format/catalog/catalog.js';
import { layerSchema } from '../../../src/keras-format/layers/layers.js';
import { optimizerObjectSchema } from '../../../src/keras-format/optimizers.js';

const fieldOf = (kind: 'layers' | 'optimizers' | 'losses', className: string, name: string) =>
  catalog()
    [kind].find(({ class_name }) => class_name === className)
    ?.fields.find((field) => field.name === name);

describe('the catalog', () => {
  it('says type, range, default and need of a field', () => {
    assert.deepEqual(fieldOf('layers', 'Dense', 'units'), { name: 'units', type: 'integer > 0', required: true });
    assert.deepEqual(fieldOf('layers', 'Dense', 'kernel_initializer'), {
      name: 'kernel_initializer',
      type: 'initializer',
      required: false,
      default: 'glorot_uniform',
    });
    assert.deepEqual(fieldOf('layers', 'Dropout', 'rate'), {
      name: 'rate',
      type: 'number >= 0 and <= 1',
      required: true,
    });
    assert.equal(fieldOf('optimizers', 'Adam', 'learning_rate')?.type, 'schedule or number >= 0 and <= 1000000');
    assert.equal(fieldOf('losses', 'BinaryCrossentropy', 'from_logits')?.default, false);
  });

  it('leaves out what is taken in its neutral form only', () => {
    assert.equal(fieldOf('layers', 'Dense', 'lora_rank'), undefined);
  });

  it('has every class that the schemas take, once', () => {
    for (const [kind, count] of [
      ['layers', layerSchema.options.length],
      ['optimizers', optimizerObjectSchema.options.length],
    ] as const) {
      const names = catalog()[kind].map(({ class_name }) => class_name);
      assert.equal(names.length, count);
      assert.equal(new Set(names).size, count);
    }
  });
});
