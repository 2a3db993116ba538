import { useEffect, useRef, useState } from 'preact/hooks';
import type { Dataset } from '../../../client/src/index.js';
import { Answer, useAnswer } from './answer.js';
import { placeInk, readInk } from './ink.js';

const SIZE = 280;
const PEN = SIZE / 13;
const STEP = SIZE / 20;
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A canvas to draw on, by pointer or by keyboard; the model is asked while one draws. */
export function Drawing({
  model,
  shape,
  ink,
  task,
}: {
  readonly model: string;
  readonly shape: readonly number[];
  readonly ink: number;
  readonly task: Dataset['task'];
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pen = useRef<Point>({ x: SIZE / 2, y: SIZE / 4 });
  const [isDown, setDown] = useState(false);
  const [row, setRow] = useState<unknown>();
  const asked = useAnswer(model, row, task);
  const draw = (from: Point, to: Point) => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (!context) return;
    Object.assign(context, { strokeStyle: '#fff', lineWidth: PEN, lineCap: 'round' });
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    pen.current = to;
    setRow(rowOf(context, shape, ink));
  };
  const clear = () => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (context) {
      context.fillStyle = '#000';
      context.fillRect(0, 0, SIZE, SIZE);
    }
    setRow(undefined);
  };
  useEffect(clear, []);
  const at = (event: PointerEvent): Point => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return pen.current;
    return { x: ((event.clientX - box.left) / box.width) * SIZE, y: ((event.clientY - box.top) / box.height) * SIZE };
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === ' ') setDown(!isDown);
    const move = MOVES[event.key];
    if (event.key !== ' ' && !move) return;
    event.preventDefault();
    if (!move) return;
    const { x, y } = pen.current;
    const to = { x: inside(x + move[0]), y: inside(y + move[1]) };
    if (isDown) draw(pen.current, to);
    else pen.current = to;
  };
  return (
    <div class="try">
      <div>
        {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a canvas is no more interactive than what is made of it */}
        <canvas
          ref={canvas}
          class="drawing"
          width={SIZE}
          height={SIZE}
          tabIndex={0}
          role="application"
          aria-label="Draw here. By keyboard: the space bar sets the pen down and lifts it, the arrows move it."
          onKeyDown={press}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            draw(at(event), at(event));
          }}
          onPointerMove={(event) => {
            if (event.buttons & 1) draw(pen.current, at(event));
          }}
        />
        <p class="row">
          <button type="button" onClick={clear}>
            Clear
          </button>
          <span role="status" class="quiet">
            {isDown ? 'The pen is down.' : ''}
          </span>
        </p>
      </div>
      {row === undefined ? (
        <p class="quiet">Draw with the mouse, a finger, or the arrows and the space bar.</p>
      ) : (
        <Answer asked={asked} />
      )}
    </div>
  );
}

/** The drawing as a row of a dataset of pictures of this shape; undefined while nothing is drawn. */
function rowOf(drawing: CanvasRenderingContext2D, shape: readonly number[], ink: number): unknown {
  const [height = 0, width = 0, channels] = shape;
  const place = placeInk(drawing.getImageData(0, 0, SIZE, SIZE), width, height);
  const small = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!place || !small) return undefined;
  small.imageSmoothingQuality = 'high';
  small.fillRect(0, 0, width, height);
  small.drawImage(drawing.canvas, place.x, place.y, SIZE * place.scale, SIZE * place.scale);
  return readInk(small.getImageData(0, 0, width, height), channels, ink);
}

function inside(place: number): number {
  return Math.min(SIZE, Math.max(0, place));
}
