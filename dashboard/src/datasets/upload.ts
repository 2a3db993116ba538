import type { Dataset, UploadOptions } from '../../../client/src/index.js';
import { fitserve } from '../shell/session.js';

/** Where an upload stands: bytes on their way, or rows being read by the service. */
export interface UploadState {
  readonly step: 'sending' | 'reading';
  /** From 0 to 1, of that step. */
  readonly part: number;
}

/** What an upload that is given up ends with. */
export const GIVEN_UP = new Error('The upload was given up.');

/**
 * Files that become a dataset. They are sent piece by piece, so that an upload goes on after a cut; and once, also where the
 * service refuses the options and they are sent again with others.
 */
export class Sending {
  readonly files: readonly File[];
  readonly #abort = new AbortController();
  readonly #uploads: string[] = [];
  #sent = 0;

  constructor(files: readonly File[]) {
    this.files = files;
  }

  async dataset(options: UploadOptions, onState: (state: UploadState) => void): Promise<Dataset> {
    const { signal } = this.#abort;
    const sizeBytes = this.files.reduce((sum, { size }) => sum + size, 0);
    let before = 0;
    for (const [at, file] of this.files.entries()) {
      this.#uploads[at] ??= (await fitserve.uploads.begin(file, { signal })).id;
      if (at >= this.#sent) {
        const onProgress = (sent: number) =>
          onState({ step: 'sending', part: sizeBytes === 0 ? 1 : (before + sent) / sizeBytes });
        await fitserve.uploads.resume(this.#uploads[at], file, { signal, onProgress });
        this.#sent = at + 1;
      }
      before += file.size;
    }
    return fitserve.datasets.fromUploads(this.#uploads, options, {
      signal,
      onReading: ({ read_bytes, size_bytes }) =>
        onState({ step: 'reading', part: size_bytes === 0 ? 1 : read_bytes / size_bytes }),
    });
  }

  /** Gives it up. What cannot be deleted now the service deletes after a day. */
  async giveUp(): Promise<void> {
    this.#abort.abort(GIVEN_UP);
    await Promise.allSettled(this.#uploads.map((id) => fitserve.uploads.delete(id)));
  }
}
