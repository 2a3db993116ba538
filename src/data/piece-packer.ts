/** Large enough that what each message costs does not count. */
const PIECE_BYTES = 2 ** 18;
/** The bytes of a file that lie between the threads are at most so many pieces. */
const MOST_PIECES = 4;
/** Pieces end at multiples of this in the file where they can, so that no number is cut in two. */
const UNIT_BYTES = 8;
/** Fewer bytes are sent as they are. */
const FEWEST_TO_CUT = 4096;

/**
 * Packs bytes as they come into pieces for another thread, whose memory is used again when it comes back: memory that is made anew
 * for each piece keeps the garbage collectors of both threads busy. A piece is sent when it is full, or when the other thread has nothing to do.
 */
export class PiecePacker {
  readonly #send: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly #free: ArrayBuffer[] = [];
  #made = 0;
  #underWay = 0;
  #piece: Uint8Array<ArrayBuffer> | undefined;
  #filled = 0;
  /** Bytes of the file that have been sent. */
  #sent = 0;
  #wake: (() => void) | undefined;
  #stopped = false;

  /** @param send gives a piece away with its memory, which is to come back by `taken`. */
  constructor(send: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#send = send;
  }

  /** Adds bytes, which are copied. Resolves when more can be taken. */
  async add(bytes: Uint8Array): Promise<void> {
    for (let start = 0; start < bytes.length; ) {
      this.#piece ??= this.#room();
      if (this.#piece === undefined) {
        await this.#pieceIsTaken();
        if (this.#stopped) return;
        continue;
      }
      const part = bytes.subarray(start, start + PIECE_BYTES - this.#filled);
      this.#piece.set(part, this.#filled);
      this.#filled += part.length;
      start += part.length;
      if (this.#filled === PIECE_BYTES) this.#sendFirst(PIECE_BYTES);
    }
    if (this.#underWay === 0) this.#sendWholeUnits();
  }

  /** Sends what is left of a file. */
  end(): void {
    if (this.#filled > 0) this.#sendFirst(this.#filled);
    this.#sent = 0;
  }

  /** Takes the memory of a piece back. */
  taken({ buffer }: Uint8Array<ArrayBuffer>): void {
    this.#underWay--;
    this.#free.push(buffer);
    if (this.#underWay === 0) this.#sendWholeUnits();
    this.#wake?.();
  }

  /** Lets a waiting `add` go; nothing is to be added after this. */
  stop(): void {
    this.#stopped = true;
    this.#wake?.();
  }

  #room(): Uint8Array<ArrayBuffer> | undefined {
    const memory = this.#free.pop();
    if (memory !== undefined) return new Uint8Array(memory);
    if (this.#made === MOST_PIECES) return undefined;
    this.#made++;
    return new Uint8Array(PIECE_BYTES);
  }

  #sendWholeUnits(): void {
    const over = this.#filled < FEWEST_TO_CUT ? 0 : (this.#sent + this.#filled) % UNIT_BYTES;
    const bytes = this.#filled - over;
    if (bytes > 0) this.#sendFirst(bytes);
  }

  #sendFirst(bytes: number): void {
    if (this.#piece === undefined) throw new Error('a piece that has been filled is there');
    const piece = this.#piece.subarray(0, bytes);
    const rest = this.#piece.slice(bytes, this.#filled);
    this.#piece = undefined;
    this.#filled = rest.length;
    this.#underWay++;
    this.#sent += bytes;
    this.#send(piece);
    if (rest.length === 0) return;
    this.#piece = this.#room();
    if (this.#piece === undefined) throw new Error('there is room where nothing was under way');
    this.#piece.set(rest);
  }

  #pieceIsTaken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
