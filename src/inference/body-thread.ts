import { MessagePort, parentPort } from 'node:worker_threads';
import type { ParsedBody } from './body-form.js';
import { BODY_FORMS } from './body-forms.js';
import { type FromBodyThread, type ToBodyThread, toBodyThreadSchema, toFailure } from './body-messages.js';

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
  #parsed: ParsedBody<unknown> | undefined;

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
        const bytes = Buffer.concat(this.#pieces);
        this.#pieces = [];
        this.#parsed = BODY_FORMS[message.form].parse(bytes, message.hints);
        this.#tell({ type: 'fields', fields: this.#parsed.fields });
        break;
      }
      case 'layouts': {
        if (this.#parsed === undefined) throw new Error('a body is parsed before it is laid out');
        const { inputs, rows, pictures } = this.#parsed.layOut(message.layouts);
        // The numbers move to the other thread; nothing is copied.
        this.#tell(
          { type: 'rows', inputs: [...inputs], rows, ...(pictures && { pictures: [...pictures] }) },
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
