import { crc32, deflateRawSync } from 'node:zlib';

/** A file in a ZIP, and what its records say of it where that is not so. */
export interface MadeEntry {
  readonly name: string | Uint8Array;
  readonly content: Uint8Array | string;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly checksum?: number;
  readonly packedSize?: number;
  readonly unpackedSize?: number;
  /** Where the directory says that it begins; the place of another entry makes both the same bytes. */
  readonly offset?: number;
  /** Of a Unix file: 0o120777 for a symbolic link. */
  readonly mode?: number;
}

interface MadeZip {
  /** How many files the end tells of. */
  readonly count?: number;
  /** Where the end says that the directory is. */
  readonly directoryAt?: number;
  readonly disk?: number;
}

const LOCAL_BYTES = 30;
const RECORD_BYTES = 46;
const END_BYTES = 22;
const MADE_ON_UNIX = 0x0314;
const VERSION = 20;
const DEFLATE = 8;

/** A ZIP that no honest program writes. */
export function madeZip(entries: readonly MadeEntry[], end: MadeZip = {}): Buffer {
  const files: Buffer[] = [];
  const records: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const { name, packed, unpacked, method } = bytesOf(entry);
    const facts = (record: Buffer, from: number) => {
      record.writeUInt16LE(entry.flags ?? 0, from);
      record.writeUInt16LE(entry.method ?? method, from + 2);
      record.writeUInt32LE(entry.checksum ?? crc32(unpacked), from + 8);
      record.writeUInt32LE(entry.packedSize ?? packed.length, from + 12);
      record.writeUInt32LE(entry.unpackedSize ?? unpacked.length, from + 16);
      record.writeUInt16LE(name.length, from + 20);
    };
    const local = Buffer.alloc(LOCAL_BYTES);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(VERSION, 4);
    facts(local, 6);
    const record = Buffer.alloc(RECORD_BYTES);
    record.write('PK\x01\x02', 'latin1');
    record.writeUInt16LE(MADE_ON_UNIX, 4);
    record.writeUInt16LE(VERSION, 6);
    facts(record, 8);
    record.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    record.writeUInt32LE(entry.offset ?? at, 42);
    records.push(record, name);
    if (entry.offset !== undefined) continue;
    files.push(local, name, packed);
    at += local.length + name.length + packed.length;
  }
  const directory = Buffer.concat(records);
  const tail = Buffer.alloc(END_BYTES);
  tail.write('PK\x05\x06', 'latin1');
  tail.writeUInt16LE(end.disk ?? 0, 4);
  tail.writeUInt16LE(end.count ?? entries.length, 8);
  tail.writeUInt16LE(end.count ?? entries.length, 10);
  tail.writeUInt32LE(directory.length, 12);
  tail.writeUInt32LE(end.directoryAt ?? at, 16);
  return Buffer.concat([...files, directory, tail]);
}

function bytesOf({ name, content, stored = false }: MadeEntry) {
  const unpacked = Buffer.from(content);
  return {
    name: Buffer.from(name),
    unpacked,
    packed: stored ? unpacked : deflateRawSync(unpacked),
    method: stored ? 0 : DEFLATE,
  };
}
