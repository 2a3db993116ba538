import { readFile } from 'node:fs/promises';
import { estimateMemory } from '../engine/plan/model-limits.js';
import { activationsPerRow, sizeOf, weightsOf } from '../engine/plan/network-plan.js';
import { planDefinition } from '../engine/plan/plan-definition.js';
import type { DataFiles, TrainingSpec } from '../engine/training-spec.js';

/** Beyond what is worked out: TensorFlow's threads, its graph, scratch of convolutions, garbage that is not collected yet. */
const ROOM_BYTES = 2 ** 30;
/** What is worked out counts what must be held; kernels and copies on their way take as much again, and more. */
const MARGIN = 3;
/** Rows that are measured at once, where rows can be cut in any way: see evaluationBatch of the compiled program. */
const EVALUATION_ROWS = 256;
/** Where a spec names no limit. */
const DATA_MEMORY_BYTES = 2 ** 30;
const WIDTH = { uint8: 1, int32: 4, float32: 4 } as const;

/**
 * Bytes that a training process may take for this spec, one that takes `baseBytes` before it begins: the estimated memory of a
 * step, and the rows that are held, with a wide margin, but no more than `capBytes`.
 */
export function memoryLimit(spec: TrainingSpec, baseBytes: number, capBytes: number): number {
  const plan = planDefinition(spec.model);
  const params = weightsOf(plan).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const rows = Math.max(spec.fit.batchSize, EVALUATION_ROWS);
  const step = estimateMemory(params, activationsPerRow(plan), rows);
  const held = Math.min(dataBytes(spec.data), spec.dataMemoryBytes ?? DATA_MEMORY_BYTES);
  const validation = spec.validation
    ? Math.min(dataBytes(spec.validation), spec.dataMemoryBytes ?? DATA_MEMORY_BYTES)
    : 0;
  return Math.min(capBytes, baseBytes + ROOM_BYTES + MARGIN * (step + held + validation));
}

function dataBytes({ rows, inputs, targets, sampleWeight }: DataFiles): number {
  const tensors = [...inputs, ...targets, ...(sampleWeight ? [sampleWeight] : [])];
  return tensors.reduce((sum, { dtype, shape }) => sum + rows * sizeOf(shape) * WIDTH[dtype], 0);
}

/** Memory that a process takes, in bytes; undefined where it is gone, or the system does not tell (other than Linux). */
export async function residentBytes(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : 1024 * Number(kilobytes);
}

/** How many processes the system has killed for want of memory since it started; 0 where it does not tell. */
export async function outOfMemoryKills(): Promise<number> {
  const counters = await readFile('/proc/vmstat', 'utf8').catch(() => '');
  return Number(/^oom_kill (\d+)/m.exec(counters)?.[1] ?? 0);
}

/** A size for people: `1.5 GiB`. */
export function shownBytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
