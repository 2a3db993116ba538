import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidError } from '../../../src/errors.js';
import type { InputLayout } from '../../../src/inference/input-layout.js';
import { textsOf } from '../../../src/inference/tf-serving/base64-values.js';

const CELLS: InputLayout = {
  shape: [1],
  names: ['inputs'],
  columns: ['city'],
  cells: [{ kind: 'category', name: 'city', missing: 'refused', categories: ['Oslo'], ignoresUnseen: false }],
  maxRows: 10,
};
const NUMBERS: InputLayout = { shape: [1], names: ['inputs'], maxRows: 10 };
const oslo = { b64: Buffer.from('Oslo').toString('base64') };

describe("TensorFlow Serving's bytes in base64", () => {
  it('are the texts that they stand for, wherever a cell may be', () => {
    assert.deepEqual(textsOf({ instances: [{ city: oslo }, [oslo], oslo, { city: [oslo] }] }, [CELLS]), {
      instances: [{ city: 'Oslo' }, ['Oslo'], 'Oslo', { city: ['Oslo'] }],
    });
    assert.deepEqual(textsOf({ inputs: { city: [oslo, 'Rome'] } }, [CELLS]), { inputs: { city: ['Oslo', 'Rome'] } });
  });

  it('stay as they are where the model takes numbers', () => {
    const posted = { instances: [oslo] };
    assert.equal(textsOf(posted, [NUMBERS]), posted);
  });

  it('are refused where they are no base64, or no text', () => {
    for (const [b64, detail] of [
      ['?', 'must be text in base64'],
      ['/w==', 'must be the base64 of UTF-8 text'],
    ] as const) {
      assert.throws(
        () => textsOf({ instances: [{ city: { b64 } }] }, [CELLS]),
        (error: unknown) => {
          assert.ok(error instanceof InvalidError);
          assert.deepEqual(
            error.errors?.map((fault) => [fault.pointer, fault.detail]),
            [['/instances/0/city/b64', detail]],
          );
          return true;
        },
      );
    }
  });
});
