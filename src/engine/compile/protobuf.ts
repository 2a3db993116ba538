const VARINT = 0;
const BYTES = 2;
const FIXED_32 = 5;

/** Messages from this size on are not copied into the ones around them: weights may take most of the memory there is. */
const UNCOPIED_BYTES = 65_536;

/** Writes a protocol buffer message field by field: protobuf.dev/programming-guides/encoding. */
export class ProtobufWriter {
  private readonly parts: Uint8Array[] = [];
  private size = 0;

  /** Bytes written so far. */
  get length(): number {
    return this.size;
  }

  /** An int, an enum or a bool; negative ones as 64-bit two's complement. */
  integer(field: number, value: number): this {
    return this.tag(field, VARINT).varint(value);
  }

  float(field: number, value: number): this {
    return this.tag(field, FIXED_32).push(new Uint8Array(Float32Array.of(value).buffer));
  }

  bytes(field: number, value: Uint8Array): this {
    return this.tag(field, BYTES).varint(value.length).push(value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, Buffer.from(value));
  }

  message(field: number, value: ProtobufWriter): this {
    if (value.size < UNCOPIED_BYTES) return this.bytes(field, value.finish());
    this.tag(field, BYTES).varint(value.size);
    for (const part of value.parts) this.push(part);
    return this;
  }

  finish(): Uint8Array {
    return Buffer.concat(this.parts);
  }

  /** What `finish` gives, in pieces that are not copied. */
  pieces(): readonly Uint8Array[] {
    return this.parts;
  }

  private push(part: Uint8Array): this {
    this.parts.push(part);
    this.size += part.length;
    return this;
  }

  private tag(field: number, wireType: number): this {
    return this.varint(field * 8 + wireType);
  }

  private varint(value: number): this {
    const bytes: number[] = [];
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest >= 0x80n) {
      bytes.push(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    return this.push(Uint8Array.from(bytes));
  }
}
