import type { FileHandle } from 'node:fs/promises';

/** Fills `place` from a file, from this position on; `name` is what an error calls it. @throws {Error} when the file ends early. */
export async function readFully(file: FileHandle, place: Uint8Array, position: number, name: string): Promise<void> {
  for (let done = 0; done < place.length; ) {
    const { bytesRead } = await file.read(place, done, place.length - done, position + done);
    if (bytesRead === 0) throw new Error(`the file of ${name} ended early`);
    done += bytesRead;
  }
}
