import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalog } from '../../../src/keras-format/catalog/catalog.js';
import { plainLayerSchema } from '../../../src/keras-format/layers/plain-layers.js';
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

  it('has the cells of RNN with their own fields, and says that it takes one, or several in a list', () => {
    const cells = Object.fromEntries(catalog().cells.map(({ class_name, fields }) => [class_name, fields]));
    assert.deepEqual(Object.keys(cells), ['SimpleRNNCell', 'LSTMCell', 'GRUCell', 'StackedRNNCells']);
    assert.equal(cells.GRUCell?.find(({ name }) => name === 'reset_after')?.default, true);
    assert.equal(cells.StackedRNNCells?.find(({ name }) => name === 'cells')?.type, 'list of cell');
    assert.equal(fieldOf('layers', 'RNN', 'cell')?.type, 'cell or list of cell');
  });

  it('leaves out what is taken in its neutral form only', () => {
    assert.equal(fieldOf('layers', 'Dense', 'lora_rank'), undefined);
  });

  it('has every class that the schemas take, TimeDistributed beside those that hold no other, once', () => {
    for (const [kind, count] of [
      ['layers', plainLayerSchema.options.length + 1],
      ['optimizers', optimizerObjectSchema.options.length],
    ] as const) {
      const names = catalog()[kind].map(({ class_name }) => class_name);
      assert.equal(names.length, count);
      assert.equal(new Set(names).size, count);
    }
  });
});
