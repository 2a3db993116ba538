import type { Philox } from '../../src/random/philox.js';
import type { DrillClient } from './client.js';
import type { Cluster, ClusterSize } from './cluster.js';

export interface DrillRun {
  readonly cluster: Cluster;
  readonly client: DrillClient;
  /** The same for the same seed. */
  readonly random: Philox;
  /** Says how far it is. */
  progress(text: string): void;
  /** How much is done: how often something is killed, or how many jobs there are. */
  readonly count: number;
}

/** One kind of failure, made to happen to a whole service. */
export interface Drill {
  readonly name: string;
  /** What is promised, as a sentence. */
  readonly promise: string;
  readonly size: ClusterSize;
  /** What it needs of the machine and does not find; undefined where all is there. */
  readonly lacks?: () => string | undefined;
  /** `count` when nobody says another, and in the short form. */
  readonly counts: { readonly long: number; readonly short: number };
  /** @returns figures, as the end of a sentence. @throws what promise was broken. */
  run(run: DrillRun): Promise<string>;
}

/** @throws {BrokenPromiseError} unless `kept`. */
export function promised(kept: boolean, what: string): asserts kept {
  if (!kept) throw new BrokenPromiseError(what);
}

/** The service did not do what it promises. */
export class BrokenPromiseError extends Error {
  override readonly name = 'BrokenPromiseError';
}
