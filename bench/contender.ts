import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const answerSchema = z.union([
  z.object({ ready: z.string() }),
  z.object({ milliseconds: z.number().nonnegative() }),
  z.object({ missing: z.string() }),
]);

/** How long one may take to put its files away after its input has ended. */
const PATIENCE_MS = 20_000;
/** How much of what it last wrote to its error output is told when it fails. */
const LAST_WORDS = 600;

/**
 * Somebody who runs a case: a process that prints `{"ready": what}` once it is warm, then `{"milliseconds": n}` (a step or call)
 * for each line that it reads, or at first `{"missing": why}` when what it needs is not there. It ends when its input does.
 */
export class Contender {
  readonly name: string;
  /** What it is, with its version. */
  readonly label: string;
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private readonly lastWords: () => string;

  private constructor(name: string, label: string, { child, lines, lastWords }: Started) {
    this.name = name;
    this.label = label;
    this.child = child;
    this.lines = lines;
    this.lastWords = lastWords;
  }

  /** Starts it and waits until it is warm. @returns why it cannot take part, where that is so. */
  static async start(
    name: string,
    command: readonly string[],
    environment: NodeJS.ProcessEnv,
  ): Promise<Contender | string> {
    const started = startProcess(command, environment);
    const { child, lines, lastWords } = started;
    const failed = new Promise<string>((resolve) => child.once('error', (error) => resolve(error.message)));
    const first = await Promise.race([lines.next(), failed]);
    if (typeof first === 'string') return first;
    if (first.done) return `it ended before it was ready${lastWords()}`;
    const answer = answerSchema.parse(JSON.parse(first.value));
    const contender = new Contender(name, 'ready' in answer ? answer.ready : '', started);
    if ('ready' in answer) return contender;
    await contender.end();
    return 'missing' in answer ? answer.missing : 'it spoke before it was ready';
  }

  /** One measurement: milliseconds a step or call. */
  async run(): Promise<number> {
    this.child.stdin?.write('run\n');
    const next = await this.lines.next();
    if (next.done) throw new Error(`${this.name} ended in the middle of a measurement${this.lastWords()}`);
    const answer = answerSchema.parse(JSON.parse(next.value));
    if ('milliseconds' in answer) return answer.milliseconds;
    throw new Error(`${this.name} answered ${next.value}`);
  }

  /** Ends its input, so that it puts its files away, and waits for its end. */
  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.stdin?.end();
    await Promise.race([ended, sleep(PATIENCE_MS, undefined, { ref: false })]);
    this.child.kill('SIGKILL');
  }
}

interface Started {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
  /** What it last wrote to its error output, to be added to a sentence. */
  readonly lastWords: () => string;
}

function startProcess([program = '', ...args]: readonly string[], environment: NodeJS.ProcessEnv): Started {
  const child = spawn(program, args, { stdio: 'pipe', env: { ...process.env, ...environment } });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-LAST_WORDS);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, lines, lastWords: () => (words.trim() === '' ? '' : `: ${words.trim()}`) };
}
