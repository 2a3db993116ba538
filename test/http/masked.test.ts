import assert from 'node:assert/strict';
import { test } from 'node:test';
import { masked, mayHoldSecret } from '../../src/http/masked.js';

test('keys and secrets are masked wherever they stand, with all characters of base64', () => {
  assert.equal(masked('a fsk_0123456789abcdef and "whsec_ab+/cd12Zz==" end'), 'a fsk_… and "whsec_…" end');
  assert.equal(masked('/v1/models/whsec_ab%2Bcd%2Fef01/summary'), '/v1/models/whsec_…');
  assert.equal(masked('disk_0123456789 and fsk_ alone'), 'disk_0123456789 and fsk_ alone');
});

test('the key of the request is masked, whatever its form; what could be a part of JSON is none', () => {
  const own = 'the-first-key.of_an~operator';
  assert.equal(masked(`"${own}" and ${own}`, own), '"…" and …');
  assert.equal(masked('"status":422', '"status":422'), '"status":422');
  assert.equal(masked('a short word', 'short'), 'a short word');
});

test('what holds no secret is the same text', () => {
  assert.equal(mayHoldSecret('/v1/models'), false);
  assert.equal(masked('/v1/models'), '/v1/models');
});
