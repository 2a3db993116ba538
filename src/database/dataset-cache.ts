import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesPerRow, type DatasetSpec, tensorsOf } from '../data/dataset-spec.js';
import { readBlocks } from './blocks.js';
import { CacheFolder } from './cache-folder.js';
import type { Database } from './client.js';

/** A dataset on the local disk, for as long as it is not released. */
export interface CachedDataset {
  /** One file for each tensor, in the order of their numbers: raw little-endian rows and nothing else. */
  readonly files: readonly string[];
  /** Gives the dataset up; calling it again does nothing. */
  release(): Promise<void>;
}

/** Local copies of datasets. Several processes may share one folder. */
export interface DatasetCache {
  /**
   * The rows of a dataset in local files, downloaded where they are not here yet.
   * @param onBytes hears how many bytes more have come; only the first of several callers at the same time does.
   * @throws when the database does not hold all of them; nothing stays then.
   */
  materialize(
    datasetId: string,
    spec: DatasetSpec,
    sha256: string,
    onBytes?: (bytes: number) => void,
  ): Promise<CachedDataset>;
  /** Gives up everything that is in use. The files stay for the next start. */
  close(): Promise<void>;
}

interface CacheParts {
  readonly dir: string;
  /** Most bytes of all copies. Those in use are kept beyond it. */
  readonly limitBytes: number;
  readonly database: Pick<Database, 'pool'>;
}

/** A copy that this process uses, or is about to. */
interface Use {
  holders: number;
  readonly files: Promise<readonly string[]>;
}

/** A dataset to be copied: where from, and how many bytes each tensor has. */
interface Wanted {
  readonly datasetId: string;
  readonly sha256: string;
  readonly sizes: readonly number[];
  readonly onBytes: (bytes: number) => void;
}

export function openDatasetCache({ dir, limitBytes, database }: CacheParts): DatasetCache {
  const folder = new CacheFolder(dir, limitBytes);
  const uses = new Map<string, Use>();

  const take = (name: string, wanted: Wanted): Use => {
    const use = uses.get(name) ?? { holders: 0, files: fetchFiles(name, wanted) };
    use.holders++;
    uses.set(name, use);
    return use;
  };
  const give = async (name: string, use: Use): Promise<void> => {
    use.holders--;
    if (use.holders > 0) return;
    if (uses.get(name) === use) uses.delete(name);
    await folder.release(name);
  };
  const fetchFiles = async (name: string, wanted: Wanted): Promise<readonly string[]> => {
    const paths = wanted.sizes.map((_, tensor) => join(dir, name, `${tensor}.bin`));
    const needed = wanted.sizes.reduce((sum, size) => sum + size, 0);
    if (await folder.claim(name, needed, () => haveSizes(paths, wanted.sizes))) return paths;
    const part = folder.newPart(name);
    try {
      await download(database, wanted, part);
      await folder.adopt(part, name);
    } catch (error) {
      await rm(part, { recursive: true, force: true });
      throw error;
    }
    return paths;
  };

  return {
    materialize: async (datasetId, spec, sha256, onBytes = () => {}) => {
      const sizes = tensorsOf(spec).map((tensor) => spec.rows * bytesPerRow(tensor));
      const name = copyName(sha256, sizes);
      const use = take(name, { datasetId, sha256, sizes, onBytes });
      let held = true;
      const release = async () => {
        if (!held) return;
        held = false;
        await give(name, use);
      };
      try {
        return { files: await use.files, release };
      } catch (error) {
        await release();
        throw error;
      }
    },
    close: async () => {
      uses.clear();
      await folder.close();
    },
  };
}

/** The hash of the content runs over all tensors as one; that of the sizes tells where each ends. */
function copyName(sha256: string, sizes: readonly number[]): string {
  return `${sha256}-${createHash('sha256').update(sizes.join()).digest('hex').slice(0, 16)}`;
}

async function haveSizes(paths: readonly string[], sizes: readonly number[]): Promise<boolean> {
  const found = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
  return found.every((file, index) => file?.size === sizes[index]);
}

/** Writes each tensor into a file of `part` and checks that together they are what the dataset's hash says. */
async function download({ pool }: Pick<Database, 'pool'>, wanted: Wanted, part: string): Promise<void> {
  await mkdir(part, { recursive: true });
  const hash = createHash('sha256');
  for (const [tensor, size] of wanted.sizes.entries()) {
    const bytes = counted(readBlocks(pool, wanted.datasetId, tensor), wanted.onBytes);
    const written = await writeTensor(bytes, join(part, `${tensor}.bin`), hash);
    if (written !== size) {
      throw new Error(`tensor ${tensor} of ${wanted.datasetId} has ${written} bytes in the database, not ${size}`);
    }
  }
  const found = hash.digest('hex');
  if (found !== wanted.sha256) {
    throw new Error(`the rows of ${wanted.datasetId} have the SHA-256 ${found}, not ${wanted.sha256}`);
  }
}

async function* counted(pieces: AsyncIterable<Buffer>, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    yield piece;
    onBytes(piece.length);
  }
}

async function writeTensor(pieces: AsyncIterable<Buffer>, path: string, hash: Hash): Promise<number> {
  const file = await open(path, 'wx');
  let written = 0;
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      await file.appendFile(piece);
      written += piece.length;
    }
    // A copy is told from a damaged one by its sizes, which after a power cut may be right where the bytes are not.
    await file.datasync();
  } finally {
    await file.close();
  }
  return written;
}
