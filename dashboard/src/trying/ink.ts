/** A picture's bytes as a canvas has them: red, green, blue and opacity of each pixel, row by row. */
export interface Pixels {
  readonly data: Readonly<ArrayLike<number>>;
  readonly width: number;
  readonly height: number;
}

/** Where a drawing goes in a smaller picture: its left upper corner there, and its scale. */
export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Part of the picture that the drawing fills, as in MNIST, whose digits are 20 of 28 pixels large. */
const FILLED = 20 / 28;
const BYTES = 4;

/**
 * Places a drawing, white on black, as MNIST's were: scaled by its larger side, and moved so that its centre of mass is that of
 * the picture. Undefined while nothing is drawn.
 */
export function placeInk(drawing: Pixels, width: number, height: number): Placement | undefined {
  const ink = inkOf(drawing);
  if (!ink) return undefined;
  const scale = (Math.min(width, height) * FILLED) / Math.max(ink.right - ink.left, ink.bottom - ink.top);
  return { x: width / 2 - ink.massX * scale, y: height / 2 - ink.massY * scale, scale };
}

/** A picture, white on black, as a row of a dataset of pictures of a shape; `ink` is what a white pixel is. */
export function readInk({ data, width, height }: Pixels, channels: number | undefined, ink: number): unknown[][] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => {
      const value = ((data[(y * width + x) * BYTES] ?? 0) / 255) * ink;
      const shown = ink > 1 ? Math.round(value) : value;
      return channels === undefined ? shown : new Array<number>(channels).fill(shown);
    }),
  );
}

/** What is drawn on: its edges and its centre of mass. */
function inkOf({ data, width, height }: Pixels) {
  let [left, top, right, bottom, sum, sumX, sumY] = [width, height, 0, 0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = data[(y * width + x) * BYTES] ?? 0;
      if (value === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      sum += value;
      sumX += value * (x + 0.5);
      sumY += value * (y + 0.5);
    }
  }
  return sum === 0 ? undefined : { left, top, right, bottom, massX: sumX / sum, massY: sumY / sum };
}
