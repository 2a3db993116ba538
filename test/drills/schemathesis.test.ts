import { test } from 'node:test';
import { runDrill } from '../../drills/drills.js';
import { schemathesis } from '../../drills/schemathesis.js';

test('the short form finds nothing, with the Schemathesis that is beside the Python of FITSERVE_TEST_PYTHON', async (context) => {
  // Where there is none, its long form has been run by people: docs/security.md.
  if ((process.env.FITSERVE_TEST_PYTHON ?? '') === '' || schemathesis.lacks?.() !== undefined) return;
  const progress = (text: string) => context.diagnostic(text);
  context.diagnostic(await runDrill(schemathesis, { seed: 1, count: schemathesis.counts.short, progress }));
});
