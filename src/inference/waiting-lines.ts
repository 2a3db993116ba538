import type { InputScaling } from '../data/preparing/in-graph.js';
import type { PoolTask } from './pool-task.js';
import type { RequestedRows } from './prediction-batch.js';
import type { ModelSource, Prediction } from './warm-child.js';

/** Rows of several requests that are predicted together: a size that passes are compiled for. */
const MOST_ROWS = 128;
/** Bytes that go to a process at once: they are copied in a millisecond or two. */
const MOST_BYTES = 2 ** 20;

/** A request for predictions that waits. */
export interface WaitingRows extends RequestedRows {
  readonly source: ModelSource;
  readonly scaling: InputScaling;
  readonly task: PoolTask<Prediction>;
  readonly bytes: number;
  /** It was in a batch that failed: by itself it fails for what it holds itself only. */
  alone: boolean;
  /** When it came, by performance.now(). */
  readonly askedAt: number;
}

/** The requests that wait, in a line for each model. */
export class WaitingLines {
  /** The model that was served longest ago first. */
  readonly #lines = new Map<string, WaitingRows[]>();
  #requests = 0;
  #rows = 0;
  #bytes = 0;

  /** Requests that wait. */
  get requests(): number {
    return this.#requests;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Batches that they would go in, about. */
  get batches(): number {
    return Math.max(this.#lines.size, Math.ceil(this.#rows / MOST_ROWS), Math.ceil(this.#bytes / MOST_BYTES));
  }

  /** The models that are waited for. */
  get keys(): string[] {
    return [...this.#lines.keys()];
  }

  /** Puts a request at the end of its line, or at its head where it comes back. */
  add(request: WaitingRows, place: 'end' | 'head' = 'end'): void {
    const { key } = request.source;
    const line = this.#lines.get(key) ?? [];
    if (place === 'end') line.push(request);
    else line.unshift(request);
    this.#lines.set(key, line);
    this.#requests++;
    this.#rows += request.rows;
    this.#bytes += request.bytes;
  }

  /** How to get the model of a line. */
  source(key: string): ModelSource | undefined {
    return this.#lines.get(key)?.[0]?.source;
  }

  /** Takes the requests at the head of a line that go together. */
  take(key: string): WaitingRows[] {
    const line = this.#lines.get(key) ?? [];
    let [rows, bytes] = [0, 0];
    let count = 0;
    for (const request of line) {
      rows += request.rows;
      bytes += request.bytes;
      if (count > 0 && (rows > MOST_ROWS || bytes > MOST_BYTES || request.alone)) break;
      count++;
      if (request.alone) break;
    }
    const taken = line.splice(0, count);
    this.#lines.delete(key);
    if (line.length > 0) this.#lines.set(key, line);
    this.#forget(taken);
    return taken;
  }

  /** Takes all requests, or those of one line. */
  takeAll(key?: string): WaitingRows[] {
    const taken = key === undefined ? [...this.#lines.values()].flat() : (this.#lines.get(key) ?? []);
    if (key === undefined) this.#lines.clear();
    else this.#lines.delete(key);
    this.#forget(taken);
    return taken;
  }

  /** Takes out a request, where it still waits. */
  remove(request: WaitingRows): void {
    const { key } = request.source;
    const line = this.#lines.get(key) ?? [];
    const at = line.indexOf(request);
    if (at === -1) return;
    line.splice(at, 1);
    if (line.length === 0) this.#lines.delete(key);
    this.#forget([request]);
  }

  #forget(requests: readonly WaitingRows[]): void {
    for (const { rows, bytes } of requests) {
      this.#requests--;
      this.#rows -= rows;
      this.#bytes -= bytes;
    }
  }
}
