import { nativeBackend } from '../native-backend.js';
import type { DataType, Graph, Ref } from './graph.js';
import { withGraphFolder } from './graph-folder.js';

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

export type FetchedValues = Float32Array | Int32Array | Uint8Array;

/** The same values asked of a session again and again. */
export class SessionCall {
  private readonly session: number;
  private readonly feeds: string;
  private readonly fetches: string;

  /** `feeds` and `fetches` are lists with commas, as the native library takes them. */
  constructor(session: number, feeds: string, fetches: string) {
    this.session = session;
    this.feeds = feeds;
    this.fetches = fetches;
  }

  /** `values` are in the order of the feeds; what comes back is the caller's own. */
  run(values: readonly (Feed | HeldTensor)[]): FetchedValues[] {
    const { binding } = nativeBackend();
    const own: HeldTensor[] = [];
    try {
      const ids = values.map((value) => {
        if (value instanceof HeldTensor) return value.id;
        const held = new HeldTensor(value);
        own.push(held);
        return held.id;
      });
      const outputs = binding.runSavedModel(this.session, ids, this.feeds, this.fetches);
      return outputs.map(({ id }) => {
        try {
          return binding.tensorDataSync(id);
        } finally {
          binding.deleteTensor(id);
        }
      });
    } finally {
      for (const held of own) held.dispose();
    }
  }
}

/** A graph opened in TensorFlow, with its variables; sessions share nothing. */
export class Session {
  private readonly id: number;

  constructor(graph: Graph) {
    const { binding } = nativeBackend();
    this.id = withGraphFolder(graph.toSavedModel(TAG).finish(), (folder) => binding.loadSavedModel(folder, TAG));
  }

  /** Computes the fetched values in one native call. */
  run(feeds: Readonly<Record<Ref, Feed | HeldTensor>>, fetches: readonly Ref[]): FetchedValues[] {
    return this.call(Object.keys(feeds), fetches).run(Object.values(feeds));
  }

  /** A call to be made many times: what is given and asked for is named once. */
  call(feeds: readonly Ref[], fetches: readonly Ref[]): SessionCall {
    return new SessionCall(this.id, feeds.map(withOutput).join(','), fetches.map(withOutput).join(','));
  }

  close(): void {
    nativeBackend().binding.deleteSavedModel(this.id);
  }
}

function withOutput(ref: Ref): string {
  return ref.includes(':') ? ref : `${ref}:0`;
}
