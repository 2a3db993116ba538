import type { TensorStatistics } from '../statistics.js';

/** Takes figures of a tensor while its rows pass by. */
export interface TensorFigures {
  /** `bytes` are whole rows and begin where an element may begin in memory. */
  add(bytes: Uint8Array<ArrayBuffer>): void;
  result(): TensorStatistics;
}
