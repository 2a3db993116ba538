import { fileError } from '../faults.js';
import type { FileContent } from '../file-content.js';

const ENCODINGS = [
  { mark: Buffer.from([0xff, 0xfe]), name: 'utf-16le' },
  { mark: Buffer.from([0xfe, 0xff]), name: 'utf-16be' },
] as const;
/** UTF-32 begins with the mark of UTF-16, and then two zeros. */
const UTF32_MARK = Buffer.from([0xff, 0xfe, 0, 0]);

/** Whether text begins with the mark of UTF-16, as Excel writes its "Unicode text". */
export function isUtf16(head: Buffer): boolean {
  return encodingOf(head) !== undefined && !head.subarray(0, UTF32_MARK.length).equals(UTF32_MARK);
}

/** A file as UTF-8 text. @throws {InvalidError} while it is read, where its bytes are not the text that they should be. */
export function asUtf8(file: FileContent): FileContent {
  const name = isUtf16(file.head) ? encodingOf(file.head) : undefined;
  if (name === undefined) return file;
  const whole = file.head.subarray(0, file.head.length - (file.head.length % 2));
  return { ...file, head: Buffer.from(new TextDecoder(name).decode(whole)), bytes: decoded(file, name) };
}

function encodingOf(head: Buffer): (typeof ENCODINGS)[number]['name'] | undefined {
  return ENCODINGS.find(({ mark }) => head.subarray(0, mark.length).equals(mark))?.name;
}

async function* decoded({ name, bytes }: FileContent, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let position = 0;
  const next = (piece?: Buffer) => {
    try {
      return Buffer.from(decoder.decode(piece, { stream: piece !== undefined }));
    } catch {
      const end = position + (piece?.length ?? 0);
      const place =
        piece === undefined ? `byte ${end}: the file ends` : `between byte ${position} and byte ${end}: found what`;
      throw fileError(name, `${place} ${piece === undefined ? 'in the middle of a character' : 'is no UTF-16 text'}`);
    }
  };
  for await (const piece of bytes) {
    const text = next(piece);
    position += piece.length;
    if (text.length > 0) yield text;
  }
  const last = next();
  if (last.length > 0) yield last;
}
