import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const answerSchema = z.union([
  z.object({ url: z.url(), label: z.string(), headers: z.record(z.string(), z.string()) }),
  z.object({ missing: z.string() }),
]);
const loadSchema = z.object({
  perSecond: z.number(),
  medianMs: z.number(),
  p99Ms: z.number(),
  mostMs: z.number(),
  failed: z.int(),
});
export type Load = z.infer<typeof loadSchema>;

/** Where a server takes the body. */
export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A server in a process of its own, which says where it listens and ends when its input does. */
export class HttpServer {
  readonly target: Target;
  readonly label: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, target: Target, label: string) {
    this.#child = child;
    this.target = target;
    this.label = label;
  }

  /** @returns why it cannot take part, where that is so. */
  static async start([program = '', ...args]: readonly string[]): Promise<HttpServer | string> {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const failed = new Promise<string>((resolve) => child.once('error', (error) => resolve(error.message)));
    const first = await Promise.race([createInterface({ input: child.stdout })[Symbol.asyncIterator]().next(), failed]);
    if (typeof first === 'string') return first;
    if (first.done) return 'it ended before it listened';
    const answer = answerSchema.parse(JSON.parse(first.value));
    return 'missing' in answer ? answer.missing : new HttpServer(child, answer, answer.label);
  }

  async end(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.stdin?.end();
    await ended;
  }
}

/** Posts the body to a server on so many connections for so many seconds, from a process of its own. */
export async function load(target: Target, body: string, connections: number, seconds: number): Promise<Load> {
  const client = spawn(process.execPath, [new URL('./load-client.js', import.meta.url).pathname], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  client.stdin.end(JSON.stringify({ ...target, body, connections, seconds }));
  const { value } = await createInterface({ input: client.stdout })[Symbol.asyncIterator]().next();
  return loadSchema.parse(JSON.parse(String(value)));
}
