import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { WrongWeightsError } from '../checkpoint-formats/wrong-weights.js';
import type { GivenFile } from './tfjs-source.js';

/** A model has a handful of files; one in small shards some hundred. */
const MOST_FILES = 2_000;

/** The files in a zip. @param limitBytes what they may unpack to. @throws {WrongWeightsError} */
export async function filesInZip(file: FileHandle, limitBytes: number): Promise<GivenFile[]> {
  const files: GivenFile[] = [];
  let bytes = 0;
  try {
    const zip = await yauzl.fromFdPromise(file.fd, { autoClose: false });
    if (zip.entryCount > MOST_FILES) throw new WrongWeightsError(`the zip holds more than ${MOST_FILES} files`);
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      bytes += entry.uncompressedSize;
      if (bytes > limitBytes)
        throw new WrongWeightsError(
          `the zip unpacks to more than the ${limitBytes} bytes that this model's weights may take`,
        );
      let kept: Promise<Buffer> | undefined;
      files.push({
        name: entry.fileName,
        sizeBytes: entry.uncompressedSize,
        content: () => {
          kept ??= unpack(zip, entry);
          return kept;
        },
      });
    }
  } catch (error) {
    throw error instanceof WrongWeightsError ? error : new WrongWeightsError(`it is not a whole zip: ${textOf(error)}`);
  }
  return files;
}

async function unpack(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      if (!Buffer.isBuffer(piece)) throw new Error('a file in a zip yields bytes');
      pieces.push(piece);
    }
    const content = Buffer.concat(pieces);
    // yauzl leaves this to its caller; without it changed numbers would be taken for weights.
    if (crc32(content) !== entry.crc32) throw new Error('its checksum is wrong');
    return content;
  } catch (error) {
    throw new WrongWeightsError(`${JSON.stringify(entry.fileName)} cannot be unpacked: ${textOf(error)}`);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
