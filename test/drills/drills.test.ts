import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runDrill } from '../../drills/drills.js';
import { killedWorkers } from '../../drills/killed-workers.js';
import { mutations } from '../../drills/mutations.js';
import { rollingRestart } from '../../drills/rolling-restart.js';
import { BrokenPromiseError, type Drill, promised } from '../../drills/support/drill.js';
import { wipedRedis } from '../../drills/wiped-redis.js';

const SEED = 1;

/** The short form of a drill; the others, and the long forms, are for people: `npm run drills`. */
function drill(one: Drill): void {
  test(one.promise, async (context) => {
    const progress = (text: string) => context.diagnostic(text);
    context.diagnostic(await runDrill(one, { seed: SEED, count: one.counts.short, progress }));
  });
}

drill(killedWorkers);
drill(wipedRedis);
drill(rollingRestart);
drill(mutations);

test('a drill whose promise is broken says which', () => {
  promised(true, 'this one is kept');
  assert.throws(() => promised(false, 'job_1 ended as failed'), new BrokenPromiseError('job_1 ended as failed'));
});
