import { Fitserve } from '../client/src/index.js';
import { readArguments, USAGE, UsageError } from './demo/arguments.js';
import { Interruption } from './demo/interruption.js';
import { cancelJob, clearLeftovers } from './demo/leftovers.js';
import { startOwnService } from './demo/own-service.js';
import { describeEngine, type WalkResult, walk } from './demo/walk.js';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;
/** Loading TensorFlow takes some seconds, on a busy machine more. */
const ENGINE_TIMEOUT_MS = 60_000;
/** How long an interrupted demo waits for its job to be cancelled. */
const CANCEL_TIMEOUT_MS = 10_000;

const startedMs = performance.now();
const interruption = new Interruption();
const say = (text: string) => process.stdout.write(`${text}\n`);

// What still waits for an answer that is of no use any more must not keep the process.
process.exit(await main(process.argv.slice(2)));

/** @returns the exit code */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const { help, keep } = readArguments(argv);
    if (!help) return await demo(keep);
    process.stdout.write(USAGE);
    return 0;
  } catch (error) {
    process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
    if (!(error instanceof UsageError)) return EXIT_FAILED;
    process.stderr.write(`\n${USAGE}`);
    return EXIT_USAGE;
  }
}

/** @returns the exit code */
async function demo(keep: boolean): Promise<number> {
  say('fitserve: a network learns handwritten digits, over HTTP\n');
  const service = await startOwnService();
  let job: string | undefined;
  const client = new Fitserve({ baseUrl: service.url, apiKey: service.apiKey ?? '', signal: interruption.signal });
  try {
    interruption.signal.throwIfAborted();
    say(`The service answers at ${service.url}`);
    const engine = await Promise.race([service.engine(ENGINE_TIMEOUT_MS), interruption.happens]);
    say(`${describeEngine(engine)}\n`);
    await clearLeftovers(client);
    const learning = walk(client, process.stdout, (id) => {
      job = id;
    });
    const result = await Promise.race([learning, service.failed]);
    const exitCode = conclude(result);
    if (!keep) {
      if (exitCode === 0) sayWhatIsNext();
      return exitCode;
    }
    sayHowToGoOn(service.url, service.apiKey ?? '', result);
    await Promise.race([interruption.happens, service.failed]).catch((error: unknown) => {
      if (!interruption.signal.aborted) throw error;
    });
    return exitCode;
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    say('\nStopping …');
    if (job !== undefined) {
      // What cannot be cancelled now is cancelled by the next demo.
      const signal = AbortSignal.timeout(CANCEL_TIMEOUT_MS);
      await cancelJob(new Fitserve({ baseUrl: service.url, apiKey: service.apiKey ?? '', signal }), job).catch(
        () => undefined,
      );
    }
    return interruption.exitCode;
  } finally {
    await service.stop();
  }
}

function conclude({ accuracy, leastAccuracy, isGoodEnough }: WalkResult): number {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  if (!isGoodEnough) {
    say(`\nFAILED after ${seconds} s: an accuracy of ${accuracy} on the test digits is below ${leastAccuracy}.`);
    return EXIT_FAILED;
  }
  say(`\nDone in ${seconds} s.`);
  return 0;
}

function sayWhatIsNext(): void {
  say(`
What to try next:
  npm run demo -- --keep   the same, and the service stays up to be asked
  npm start                the service for daily use; its API is described at /docs
  README.md                every step as a curl command`);
}

function sayHowToGoOn(url: string, key: string, { model, job }: WalkResult): void {
  say(`
The service stays up until Ctrl-C:
  address   ${url}  (documentation: ${url}/docs)
  API key   ${key}

Try in another terminal:
  curl -H 'Authorization: Bearer ${key}' ${url}/v1/models/${model}
  curl -H 'Authorization: Bearer ${key}' -H 'Accept: text/csv' ${url}/v1/jobs/${job}/history`);
}
