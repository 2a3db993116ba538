import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../src/config.js';

test('a heartbeat that is not well below the lease is refused in a sentence', () => {
  assert.throws(() => loadConfig({ LEASE_MS: '5000', HEARTBEAT_MS: '2000' }), {
    name: 'ConfigError',
    message:
      'HEARTBEAT_MS must be at most a third of LEASE_MS, or a worker loses its jobs by one late heartbeat: 2000 is more than 5000 / 3.',
  });
  assert.equal(loadConfig({ LEASE_MS: '6000', HEARTBEAT_MS: '2000' }).LEASE_MS, 6000);
});
