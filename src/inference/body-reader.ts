import { once } from 'node:events';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { TooLargeError, UnavailableError } from '../errors.js';
import { type FromBodyThread, fromBodyThreadSchema, fromRefusal, type ToBodyThread } from './body-messages.js';
import { type PredictBody, parsePredict } from './predict-body.js';
import { layOutRows } from './predict-rows.js';

/** Up to here a body is parsed where it is: that takes less than 2 ms, and the way to the thread and back nearly as long. */
const INLINE_BYTES = 128 * 1024;
/** A body of 64 MiB, parsed, takes up to 1 GB; one that needs more ends alone. */
const MOST_HEAP_MB = 1536;
/** Large bodies that wait for their turn. */
const MOST_WAITING = 16;
/** Pieces of a body that are copied to the thread in one go: as they come from a socket, 1 MB. */
const PIECES_AT_ONCE = 16;

/** Reads the bodies of predict: small ones at once, large ones on a thread of their own, one after another. */
export class BodyReader {
  #thread: Worker | undefined;
  readonly #waiting: (() => void)[] = [];
  #busy = false;

  /**
   * @param pieces the bytes of the body, as they came.
   * @throws {MalformedError} {InvalidError} when the body or a field beside its rows is wrong.
   * @throws {UnavailableError} when too many large bodies wait.
   */
  async open(pieces: readonly Uint8Array[]): Promise<PredictBody> {
    if (pieces.reduce((sum, piece) => sum + piece.length, 0) <= INLINE_BYTES) {
      const { checkpoint, ...posted } = parsePredict(Buffer.concat(pieces));
      return { checkpoint, read: async (layout) => layOutRows(posted, layout), close: () => {} };
    }
    await this.#takeTurn();
    return new BodySession(this.#startThread(), () => this.#giveTurn()).open(pieces);
  }

  async close(): Promise<void> {
    await this.#thread?.terminate();
  }

  #startThread(): Worker {
    if (this.#thread) return this.#thread;
    const thread = new Worker(new URL('./body-thread.js', import.meta.url), {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    });
    // Whoever has a body there hears of it too; here it is only not to be used again.
    thread.on('error', () => {});
    thread.once('exit', () => {
      if (this.#thread === thread) this.#thread = undefined;
    });
    thread.unref();
    this.#thread = thread;
    return thread;
  }

  async #takeTurn(): Promise<void> {
    if (!this.#busy) {
      this.#busy = true;
      return;
    }
    if (this.#waiting.length >= MOST_WAITING) {
      throw new UnavailableError('Too many large predictions are under way.', { retryAfterS: 2 });
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #giveTurn(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#busy = false;
  }
}

/** One body on its way through the thread. */
class BodySession {
  readonly #thread: Worker;
  readonly #port: MessagePort;
  readonly #done: () => void;
  #closed = false;

  constructor(thread: Worker, done: () => void) {
    const { port1, port2 } = new MessageChannel();
    this.#thread = thread;
    this.#port = port1;
    this.#done = done;
    thread.postMessage(port2, [port2]);
  }

  async open(pieces: readonly Uint8Array[]): Promise<PredictBody> {
    try {
      await this.#send(pieces);
      const answer = await this.#next();
      if (answer.type !== 'fields') throw new Error(`expected the fields of a body, not ${answer.type}`);
      return {
        checkpoint: answer.checkpoint,
        read: async ({ shape, names, columns, maxRows }) => {
          const layout = { shape: [...shape], names: [...names], ...(columns && { columns: [...columns] }), maxRows };
          this.#tell({ type: 'layout', layout });
          const laidOut = await this.#next();
          if (laidOut.type !== 'rows') throw new Error(`expected the rows of a body, not ${laidOut.type}`);
          return laidOut;
        },
        close: () => this.#close(),
      };
    } catch (error) {
      this.#close();
      throw error;
    }
  }

  async #send(pieces: readonly Uint8Array[]): Promise<void> {
    for (const [index, bytes] of pieces.entries()) {
      if (index % PIECES_AT_ONCE === PIECES_AT_ONCE - 1) await new Promise(setImmediate);
      this.#tell({ type: 'bytes', bytes });
    }
    this.#tell({ type: 'end' });
  }

  /** The next answer; rejects with what it refuses, and when the thread ends. */
  async #next(): Promise<Exclude<FromBodyThread, { type: 'refused' | 'failed' }>> {
    const over = new AbortController();
    const { signal } = over;
    try {
      const [message]: unknown[] = await Promise.race([
        once(this.#port, 'message', { signal }),
        // `once` rejects when the thread emits 'error'.
        once(this.#thread, 'exit', { signal }).then(() => {
          throw new Error('the thread that reads bodies ended');
        }),
      ]);
      const answer = fromBodyThreadSchema.parse(message);
      if (answer.type === 'refused') throw fromRefusal(answer.refusal);
      if (answer.type === 'failed') throw new Error(answer.detail);
      return answer;
    } catch (error) {
      throw isOutOfMemory(error) ? new TooLargeError('The body needs more memory than one body is given.') : error;
    } finally {
      over.abort();
    }
  }

  #tell(message: ToBodyThread): void {
    this.#port.postMessage(message);
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#tell({ type: 'close' });
    this.#port.close();
    this.#done();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
