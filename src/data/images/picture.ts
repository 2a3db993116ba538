import sharp from 'sharp';
import { CHANNELS, type PictureForm } from './picture-form.js';

/** Most pixels of one picture, before it is resized: it may be large, but not fill the memory from a few bytes. */
export const MOST_PIXELS = 2 ** 25;
const MOST_SECONDS = 60;

/** Bytes row after row, from the top left; of each pixel its brightness, or red, green and blue. */
export interface Pixels {
  readonly height: number;
  readonly width: number;
  readonly bytes: Uint8Array;
}

/**
 * Decodes a PNG or JPEG. It is stretched to the size, as Keras's `image_dataset_from_directory` does, with each new pixel the
 * weighted mean of those that it covers (Pillow's BILINEAR, to a few levels); transparency is dropped, and the orientation
 * that a camera notes is left alone, as Pillow and Keras leave it.
 * @throws Error when it is broken, even a little.
 */
export async function decodePicture(file: Uint8Array, { color, size }: PictureForm): Promise<Pixels> {
  const decoded = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'warning' })
    .timeout({ seconds: MOST_SECONDS })
    .removeAlpha()
    .toColourspace('srgb');
  const resized =
    size === undefined ? decoded : decoded.resize({ ...size, fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false });
  const { data, info } = await resized.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  if (info.channels !== CHANNELS.rgb)
    throw new Error(`${info.channels} channels where red, green and blue were expected`);
  return { height: info.height, width: info.width, bytes: color === 'rgb' ? data : brightness(data) };
}

/** ITU-R 601-2 luma, rounded as Pillow's `convert('L')` does: L = (19595 R + 38470 G + 7471 B + 2^15) / 2^16. */
function brightness(rgb: Uint8Array): Uint8Array {
  const grey = new Uint8Array(rgb.length / CHANNELS.rgb);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += CHANNELS.rgb) {
    const [red, green, blue] = [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0];
    grey[pixel] = (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
  }
  return grey;
}
