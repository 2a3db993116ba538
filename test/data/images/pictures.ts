import sharp from 'sharp';

/** A picture whose pixel at row y and column x has these red, green and blue. */
export function rgbPixels(
  height: number,
  width: number,
  at: (y: number, x: number) => readonly [number, number, number],
): Buffer {
  return Buffer.from(
    Array.from({ length: height * width }, (_, index) => at(Math.floor(index / width), index % width)).flat(),
  );
}

export function png(height: number, width: number, pixels: Uint8Array, channels: 1 | 3 | 4 = 3): Promise<Buffer> {
  return sharp(pixels, { raw: { height, width, channels } }).png().toBuffer();
}

export function jpeg(height: number, width: number, pixels: Uint8Array): Promise<Buffer> {
  return sharp(pixels, { raw: { height, width, channels: 3 } })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** A PNG of one colour. */
export function plain(height: number, width: number, color: readonly [number, number, number]): Promise<Buffer> {
  return png(
    height,
    width,
    rgbPixels(height, width, () => color),
  );
}
