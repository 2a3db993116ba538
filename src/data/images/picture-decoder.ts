import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { confinement, hiddenFiles } from '../../isolation/confinement.js';
import { permissionOptions } from '../../isolation/node-permissions.js';
import type { Pixels } from './picture.js';
import type { PictureForm } from './picture-form.js';
import { fromDecoderSchema, type ToDecoder } from './picture-messages.js';

/** Its own heap holds a few files; the pixels are outside of it. */
const MOST_HEAP_MB = 256;
/** The decoder puts pixels of the largest pictures into a file without a name. */
const MOST_FILE_BYTES = 2 ** 30;

/** A picture cannot be used; the message says why. */
export class PictureError extends Error {}

interface Waiting {
  readonly succeed: (pixels: Pixels) => void;
  readonly fail: (error: Error) => void;
}

/** Decodes pictures in a process of its own, several at once. It sees as little of the system as that allows (see confinement.ts). */
export class PictureDecoder {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #hasEnded = false;

  constructor() {
    const node = [`--max-old-space-size=${MOST_HEAP_MB}`, ...permissionOptions({ reads: [], writes: [] })];
    const limits = { fileBytes: MOST_FILE_BYTES, files: hiddenFiles() };
    const confined = confinement().wrap(process.execPath, node, limits);
    this.#child = fork(fileURLToPath(new URL('./picture-child.js', import.meta.url)), [], {
      env: {},
      execPath: confined.command,
      execArgv: [...confined.args],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.on('message', (message: unknown) => this.#receive(message));
    this.#child.on('error', () => this.#end());
    this.#child.on('exit', () => this.#end());
  }

  /** Id of its process. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Whether its process is gone, so that it decodes nothing any more. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** @throws {PictureError} when it is broken or too large. */
  decode(file: Uint8Array, form: PictureForm): Promise<Pixels> {
    const id = this.#next++;
    return new Promise((succeed, fail) => {
      if (this.#hasEnded) {
        fail(died());
        return;
      }
      this.#waiting.set(id, { succeed, fail });
      const request: ToDecoder = { id, file, form };
      this.#child.send(request, (error) => {
        if (error !== null) this.#take(id)?.fail(died());
      });
    });
  }

  /** Ends the process; pictures in hand fail. */
  close(): void {
    this.#end();
    this.#child.kill('SIGKILL');
  }

  #receive(message: unknown): void {
    const answer = fromDecoderSchema.parse(message);
    const waiting = this.#take(answer.id);
    if ('fault' in answer) waiting?.fail(new PictureError(answer.fault));
    else waiting?.succeed(answer);
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #end(): void {
    this.#hasEnded = true;
    for (const id of [...this.#waiting.keys()]) this.#take(id)?.fail(died());
  }
}

function died(): PictureError {
  return new PictureError('the process that decodes it died');
}
