import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { z } from 'zod';

const answerSchema = z.union([
  z.object({ ready: z.string() }),
  z.object({ milliseconds: z.number().nonnegative() }),
  z.object({ missing: z.string() }),
]);

/**
 * Somebody who runs a case: a process that prints `{"ready": what}` once it is warm, then `{"milliseconds": n}` (a step or call)
 * for each line that it reads, or at first `{"missing": why}` when what it needs is not there.
 */
export class Contender {
  readonly name: string;
  /** What it is, with its version. */
  readonly label: string;
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private readonly reader: Interface;

  private constructor(
    name: string,
    label: string,
    child: ChildProcess,
    reader: Interface,
    lines: AsyncIterator<string>,
  ) {
    this.name = name;
    this.label = label;
    this.child = child;
    this.reader = reader;
    this.lines = lines;
  }

  /** Starts it and waits until it is warm. @returns why it cannot take part, where that is so. */
  static async start(
    name: string,
    command: readonly string[],
    environment: NodeJS.ProcessEnv,
  ): Promise<Contender | string> {
    const [program = '', ...args] = command;
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, ...environment } });
    const failed = new Promise<string>((resolve) => child.once('error', (error) => resolve(error.message)));
    if (!child.stdout) return 'it has no output';
    const reader = createInterface({ input: child.stdout });
    const lines = reader[Symbol.asyncIterator]();
    const first = await Promise.race([lines.next(), failed]);
    if (typeof first === 'string') return first;
    if (first.done) return 'it ended before it was ready';
    const answer = answerSchema.parse(JSON.parse(first.value));
    if ('ready' in answer) return new Contender(name, answer.ready, child, reader, lines);
    child.kill();
    return 'missing' in answer ? answer.missing : 'it spoke before it was ready';
  }

  /** One measurement: milliseconds a step or call. */
  async run(): Promise<number> {
    this.child.stdin?.write('run\n');
    const next = await this.lines.next();
    if (next.done) throw new Error(`${this.name} ended in the middle of a measurement`);
    const answer = answerSchema.parse(JSON.parse(next.value));
    if ('milliseconds' in answer) return answer.milliseconds;
    throw new Error(`${this.name} answered ${next.value}`);
  }

  end(): void {
    this.reader.close();
    this.child.kill();
  }
}
