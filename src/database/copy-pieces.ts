import type pg from 'pg';

/** As many bytes as fit into a row that fills a page of 8 KB, beside the heads of page and row, the block's id and the index. */
export const PIECE_BYTES = 8112;

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const FLAGS_AND_EXTENSION_BYTES = 8;
const COPY_DATA = 0x64;
const LENGTH_BYTES = 4;
/** A message's head; the number of fields; length and value of the block's id and of the index; the length of the bytes. */
const ROW_HEAD_BYTES = 1 + LENGTH_BYTES + 2 + 12 + 8 + 4;
/** Minus one field: no row follows. */
const TRAILER = Buffer.from([COPY_DATA, 0, 0, 0, LENGTH_BYTES + 2, 0xff, 0xff]);
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, LENGTH_BYTES]);

/** Writes the bytes of a block as its rows of `block_pieces`, in the client's transaction. */
export function copyPieces(client: Pick<pg.ClientBase, 'query'>, blockId: bigint, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new PieceCopy(blockId, bytes, (error) => (error === undefined ? resolve() : reject(error))));
  });
}

/**
 * A COPY of rows in Postgres's binary format, handed to pg as its own queries are. What pg would make of the same bytes as a
 * parameter is copied three times on its way; here they go to the socket from where they lie.
 */
class PieceCopy implements pg.Submittable {
  readonly #blockId: bigint;
  readonly #bytes: Uint8Array;
  readonly #done: (error?: Error) => void;

  constructor(blockId: bigint, bytes: Uint8Array, done: (error?: Error) => void) {
    this.#blockId = blockId;
    this.#bytes = bytes;
    this.#done = done;
  }

  submit(connection: pg.Connection): void {
    connection.query('COPY block_pieces (block_id, index, bytes) FROM STDIN (FORMAT binary)');
  }

  handleCopyInResponse({ stream }: Pick<pg.Connection, 'stream'>): void {
    stream.cork();
    stream.write(firstMessage());
    const pieces = Math.ceil(this.#bytes.length / PIECE_BYTES);
    const heads = Buffer.alloc(pieces * ROW_HEAD_BYTES);
    for (let index = 0; index < pieces; index++) {
      const piece = this.#bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES);
      const head = heads.subarray(index * ROW_HEAD_BYTES, (index + 1) * ROW_HEAD_BYTES);
      writeHead(head, this.#blockId, index, piece.length);
      stream.write(head);
      stream.write(piece);
    }
    stream.write(TRAILER);
    stream.write(COPY_DONE);
    stream.uncork();
  }

  handleCommandComplete(): void {
    // How many rows there are is known.
  }

  handleReadyForQuery(): void {
    this.#done();
  }

  handleError(error: Error): void {
    this.#done(error);
  }
}

function firstMessage(): Buffer {
  const content = SIGNATURE.length + FLAGS_AND_EXTENSION_BYTES;
  const message = Buffer.alloc(1 + LENGTH_BYTES + content);
  message[0] = COPY_DATA;
  message.writeInt32BE(LENGTH_BYTES + content, 1);
  SIGNATURE.copy(message, 1 + LENGTH_BYTES);
  return message;
}

function writeHead(head: Buffer, blockId: bigint, index: number, bytes: number): void {
  head[0] = COPY_DATA;
  head.writeInt32BE(ROW_HEAD_BYTES - 1 + bytes, 1);
  head.writeInt16BE(3, 5);
  head.writeInt32BE(8, 7);
  head.writeBigInt64BE(blockId, 11);
  head.writeInt32BE(4, 19);
  head.writeInt32BE(index, 23);
  head.writeInt32BE(bytes, 27);
}
