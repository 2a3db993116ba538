/** Part of the picture that the drawing fills, as in MNIST, whose digits are 20 of 28 pixels large. */
const FILLED = 20 / 28;

/**
 * A drawing, white on black, as a row of a dataset of pictures: made as MNIST was, scaled by its larger side and moved so that
 * its centre of mass is that of the picture; `ink` is what a white pixel is. Undefined while nothing is drawn.
 */
export function readInk(drawing: CanvasRenderingContext2D, shape: readonly number[], ink: number): unknown {
  const [height = 0, width = 0, channels] = shape;
  const box = boxOf(drawing);
  if (!box) return undefined;
  const small = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!small) return undefined;
  const scale = (Math.min(width, height) * FILLED) / Math.max(box.right - box.left, box.bottom - box.top);
  small.imageSmoothingQuality = 'high';
  small.fillRect(0, 0, width, height);
  small.drawImage(
    drawing.canvas,
    width / 2 - box.massX * scale,
    height / 2 - box.massY * scale,
    drawing.canvas.width * scale,
    drawing.canvas.height * scale,
  );
  const { data } = small.getImageData(0, 0, width, height);
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => {
      const value = ((data[(y * width + x) * 4] ?? 0) / 255) * ink;
      const shown = ink > 1 ? Math.round(value) : value;
      return channels === undefined ? shown : new Array<number>(channels).fill(shown);
    }),
  );
}

/** What is drawn on: its edges and its centre of mass. */
function boxOf(drawing: CanvasRenderingContext2D) {
  const { width, height } = drawing.canvas;
  const { data } = drawing.getImageData(0, 0, width, height);
  let [left, top, right, bottom, sum, sumX, sumY] = [width, height, 0, 0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = data[(y * width + x) * 4] ?? 0;
      if (value === 0) continue;
      [left, right, top, bottom] = [
        Math.min(left, x),
        Math.max(right, x + 1),
        Math.min(top, y),
        Math.max(bottom, y + 1),
      ];
      sum += value;
      sumX += value * x;
      sumY += value * y;
    }
  }
  return sum === 0 ? undefined : { left, top, right, bottom, massX: sumX / sum, massY: sumY / sum };
}
