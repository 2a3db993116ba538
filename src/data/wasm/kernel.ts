import { assemble } from './assemble.js';

declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => KernelMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: KernelMemory } },
  ) => { readonly exports: Readonly<Record<string, unknown>> };
};

/** What a kernel works on. `buffer` is another one after `grow`. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

export type Kernel = (...args: number[]) => number;

const PAGE_BYTES = 2 ** 16;

/** Memory of at least so many bytes, all 0. */
export function kernelMemory(bytes: number): KernelMemory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
}

/** Makes the memory at least so large; views of it are to be made anew. */
export function growMemory(memory: KernelMemory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) memory.grow(missing);
}

/** Compiles a source once, for as many memories as there will be. */
export function kernels<Name extends string>(
  source: string,
  names: readonly Name[],
): (memory: KernelMemory) => Readonly<Record<Name, Kernel>>;
export function kernels(source: string, names: readonly string[]) {
  const module = new WebAssembly.Module(assemble(source));
  return (memory: KernelMemory) => {
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    return Object.fromEntries(names.map((name) => [name, kernelOf(exports[name], name)]));
  };
}

function kernelOf(exported: unknown, name: string): Kernel {
  if (typeof exported !== 'function') throw new TypeError(`the module has no function ${name}`);
  return (...args) => Number(exported(...args));
}
