import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';

/** Stands for a multipart boundary, which clients draw anew for each try of the same upload. */
const BOUNDARY_MARK = '\0boundary\0';

/**
 * SHA-256 of a request's body, taken while others read it, so that no upload is held in memory nor hashed in one go.
 * A multipart boundary does not count: the same parts give the same digest.
 */
export class BodyDigest {
  readonly #request: IncomingMessage;
  readonly #hash: Hash = createHash('sha256');
  readonly #boundary: Buffer | undefined;
  #tail: Buffer = Buffer.alloc(0);

  /** Must be made before anything reads the body; the body then waits until somebody does. */
  constructor(request: IncomingMessage) {
    this.#request = request;
    const { mediaType, boundary } = splitContentType(request.headers['content-type'] ?? '');
    this.#boundary = boundary;
    this.#hash.update(`${request.method} ${request.url}\n${mediaType}\n`);
    // Paused by hand first: a 'data' listener alone would set the body flowing past its real reader.
    request.pause();
    request.on('data', (chunk: Buffer) => this.#update(chunk));
  }

  /** Whether the whole body has passed; false before the handler of a route that reads its body as a stream. */
  get isComplete(): boolean {
    const { headers } = this.#request;
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    return !hasBody || this.#request.readableEnded;
  }

  /** Reads what nobody has read, and gives the digest in hexadecimal. To be called once. */
  async digest(): Promise<string> {
    if (!this.isComplete) {
      this.#request.resume();
      await finished(this.#request, { writable: false });
    }
    return this.#hash.update(this.#tail).digest('hex');
  }

  #update(chunk: Buffer): void {
    if (this.#boundary === undefined) {
      this.#hash.update(chunk);
      return;
    }
    let rest = this.#tail.length === 0 ? chunk : Buffer.concat([this.#tail, chunk]);
    for (let at = rest.indexOf(this.#boundary); at >= 0; at = rest.indexOf(this.#boundary)) {
      this.#hash.update(rest.subarray(0, at)).update(BOUNDARY_MARK);
      rest = rest.subarray(at + this.#boundary.length);
    }
    // The end may be the beginning of a boundary that the next chunk completes.
    const kept = Math.min(rest.length, this.#boundary.length - 1);
    this.#hash.update(rest.subarray(0, rest.length - kept));
    this.#tail = Buffer.from(rest.subarray(rest.length - kept));
  }
}

function splitContentType(header: string): { mediaType: string; boundary: Buffer | undefined } {
  const mediaType = header.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const found = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(header);
  const boundary = found?.[1] ?? found?.[2];
  const isMultipart = mediaType.startsWith('multipart/') && boundary !== undefined;
  return { mediaType, boundary: isMultipart ? Buffer.from(boundary) : undefined };
}
