import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

/** A ZIP of files. */
export async function zip(
  files: readonly (readonly [name: string, content: Uint8Array | string])[],
  { compress = true } = {},
): Promise<Buffer> {
  const made = new yazl.ZipFile();
  for (const [name, content] of files) made.addBuffer(Buffer.from(content), name, { compress });
  made.end();
  return buffer(made.outputStream);
}

/** The bytes with each `from` become `to`, which is as long: names that no honest program writes. */
export function renamed(bytes: Buffer, from: string, to: string): Buffer {
  if (from.length !== to.length) throw new Error('a ZIP knows how long its names are');
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
}

/** The bytes with a number of two or four bytes set in the directory's record of the first file. */
export function inDirectory(bytes: Buffer, at: number, value: number, size: 2 | 4 = 4): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUIntLE(value, changed.indexOf('PK\x01\x02', 0, 'latin1') + at, size);
  return changed;
}
