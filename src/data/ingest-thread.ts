import { MessagePort, parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { InvalidError, MalformedError, TooLargeError } from '../errors.js';
import { BlockMemory } from './block-memory.js';
import { DISK_FULL, isDiskFull } from './disk-full.js';
import type { UploadedFile } from './file-content.js';
import { ingest } from './ingest.js';
import {
  type FromIngestThread,
  ingestRequestSchema,
  type Refusal,
  type ToIngestThread,
  toIngestThreadSchema,
} from './ingest-messages.js';
import type { Block } from './tensor-writer.js';

// The program of the thread that parses uploads, so that the server's own thread stays free to answer. It works on one
// upload at a time; each comes with a port of its own.

/**
 * Blocks on their way to the store when no further one is begun; together with that one, all that an upload keeps in memory. Two can be
 * stored while the next is filled, since the disk takes as long to confirm one as this thread to fill one.
 */
const MOST_BLOCKS_UNDER_WAY = 3;

const uploadSchema = z.object({ request: ingestRequestSchema, port: z.instanceof(MessagePort) });

parentPort?.on('message', (message: unknown) => {
  const { request, port } = uploadSchema.parse(message);
  const upload = new Upload(port);
  void upload
    .run(request)
    .catch((error: unknown): FromIngestThread => refusalOf(error) ?? failureOf(error))
    .then((last) => port.postMessage(last));
});

/** The ingest thread's end of one upload. */
class Upload {
  readonly #port: MessagePort;
  readonly #arrived: ToIngestThread[] = [];
  #wakeReader: (() => void) | undefined;
  #wakeWriter: (() => void) | undefined;
  #underWay = 0;
  readonly #memory = new BlockMemory();

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: unknown) => this.#receive(toIngestThreadSchema.parse(message)));
  }

  async run(request: z.infer<typeof ingestRequestSchema>): Promise<FromIngestThread> {
    const { options, limitBytes, spoolFolder } = request;
    const given = { options, limitBytes, spoolFolder };
    const ingested = await ingest(this.#files(), given, (block) => this.#store(block), this.#memory);
    while (this.#underWay > 0) await this.#aBlockIsStored();
    return { type: 'done', ingested };
  }

  #receive(message: ToIngestThread): void {
    if (message.type === 'stored') {
      this.#underWay--;
      this.#memory.give(message.bytes.buffer);
      this.#wakeWriter?.();
    } else {
      this.#arrived.push(message);
      this.#wakeReader?.();
    }
  }

  async #next(): Promise<ToIngestThread> {
    for (;;) {
      const message = this.#arrived.shift();
      if (message !== undefined) return message;
      await new Promise<void>((resolve) => {
        this.#wakeReader = resolve;
      });
    }
  }

  async *#files(): AsyncGenerator<UploadedFile> {
    for (;;) {
      const message = await this.#next();
      if (message.type === 'end') return;
      if (message.type !== 'file') throw new Error(`expected a file, not ${message.type}`);
      yield { name: message.name, bytes: this.#bytes() };
    }
  }

  async *#bytes(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const message = await this.#next();
      if (message.type === 'file_end') return;
      if (message.type !== 'bytes') throw new Error(`expected bytes, not ${message.type}`);
      const { bytes } = message;
      yield bytes;
      this.#tell({ type: 'taken', bytes }, [bytes.buffer]);
    }
  }

  async #store(block: Block): Promise<void> {
    this.#underWay++;
    // The block's memory moves to the other thread; nothing is copied.
    this.#tell({ type: 'block', block }, [block.bytes.buffer]);
    while (this.#underWay >= MOST_BLOCKS_UNDER_WAY) await this.#aBlockIsStored();
  }

  #aBlockIsStored(): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeWriter = resolve;
    });
  }

  #tell(message: FromIngestThread, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer);
  }
}

function refusalOf(error: unknown): FromIngestThread | undefined {
  const reason = ((): Refusal | undefined => {
    if (error instanceof InvalidError) return { code: 'invalid_request', faults: [...(error.errors ?? [])] };
    if (error instanceof MalformedError) return { code: 'malformed_request', detail: error.message };
    if (error instanceof TooLargeError) return { code: 'too_large', detail: error.message };
    if (isDiskFull(error)) return { code: 'unavailable', detail: DISK_FULL };
    return undefined;
  })();
  return reason === undefined ? undefined : { type: 'refused', reason };
}

function failureOf(error: unknown): FromIngestThread {
  if (!(error instanceof Error)) return { type: 'failed', message: String(error) };
  return { type: 'failed', message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) };
}
