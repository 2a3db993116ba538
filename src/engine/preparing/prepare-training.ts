import { join } from 'node:path';
import type { FittedPreparation, PreparingPlan } from '../../data/preparing/preparing-plan.js';
import { rowSidesOf } from '../training/row-sides.js';
import { TrainingError, type TrainingSpec } from '../training-spec.js';
import { fitPreparation, openRaw, type RawData, type Watch, writeKept, writePrepared } from './prepare-data.js';

export interface PreparingHooks {
  readonly signal: AbortSignal;
  /** Hears now and then that the work goes on: so many pieces of the data have been gone through. */
  onPiece(pieces: number): void;
  /** Hears what was fitted, before anything is trained; not called where an earlier attempt has fitted it. */
  onFitted(fitted: FittedPreparation): void;
}

/**
 * Prepares the rows that a spec trains and validates on, and writes them into `folder`. What is fitted is fitted on the rows that
 * train, unless an earlier attempt has done it.
 * @returns the spec with prepared data, or undefined when the signal stopped it.
 * @throws {TrainingError} when the rows cannot be prepared as the fit asks.
 */
export async function prepareTraining(
  spec: TrainingSpec,
  folder: string,
  hooks: PreparingHooks,
): Promise<TrainingSpec | undefined> {
  try {
    return await prepare(spec, folder, hooks);
  } catch (error) {
    if (hooks.signal.aborted) return undefined;
    throw error;
  }
}

async function prepare(
  spec: TrainingSpec,
  folder: string,
  { signal, onPiece, onFitted }: PreparingHooks,
): Promise<TrainingSpec> {
  const { preparing, ...rest } = spec;
  if (preparing === undefined) return spec;
  const { plan, recoding } = preparing;
  let pieces = 0;
  const watch = {
    signal,
    onPiece: () => {
      signal.throwIfAborted();
      onPiece(++pieces);
    },
  };
  const raw = await openRaw(plan, spec.data, watch);
  const fitted = preparing.fitted ?? (await fitOn(raw, plan, spec, { folder: join(folder, 'kept'), ...watch }));
  if (preparing.fitted === undefined) onFitted(fitted);
  const data = await writePrepared(plan, fitted, raw, join(folder, 'training'), watch);
  if (spec.validation === undefined) return { ...rest, data };
  const other = await openRaw(plan, spec.validation, watch, recoding);
  const validation = await writePrepared(plan, fitted, other, join(folder, 'validation'), watch);
  return { ...rest, data, validation };
}

async function fitOn(
  raw: RawData,
  plan: PreparingPlan,
  { fit }: TrainingSpec,
  { folder, ...watch }: { readonly folder: string } & Watch,
): Promise<FittedPreparation> {
  const data = raw.kept === undefined ? raw.data : await writeKept(raw, folder);
  const sides = await rowSidesOf({ data, fit }).catch((error: unknown) => {
    // Of the whole dataset every class could be on both sides; rows that were left out may have been the only ones of one.
    throw error instanceof RangeError ? new TrainingError('cannot_split', CANNOT_SPLIT) : error;
  });
  return fitPreparation(plan, raw, (row) => sides.trains(row), watch);
}

const CANNOT_SPLIT = 'the rows that are left cannot be split so that each class is on both sides';
