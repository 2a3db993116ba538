import sharp from 'sharp';
import { decodePicture, MOST_PIXELS } from './picture.js';
import { type FromDecoder, toDecoderSchema } from './picture-messages.js';

// The program of the process that decodes pictures: a picture that breaks the decoder, or fills its memory, ends this process
// and no other.

const MOST_FAULT_CHARACTERS = 200;

sharp.cache(false);
sharp.concurrency(1);

process.on('message', (message: unknown) => {
  const { id, file, form } = toDecoderSchema.parse(message);
  decodePicture(file, form).then(
    (pixels) => tell({ id, ...pixels }),
    (error: unknown) => tell({ id, fault: faultOf(error) }),
  );
});
process.on('disconnect', () => process.exit());

function tell(answer: FromDecoder): void {
  process.send?.(answer);
}

function faultOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (/pixel limit/.test(text)) return `it has more than ${MOST_PIXELS} pixels`;
  return `it cannot be decoded: ${text.replace(/\s+/g, ' ').trim().slice(0, MOST_FAULT_CHARACTERS)}`;
}
