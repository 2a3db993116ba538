import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nativeBackend } from '../native-backend.js';
import type { DataType, Graph, Ref } from './graph.js';

const TAG = 'fitserve';

/** A value given at a call: numbers of one type in a shape. */
export interface Feed {
  readonly type: DataType;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint8Array;
}

/** A value that stays on TensorFlow's side between calls. The array must not be changed while it is held: it may be shared. */
export class HeldTensor {
  readonly id: number;
  readonly source: Feed;

  constructor(source: Feed) {
    this.source = source;
    this.id = nativeBackend().binding.createTensor([...source.shape], source.type, source.values);
  }

  dispose(): void {
    nativeBackend().binding.deleteTensor(this.id);
  }
}

/** A graph opened in TensorFlow, with its variables; sessions share nothing. */
export class Session {
  private readonly id: number;

  constructor(graph: Graph) {
    const folder = mkdtempSync(join(tmpdir(), 'fitserve-graph-'));
    try {
      writeFileSync(join(folder, 'saved_model.pb'), graph.toSavedModel(TAG));
      this.id = nativeBackend().binding.loadSavedModel(folder, TAG);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Computes the fetched values in one native call. */
  run(
    feeds: Readonly<Record<Ref, Feed | HeldTensor>>,
    fetches: readonly Ref[],
  ): (Float32Array | Int32Array | Uint8Array)[] {
    const { binding } = nativeBackend();
    const own: HeldTensor[] = [];
    const ids = Object.values(feeds).map((feed) => {
      if (feed instanceof HeldTensor) return feed.id;
      const held = new HeldTensor(feed);
      own.push(held);
      return held.id;
    });
    try {
      const names = Object.keys(feeds).map(withOutput).join(',');
      const outputs = binding.runSavedModel(this.id, ids, names, fetches.map(withOutput).join(','));
      return outputs.map(({ id }) => {
        try {
          return binding.tensorDataSync(id).slice();
        } finally {
          binding.deleteTensor(id);
        }
      });
    } finally {
      for (const held of own) held.dispose();
    }
  }

  close(): void {
    nativeBackend().binding.deleteSavedModel(this.id);
  }
}

function withOutput(ref: Ref): string {
  return ref.includes(':') ? ref : `${ref}:0`;
}
