import { createHash } from 'node:crypto';
import type { ZipArchive, ZipEntry } from '../zip/zip-archive.js';

/** A picture and the folder that it lies in. */
export interface ClassedEntry {
  readonly entry: ZipEntry;
  readonly class: string;
}

/**
 * The pictures of a ZIP with one folder for each class, which may lie together in a folder of their own. Their order is one by
 * chance that the paths alone decide (their SHA-256): the same pictures make the same dataset whoever packed them, and its
 * last part, which `validation_split` holds out, has every class.
 * @throws {InvalidError} for a picture that lies elsewhere.
 */
export function classedEntries(archive: ZipArchive): ClassedEntry[] {
  const folders = archive.entries.map(({ fileName }) => fileName.split('/').slice(0, -1));
  const shared = sharedDepth(folders);
  const sorted = archive.entries.map((entry, index) => {
    const [name, ...deeper] = folders[index]?.slice(shared) ?? [];
    if (name === undefined) {
      throw archive.error(
        entry,
        'it lies in no folder; a ZIP is read as pictures in one folder for each class, or as arrays (.npy)',
      );
    }
    if (deeper.length > 0) {
      throw archive.error(
        entry,
        `it lies ${1 + deeper.length} folders deep, where one folder for each class is expected; upload parts such as train and test apart`,
      );
    }
    const path = entry.fileName.split('/').slice(shared).join('/');
    return { entry, class: name, rank: createHash('sha256').update(path).digest('hex') };
  });
  return sorted.sort((a, b) => (a.rank < b.rank ? -1 : 1));
}

/** How many folders around those of the classes all pictures share. */
function sharedDepth(folders: readonly (readonly string[])[]): number {
  const [first = []] = folders;
  let depth = 0;
  while (depth < first.length - 1 && folders.every((path) => path.length > depth + 1 && path[depth] === first[depth])) {
    depth++;
  }
  return depth;
}
