#!/usr/bin/env node
import { EXIT } from './failures.js';
import { runCommand } from './program.js';

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // A second Ctrl-C does not wait for what the first one ends in order.
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    interruption.abort(new Error('interrupted'));
  });
}
// Whoever reads the output may have gone: `fitserve jobs ls | head -1`.
process.stdout.on('error', () => process.exit(EXIT.ok));

const { stdin, stdout, stderr, env } = process;
const exitCode = await runCommand(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  env,
  cwd: process.cwd(),
  signal: interruption.signal,
});
process.exitCode ??= exitCode;
// A connection that is kept open must not keep the process.
stdout.write('', () => process.exit());
