import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** A file to write and read that has no name, so that nothing stays behind however the process ends. @param folder made too. */
export async function openNameless(folder: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const path = join(folder, `spool-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}

/** Writes bytes as they come to a file. @returns their number. */
export async function fillFile(file: FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let written = 0;
  for await (const piece of bytes) {
    await file.appendFile(piece);
    written += piece.length;
  }
  return written;
}
