import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'fitserve-graph-';
/** A folder lives for the milliseconds that TensorFlow takes to read it. */
const ABANDONED_MS = 60_000;

let swept = false;

/** Hands a graph to a reader that takes folders only; the folder is gone afterwards. */
export function withGraphFolder<Result>(savedModel: Uint8Array, read: (folder: string) => Result): Result {
  if (!swept) removeAbandoned();
  swept = true;
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), savedModel);
    return read(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Removes what processes that were killed in these milliseconds have left. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(tmpdir(), name);
    const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made < ABANDONED_MS) continue;
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // It belongs to somebody else, who will remove it.
    }
  }
}
