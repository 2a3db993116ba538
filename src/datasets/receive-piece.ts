import type { IncomingMessage } from 'node:http';
import { MalformedError, TooLargeError } from '../errors.js';
import { type PartialUploadRepository, PIECE_BYTES, wrongOffset } from './partial-upload-repository.js';
import type { StoredPartialUpload } from './stored-partial-upload.js';

/** Where an upload stands once a piece has been received. */
export interface Received {
  readonly receivedBytes: number;
  readonly expiresAt: Date;
}

/**
 * Stores a body as the bytes of an upload from `offset` on, megabyte by megabyte as it comes: what has come of a body that
 * breaks off stays. Of two that send the same upload at once one goes on.
 * @throws {ConflictError} `wrong_offset` {TooLargeError} for more bytes than were announced {MalformedError} when it broke off.
 */
export async function receivePiece(
  uploads: Pick<PartialUploadRepository, 'append'>,
  projectId: string,
  upload: StoredPartialUpload,
  { offset, body }: { offset: number; body: IncomingMessage },
): Promise<Received> {
  if (offset !== upload.receivedBytes) throw wrongOffset(upload.id, offset, upload.receivedBytes);
  const room = upload.sizeBytes - offset;
  if (Number(body.headers['content-length'] ?? 0) > room) throw tooMany(upload);
  const writer = new PieceWriter(offset, upload.expiresAt, (at, bytes) =>
    uploads.append(projectId, upload.id, at, bytes),
  );
  let seen = 0;
  try {
    // Destroying the request would take the connection along, and with it the answer.
    for await (const bytes of body.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(bytes)) throw new Error('a request without encoding yields bytes');
      seen += bytes.length;
      if (seen > room) throw tooMany(upload);
      await writer.write(bytes);
    }
  } catch (error) {
    if (!body.readableAborted) throw error;
    await writer.end();
    // Node's error has the code of a lost database connection, which it is not.
    throw new MalformedError('The body broke off.', { cause: error });
  }
  return writer.end();
}

function tooMany({ id, sizeBytes }: StoredPartialUpload): TooLargeError {
  return new TooLargeError(`More bytes came for the upload ${id} than the ${sizeBytes} that were announced.`);
}

/** Gathers bytes into pieces, and stores one while the next is gathered. */
class PieceWriter {
  readonly #store: (offset: number, bytes: Uint8Array) => Promise<Date>;
  #offset: number;
  #expiresAt: Date;
  #gathered: Buffer[] = [];
  #gatheredBytes = 0;
  #storing: Promise<void> = Promise.resolve();

  constructor(offset: number, expiresAt: Date, store: (offset: number, bytes: Uint8Array) => Promise<Date>) {
    this.#offset = offset;
    this.#expiresAt = expiresAt;
    this.#store = store;
  }

  async write(bytes: Buffer): Promise<void> {
    this.#gathered.push(bytes);
    this.#gatheredBytes += bytes.length;
    if (this.#gatheredBytes >= PIECE_BYTES) await this.#flush();
  }

  async end(): Promise<Received> {
    if (this.#gatheredBytes > 0) await this.#flush();
    await this.#storing;
    return { receivedBytes: this.#offset, expiresAt: this.#expiresAt };
  }

  async #flush(): Promise<void> {
    await this.#storing;
    const piece = Buffer.concat(this.#gathered);
    this.#gathered = [];
    this.#gatheredBytes = 0;
    this.#storing = this.#store(this.#offset, piece).then((expiresAt) => {
      this.#offset += piece.length;
      this.#expiresAt = expiresAt;
    });
    // It is met by the next flush or the end; until then it must not count as unhandled.
    this.#storing.catch(() => undefined);
  }
}
