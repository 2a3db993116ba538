import { type InboundNodes, type KerasHistory, readCall } from './inbound-nodes.js';
import { PASS_FIRST_MASK, PASS_MASK } from './layers/mask-passing.js';
import { isOperation } from './layers/merging.js';

/** What stands among the layers of a Functional model. */
export interface MaskedItem {
  readonly class_name: string;
  readonly config: { readonly name?: string | undefined };
  readonly name?: string | undefined;
  readonly inbound_nodes?: InboundNodes | undefined;
}

/** A mask in words, the same for masks that say the same; `none` has no mask, `any` is that of a model within the model. */
type Mask = string;
const NONE: Mask = 'none';
const ANY: Mask = 'any';
const ONES: Mask = 'ones';
const ZEROS: Mask = 'zeros';

/** Layers that merge sequences: they have a mask where all of their inputs have one. */
const MERGES = new Set(['Add', 'Subtract', 'Multiply', 'Average', 'Maximum', 'Minimum']);

/** Reads the masks of a Functional model twice: as its operations make them, and as follows from its layers. */
export class MaskReader {
  private readonly byName: ReadonlyMap<string, MaskedItem>;
  private readonly made = new Map<string, Mask>();
  private readonly implied = new Map<string, Mask>();
  private readonly numbers = new Map<string, number>();

  constructor(items: readonly MaskedItem[]) {
    this.byName = new Map(items.map((item) => [nameOf(item), item]));
  }

  item(name: string): MaskedItem | undefined {
    return this.byName.get(name);
  }

  /** The mask that an operation makes. */
  madeBy([name, call]: KerasHistory): Mask {
    return this.remembered(this.made, `${name}/${call}`, () => this.makeMask(this.byName.get(name)));
  }

  /** The mask that an output of a layer has. */
  of([name, call]: KerasHistory): Mask {
    return this.remembered(this.implied, `${name}/${call}`, () => this.implyMask(this.byName.get(name), call));
  }

  /** Whether some layer of the model makes this mask. */
  isOfSomeLayer(mask: Mask, items: readonly MaskedItem[]): boolean {
    return items.some((item) => (item.inbound_nodes ?? []).some((_, call) => this.ownMask(item, call) === mask));
  }

  private makeMask(item: MaskedItem | undefined): Mask {
    if (!item) return NONE;
    const { tensors, stray = 0 } = readCall(item.inbound_nodes?.[0] ?? []);
    const parts = () => tensors.map(({ from }) => this.madeBy(from));
    switch (item.class_name) {
      case 'NotEqual':
        return this.numbered(`${tensors[0]?.from.join()} is not ${stray}`);
      case 'LogicalOr':
        return this.either(parts().filter((part) => part !== ZEROS));
      case 'Concatenate':
        return this.numbered(`one after another: ${parts().join()}`);
      case 'ZerosLike':
        return ZEROS;
      case 'OnesLike':
        return ONES;
      case 'Any':
      case 'ExpandDims':
      case 'ConvertToTensor':
        return parts()[0] ?? NONE;
      default:
        return NONE;
    }
  }

  private implyMask(item: MaskedItem | undefined, call: number): Mask {
    const node = item?.inbound_nodes?.[call];
    if (!item || !node || isOperation(item)) return item && 'layers' in item.config ? ANY : NONE;
    const own = this.ownMask(item, call);
    if (own !== undefined) return own;
    if ('layers' in item.config) return ANY;
    const inputs = readCall(node).tensors.filter(({ keyword }) => keyword !== 'mask');
    const first = () => (inputs[0] ? this.of(inputs[0].from) : NONE);
    const { class_name } = item;
    if (PASS_MASK.has(class_name) || PASS_FIRST_MASK.has(class_name) || givesSequences(item)) return first();
    const masks = () => inputs.map(({ from }) => this.of(from));
    if (MERGES.has(class_name)) return masks().includes(NONE) ? NONE : this.either(masks());
    if (class_name === 'Concatenate' && masks().some((mask) => mask !== NONE))
      return this.numbered(
        `one after another: ${masks()
          .map((mask) => (mask === NONE ? ONES : mask))
          .join()}`,
      );
    return NONE;
  }

  /** The mask that a layer makes of its input. */
  private ownMask(item: MaskedItem, call: number): Mask | undefined {
    const value = maskValueOf(item);
    const node = item.inbound_nodes?.[call];
    if (value === undefined || !node) return undefined;
    return this.numbered(`${readCall(node).tensors[0]?.from.join()} is not ${value}`);
  }

  private either(masks: readonly Mask[]): Mask {
    const distinct = [...new Set(masks)];
    if (distinct.includes(ANY)) return ANY;
    return distinct.length === 1 ? (distinct[0] ?? NONE) : this.numbered(`one of ${distinct.join()}`);
  }

  /** A short name for a long text, since masks of masks are named by their parts. */
  private numbered(text: string): Mask {
    const number = this.numbers.get(text) ?? this.numbers.size;
    this.numbers.set(text, number);
    return `mask ${number}`;
  }

  /** What is being worked out already waits for itself: there is no such mask. */
  private remembered(known: Map<string, Mask>, key: string, make: () => Mask): Mask {
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, NONE);
    const mask = make();
    known.set(key, mask);
    return mask;
  }
}

/** Whether a mask that a layer is called with is the one that its input has. */
export function sameMask(given: Mask, implied: Mask): boolean {
  return given !== NONE && (given === implied || implied === ANY);
}

export function nameOf({ name, config }: MaskedItem): string {
  return config.name ?? name ?? '';
}

/** What a layer that makes masks looks for. */
function maskValueOf({ class_name, config }: MaskedItem): unknown {
  if (class_name === 'Embedding' && 'mask_zero' in config && config.mask_zero) return 0;
  return class_name === 'Masking' && 'mask_value' in config ? config.mask_value : undefined;
}

/** Whether it is a recurrent layer that gives its output at each step. */
function givesSequences({ class_name, config }: MaskedItem): boolean {
  const inner = class_name === 'Bidirectional' && 'layer' in config ? config.layer : { config };
  if (typeof inner !== 'object' || inner === null || !('config' in inner)) return false;
  const own = inner.config;
  return typeof own === 'object' && own !== null && 'return_sequences' in own && own.return_sequences === true;
}
