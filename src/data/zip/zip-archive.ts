import { isAscii, isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { TooLargeError } from '../../errors.js';
import { fileError, quoted } from '../faults.js';
import type { ReadingParts } from '../format-reader.js';
import { fillFile } from '../nameless-file.js';

/** A file in a ZIP, as the ZIP's directory tells of it. */
export interface ZipEntry {
  /** Path with forward slashes, whatever the ZIP was made on; it does not climb. */
  readonly fileName: string;
  /** The same as it stands in the directory. */
  readonly nameBytes: Buffer;
  readonly uncompressedSize: number;
  readonly compressedSize: number;
  readonly compressionMethod: number;
  readonly generalPurposeBitFlag: number;
  readonly relativeOffsetOfLocalHeader: number;
  readonly crc32: number;
}

/** Its directory is kept in memory, at about 200 bytes for each. */
const MOST_ENTRIES = 500_000;
const LOCAL_HEADER = Buffer.from('PK\x03\x04', 'latin1');
const EMPTY_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
/** Of the general purpose flags: the name is UTF-8. */
const UTF8_FLAG = 0x800;
const NAME_LENGTH_AT = 26;
const NAME_AT = 30;
const HIDDEN = /(?:^|\/)(?:\.[^/]*|__MACOSX|thumbs\.db|desktop\.ini)(?:\/|$)/i;

export function looksLikeZip(head: Buffer): boolean {
  return [LOCAL_HEADER, EMPTY_DIRECTORY].some((magic) => head.subarray(0, magic.length).equals(magic));
}

/** Name of the file that a ZIP begins with; empty where it begins with none. */
export function firstNameIn(head: Buffer): string {
  if (head.length < NAME_AT || !head.subarray(0, LOCAL_HEADER.length).equals(LOCAL_HEADER)) return '';
  return head.toString('utf8', NAME_AT, NAME_AT + head.readUInt16LE(NAME_LENGTH_AT));
}

/** A ZIP that has been put into a file, since its directory is at its end. */
export class ZipArchive {
  readonly name: string;
  /** The files, without folders and what macOS and Windows hide beside them. */
  readonly entries: readonly ZipEntry[];
  readonly #file: FileHandle;
  readonly #zip: yauzl.ZipFile;

  private constructor(name: string, file: FileHandle, zip: yauzl.ZipFile, entries: readonly ZipEntry[]) {
    this.name = name;
    this.#file = file;
    this.#zip = zip;
    this.entries = entries;
  }

  /** @throws {InvalidError} for what is no whole ZIP, or climbs out of it. @throws {TooLargeError} when it would unpack to too much. */
  static async open(parts: Pick<ReadingParts, 'first' | 'newFile' | 'limitBytes'>): Promise<ZipArchive> {
    const { first, limitBytes } = parts;
    const file = await parts.newFile();
    await fillFile(file, first.bytes);
    try {
      const zip = await yauzl.fromFdPromise(file.fd, { autoClose: false });
      if (zip.entryCount > MOST_ENTRIES) throw tooMany(first.name);
      const entries = await directory(first.name, zip);
      const bytes = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
      if (bytes > limitBytes) {
        throw new TooLargeError(`The ZIP unpacks to ${bytes} bytes; ${limitBytes} are allowed.`);
      }
      return new ZipArchive(first.name, file, zip, entries);
    } catch (error) {
      throw zipError(error, (text) => fileError(first.name, `not a whole ZIP: ${text}`));
    }
  }

  /** The content of a file, checked against its size and its checksum as it passes. */
  async *content(entry: ZipEntry): AsyncGenerator<Buffer> {
    const refuse = (detail: string) => this.error(entry, detail);
    const full = Object.assign(new yauzl.Entry(), entry);
    if (full.isEncrypted()) throw refuse('the file is encrypted');
    if (!full.canDecodeFileData()) throw refuse(`it is packed by method ${entry.compressionMethod}; deflate is read`);
    const ownName = await this.#ownName(entry);
    if (ownName !== undefined && !ownName.equals(entry.nameBytes)) {
      throw refuse(
        `where it begins (byte ${entry.relativeOffsetOfLocalHeader}) it is called ${quoted(ownName.toString())}`,
      );
    }
    let checksum = 0;
    try {
      for await (const bytes of await this.#zip.openReadStreamPromise(full)) {
        if (!Buffer.isBuffer(bytes)) throw new Error('a file in a ZIP yields bytes');
        checksum = crc32(bytes, checksum);
        yield bytes;
      }
    } catch (error) {
      throw zipError(error, (text) => refuse(`it cannot be unpacked: ${text}`));
    }
    if (checksum !== entry.crc32) throw refuse('its checksum is wrong');
  }

  /** The name in the header before a file's content; undefined where none stands. */
  async #ownName({ relativeOffsetOfLocalHeader: start }: ZipEntry): Promise<Buffer | undefined> {
    const header = Buffer.alloc(NAME_AT);
    await this.#file.read(header, 0, NAME_AT, start);
    if (!header.subarray(0, LOCAL_HEADER.length).equals(LOCAL_HEADER)) return undefined;
    const name = Buffer.alloc(header.readUInt16LE(NAME_LENGTH_AT));
    const { bytesRead } = await this.#file.read(name, 0, name.length, start + NAME_AT);
    return name.subarray(0, bytesRead);
  }

  /** 422: a file in the ZIP cannot be used. */
  error(entry: Pick<ZipEntry, 'fileName'>, detail: string): Error {
    return fileError(this.name, `${quoted(entry.fileName)}: ${detail}`);
  }
}

async function directory(name: string, zip: yauzl.ZipFile): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let seen = 0;
  for await (const entry of zip.eachEntry()) {
    if (++seen > MOST_ENTRIES) throw tooMany(name);
    const fileName = nameOf(entry);
    const unsafe = yauzl.validateFileName(fileName);
    if (unsafe !== null) throw new Error(unsafe);
    if (fileName.endsWith('/') || HIDDEN.test(fileName)) continue;
    if (names.has(fileName)) throw fileError(name, `${quoted(fileName)} is in the ZIP twice`);
    names.add(fileName);
    entries.push({
      fileName,
      nameBytes: entry.fileNameRaw,
      uncompressedSize: entry.uncompressedSize,
      compressedSize: entry.compressedSize,
      compressionMethod: entry.compressionMethod,
      generalPurposeBitFlag: entry.generalPurposeBitFlag,
      relativeOffsetOfLocalHeader: entry.relativeOffsetOfLocalHeader,
      crc32: entry.crc32,
    });
  }
  return entries;
}

/** macOS writes UTF-8 without saying so; what the standard asks for then, CP437, is hardly ever UTF-8 by chance. */
function nameOf(entry: yauzl.Entry): string {
  const { fileNameRaw: raw } = entry;
  if ((entry.generalPurposeBitFlag & UTF8_FLAG) !== 0 || isAscii(raw) || !isUtf8(raw)) return entry.fileName;
  return raw.toString('utf8').replaceAll('\\', '/');
}

function tooMany(name: string): Error {
  return fileError(name, `more than ${MOST_ENTRIES} files in a ZIP`);
}

/** yauzl's errors are plain ones with a sentence; those of others have classes or codes, except zlib's about the bytes. */
function zipError(error: unknown, refuse: (text: string) => Error): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const isAboutBytes = code === undefined ? error.constructor === Error : code.startsWith('Z_');
  return isAboutBytes ? refuse(error.message) : error;
}
