import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { z } from 'zod';
import { callbackSchema } from '../../src/keras-format/callbacks.js';
import { compileSchema } from '../../src/keras-format/compile.js';
import { fitSchema } from '../../src/keras-format/fit.js';
import { lossObjectSchema } from '../../src/keras-format/losses.js';
import { metricObjectSchema } from '../../src/keras-format/metrics.js';
import { optimizerObjectSchema } from '../../src/keras-format/optimizers.js';
import { prepareSchema } from '../../src/keras-format/prepare.js';
import { arbitraryOf } from '../support/properties/arbitrary-of.js';
import { runs } from '../support/properties/settings.js';

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  'an optimizer': optimizerObjectSchema,
  'a loss': lossObjectSchema,
  'a metric': metricObjectSchema,
  'a compile': compileSchema,
  'a callback': callbackSchema,
  'the preparing': prepareSchema,
  'a fit': fitSchema,
};
const OVERRIDES = {
  module: undefined,
  registered_name: undefined,
  build_config: undefined,
  global_clipnorm: undefined,
  clipvalue: undefined,
  split: undefined,
  validation_dataset: undefined,
  class_weight: fc.constantFrom({}, { 0: 1, 17: 0.5 }),
} as const;

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

for (const [name, schema] of Object.entries(SCHEMAS)) {
  test(`${name} that is accepted is the same when it is posted as it is answered`, () => {
    let accepted = 0;
    const again = fc.property(arbitraryOf(schema, { overrides: OVERRIDES, given: 40 }), (posted) => {
      const parsed = schema.safeParse(posted);
      if (!parsed.success) return;
      accepted++;
      assert.deepEqual(asJson(schema.parse(asJson(parsed.data))), asJson(parsed.data));
    });
    fc.assert(again, runs(600));
    assert.ok(accepted > 200, `${accepted} were accepted`);
  });
}
