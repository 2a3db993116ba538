import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import { InvalidError, MalformedError, TooLargeError, UnavailableError } from '../errors.js';
import type { UploadedFile } from './file-content.js';
import type { Ingested, IngestRequest } from './ingest.js';
import { type FromIngestThread, fromIngestThreadSchema, type Refusal, type ToIngestThread } from './ingest-messages.js';
import { PiecePacker } from './piece-packer.js';
import type { BlockSink } from './tensor-writer.js';

/** A thread that has parsed a larger body keeps its heap, many times that size, for long. */
const MOST_BODY_BYTES_TO_REUSE = 4 * 2 ** 20;

/** One upload on an ingest thread, seen from the server's thread. */
export class IngestSession {
  readonly #port: MessagePort;
  readonly #sink: BlockSink;
  readonly #outcome: Promise<Ingested>;
  #succeed: (ingested: Ingested) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  readonly #isBody: boolean;
  readonly #packer = new PiecePacker((bytes) => this.#tell({ type: 'bytes', bytes }, [bytes.buffer]));
  #bytesSeen = 0;
  #over = false;
  #threadIsThrough = false;

  constructor(worker: Worker, request: IngestRequest, sink: BlockSink) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#sink = sink;
    this.#isBody = request.options === undefined;
    this.#outcome = new Promise((resolve, reject) => {
      this.#succeed = resolve;
      this.#reject = reject;
    });
    port1.on('message', (message: unknown) => this.#receive(fromIngestThreadSchema.parse(message)));
    worker.postMessage({ request, port: port2 }, [port2]);
  }

  /** Feeds the files to the thread. @returns what it made of them. @throws what it refused them with, or what broke. */
  async run(files: AsyncIterable<UploadedFile>): Promise<Ingested> {
    this.#pump(files).catch((error: unknown) => this.fail(error));
    try {
      return await this.#outcome;
    } finally {
      this.#over = true;
      this.#packer.stop();
      this.#port.close();
    }
  }

  /** Whether the thread said that it is through with the upload, and can take the next. */
  get threadIsFree(): boolean {
    return this.#threadIsThrough && !(this.#isBody && this.#bytesSeen > MOST_BODY_BYTES_TO_REUSE);
  }

  /** Ends the session from outside: the thread died, or the caller has no more use for it. */
  fail(error: unknown): void {
    this.#reject(error);
  }

  async #pump(files: AsyncIterable<UploadedFile>): Promise<void> {
    for await (const file of files) {
      this.#tell({ type: 'file', name: file.name });
      for await (const piece of file.bytes) {
        this.#bytesSeen += piece.length;
        await this.#packer.add(piece);
        if (this.#over) return;
      }
      this.#packer.end();
      this.#tell({ type: 'file_end' });
    }
    this.#tell({ type: 'end' });
  }

  #receive(message: FromIngestThread): void {
    switch (message.type) {
      case 'taken':
        this.#packer.taken(message.bytes);
        break;
      case 'block': {
        const { bytes } = message.block;
        this.#sink(message.block).then(
          () => this.#tell({ type: 'stored', bytes }, [bytes.buffer]),
          (error: unknown) => this.fail(error),
        );
        break;
      }
      case 'done':
        this.#threadIsThrough = true;
        this.#succeed(message.ingested);
        break;
      case 'refused':
        this.#threadIsThrough = true;
        this.#reject(toError(message.reason));
        break;
      case 'failed':
        this.#reject(new Error(`reading an upload failed: ${message.stack ?? message.message}`));
        break;
    }
  }

  #tell(message: ToIngestThread, transfer: ArrayBuffer[] = []): void {
    if (!this.#over) this.#port.postMessage(message, transfer);
  }
}

function toError(reason: Refusal): Error {
  switch (reason.code) {
    case 'invalid_request':
      return new InvalidError(reason.faults);
    case 'malformed_request':
      return new MalformedError(reason.detail);
    case 'too_large':
      return new TooLargeError(reason.detail);
    case 'unavailable':
      return new UnavailableError(reason.detail, { retryAfterS: 60 });
  }
}
