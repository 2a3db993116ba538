import { useEffect, useRef } from 'preact/hooks';

/** Smaller things of two dimensions are rather series. */
const SMALLEST = 8;
const CHANNELS = new Set([1, 3, 4]);

/** Whether rows of this shape are pictures: grey ones, or ones of 1, 3 or 4 channels. */
export function isPicture(shape: readonly number[]): boolean {
  const [height = 0, width = 0, channels = 1] = shape;
  return (shape.length === 2 || (shape.length === 3 && CHANNELS.has(channels))) && Math.min(height, width) >= SMALLEST;
}

/** The shape of nested arrays, by their first items. */
export function shapeOf(rows: unknown): number[] {
  return Array.isArray(rows) ? [rows.length, ...shapeOf(rows[0])] : [];
}

/** A row of the service as a picture. Bytes are shown as they are; other numbers from the least to the greatest of the row. */
export function Picture({ rows, label }: { readonly rows: unknown; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [height = 0, width = 0, channels = 1] = shapeOf(rows);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !Array.isArray(rows)) return;
    const values = rows.flat(2).map(Number);
    const image = context.createImageData(width, height);
    const toByte = scaleOf(values);
    for (let pixel = 0; pixel < width * height; pixel++) {
      const at = (channel: number) => toByte(values[pixel * channels + Math.min(channel, channels - 1)] ?? 0);
      image.data.set([at(0), at(1), at(2), channels === 4 ? at(3) : 255], pixel * 4);
    }
    context.putImageData(image, 0, 0);
  }, [rows, width, height, channels]);
  return <canvas ref={canvas} class="picture" width={width} height={height} role="img" aria-label={label} />;
}

function scaleOf(values: readonly number[]): (value: number) => number {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  if (least >= 0 && greatest > 1 && greatest <= 255) return (value) => value;
  if (least >= 0 && greatest <= 1) return (value) => value * 255;
  return (value) => ((value - least) / (greatest - least)) * 255;
}
