import { MessagePort, parentPort } from 'node:worker_threads';
import { type FromBodyThread, type ToBodyThread, toBodyThreadSchema, toFailure } from './body-messages.js';
import { parsePredict } from './predict-body.js';
import { layOutRows, type PostedRows } from './predict-rows.js';

// The program of the thread that parses large bodies of predict, so that the server's own thread stays free to answer.
// Each body comes with a port of its own.

parentPort?.on('message', (port: unknown) => {
  if (!(port instanceof MessagePort)) throw new Error('a body comes with a port');
  const body = new Body(port);
  port.on('message', (message: unknown) => body.hear(message));
});

/** The thread's end of one body. */
class Body {
  readonly #port: MessagePort;
  #pieces: Uint8Array[] = [];
  #posted: PostedRows = {};

  constructor(port: MessagePort) {
    this.#port = port;
  }

  hear(message: unknown): void {
    try {
      this.#act(toBodyThreadSchema.parse(message));
    } catch (error) {
      this.#tell(toFailure(error));
      this.#port.close();
    }
  }

  #act(message: ToBodyThread): void {
    switch (message.type) {
      case 'bytes':
        this.#pieces.push(message.bytes);
        break;
      case 'end': {
        const { checkpoint, ...posted } = parsePredict(Buffer.concat(this.#pieces));
        this.#pieces = [];
        this.#posted = posted;
        this.#tell({ type: 'fields', checkpoint });
        break;
      }
      case 'layouts': {
        const { inputs, rows } = layOutRows(this.#posted, message.layouts);
        // The numbers move to the other thread; nothing is copied.
        this.#tell(
          { type: 'rows', inputs: [...inputs], rows },
          inputs.map(({ buffer }) => buffer),
        );
        this.#port.close();
        break;
      }
      case 'close':
        this.#port.close();
    }
  }

  #tell(answer: FromBodyThread, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(answer, transfer);
  }
}
