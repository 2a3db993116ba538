import { once } from 'node:events';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { TooLargeError, UnavailableError } from '../errors.js';
import type { BodyForm, BodyFormName, BodyHints, FormOnThread } from './body-form.js';
import { type FromBodyThread, fromBodyThreadSchema, fromRefusal, type ToBodyThread } from './body-messages.js';
import type { InputLayout, PredictRows } from './input-layout.js';

/** Up to here a body is parsed where it is: that takes less than 2 ms, and the way to the thread and back nearly as long. */
const INLINE_BYTES = 128 * 1024;
/** A body of 64 MiB, parsed, takes up to 1 GB; one that needs more ends alone. */
const MOST_HEAP_MB = 1536;
/** Large bodies that wait for their turn. */
const MOST_WAITING = 16;
/** Pieces of a body that are copied to the thread in one go: as they come from a socket, 1 MB. */
const PIECES_AT_ONCE = 16;

/** A body whose fields are known; its rows wait for the layout of the model that they are for. */
export interface OpenBody<Fields> {
  readonly fields: Fields;
  /** Lays the rows out; once. @throws {InvalidError} that points at the element that is wrong. */
  read(layouts: readonly InputLayout[]): Promise<PredictRows>;
  /** Lets go of the body, read or not. */
  close(): void;
}

/** Reads the bodies of requests for predictions: small ones at once, large ones on a thread of their own, one after another. */
export class BodyReader {
  #thread: Worker | undefined;
  readonly #waiting: (() => void)[] = [];
  #busy = false;
  #closed = false;

  /**
   * @param pieces the bytes of the body, as they came. @param form how it is written.
   * @throws {MalformedError} {InvalidError} when the body or a field beside its rows is wrong.
   * @throws {UnavailableError} when too many large bodies wait.
   */
  async open<Fields>(
    pieces: readonly Uint8Array[],
    form: BodyForm<Fields> | FormOnThread<Fields>,
    hints: BodyHints = {},
  ): Promise<OpenBody<Fields>> {
    if ('parse' in form && pieces.reduce((sum, piece) => sum + piece.length, 0) <= INLINE_BYTES) {
      const parsed = form.parse(Buffer.concat(pieces), hints);
      return { fields: parsed.fields, read: async (layouts) => parsed.layOut(layouts), close: () => {} };
    }
    await this.#takeTurn();
    try {
      return await new BodySession(this.#startThread(), () => this.#giveTurn()).open(pieces, form, hints);
    } catch (error) {
      this.#giveTurn();
      throw error;
    }
  }

  /** Bodies in hand fail. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#thread?.terminate();
  }

  #startThread(): Worker {
    if (this.#closed) throw new UnavailableError('The service is stopping.');
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
  readonly #port: MessagePort;
  readonly #giveTurn: () => void;
  readonly #over = new AbortController();
  /** Rejects when the thread ends, whenever that is. */
  readonly #threadEnds: Promise<never>;

  constructor(thread: Worker, giveTurn: () => void) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#giveTurn = giveTurn;
    // `once` rejects when the thread emits 'error'.
    this.#threadEnds = once(thread, 'exit', { signal: this.#over.signal }).then(() => {
      throw new Error('the thread that reads bodies ended');
    });
    this.#threadEnds.catch(() => {});
    thread.postMessage(port2, [port2]);
  }

  async open<Fields>(
    pieces: readonly Uint8Array[],
    form: FormOnThread<Fields>,
    hints: BodyHints,
  ): Promise<OpenBody<Fields>> {
    try {
      await this.#send(pieces, form.name, hints);
      const answer = await this.#next();
      if (answer.type !== 'fields') throw new Error(`expected the fields of a body, not ${answer.type}`);
      let closed = false;
      return {
        fields: form.fieldsSchema.parse(answer.fields),
        read: async (given) => {
          const layouts = given.map(({ shape, names, columns, cells, picture, maxRows }) => ({
            shape: [...shape],
            names: [...names],
            ...(columns && { columns: [...columns] }),
            ...(cells && { cells: [...cells] }),
            ...(picture && { picture }),
            maxRows,
          }));
          this.#tell({ type: 'layouts', layouts });
          const laidOut = await this.#next();
          if (laidOut.type !== 'rows') throw new Error(`expected the rows of a body, not ${laidOut.type}`);
          return laidOut;
        },
        close: () => {
          if (closed) return;
          closed = true;
          this.#end();
          this.#giveTurn();
        },
      };
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  async #send(pieces: readonly Uint8Array[], form: BodyFormName, hints: BodyHints): Promise<void> {
    for (const [index, bytes] of pieces.entries()) {
      if (index % PIECES_AT_ONCE === PIECES_AT_ONCE - 1) await new Promise(setImmediate);
      this.#tell({ type: 'bytes', bytes });
    }
    this.#tell({ type: 'end', form, hints });
  }

  /** The next answer; rejects with what it refuses, and when the thread ends. */
  async #next(): Promise<Exclude<FromBodyThread, { type: 'refused' | 'failed' }>> {
    try {
      const [message]: unknown[] = await Promise.race([
        once(this.#port, 'message', { signal: this.#over.signal }),
        this.#threadEnds,
      ]);
      const answer = fromBodyThreadSchema.parse(message);
      if (answer.type === 'refused') throw fromRefusal(answer.refusal);
      if (answer.type === 'failed') throw new Error(answer.detail);
      return answer;
    } catch (error) {
      throw isOutOfMemory(error) ? new TooLargeError('The body needs more memory than one body is given.') : error;
    }
  }

  #tell(message: ToBodyThread): void {
    this.#port.postMessage(message);
  }

  #end(): void {
    this.#tell({ type: 'close' });
    this.#port.close();
    this.#over.abort();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
