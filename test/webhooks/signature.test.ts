import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatureOf } from '../../src/webhooks/signature.js';

test('the signature is that of the example of Standard Webhooks', () => {
  const content = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };
  assert.equal(
    signatureOf('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', content),
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  );
});

test('another body, time, id or key signs differently', () => {
  const content = { id: 'whd_1', timestamp: 1, body: '{}' };
  const signatures = [
    signatureOf('AAAA', content),
    signatureOf('AAAB', content),
    signatureOf('AAAA', { ...content, id: 'whd_2' }),
    signatureOf('AAAA', { ...content, timestamp: 2 }),
    signatureOf('AAAA', { ...content, body: '[]' }),
  ];
  assert.equal(new Set(signatures).size, 5);
});
