import type { Model } from '../../../client/src/index.js';

export interface Node {
  readonly name: string;
  readonly className: string;
  readonly shape: string;
  readonly params: number;
  /** From 0: which of the rows, and the place in it; rows are centred, so that it may be half a column. */
  readonly row: number;
  readonly column: number;
}

export interface Layout {
  readonly nodes: readonly Node[];
  readonly edges: ReadonlyArray<readonly [from: Node, to: Node]>;
  readonly columns: number;
  readonly rows: number;
}

/** Places layers below those that they take from, as deep as the longest way to them. */
export function layOut({ architecture, summary }: Pick<Model, 'architecture' | 'summary'>): Layout {
  const sources = sourcesOf(architecture);
  const rows = new Map<string, number>();
  for (const { name } of summary.layers)
    rows.set(name, 1 + Math.max(-1, ...(sources.get(name) ?? []).map((source) => rows.get(source) ?? -1)));
  const filled = new Map<number, number>();
  const nodes = summary.layers.map(({ name, class_name, output_shape, params }): Node => {
    const row = rows.get(name) ?? 0;
    const column = filled.get(row) ?? 0;
    filled.set(row, column + 1);
    return {
      name,
      className: class_name,
      shape: output_shape === null ? 'shape not known yet' : shapeText(output_shape),
      params,
      row,
      column,
    };
  });
  const columns = Math.max(1, ...filled.values());
  const placed = nodes.map((node) => ({ ...node, column: node.column + (columns - (filled.get(node.row) ?? 0)) / 2 }));
  const byName = new Map(placed.map((node) => [node.name, node]));
  const edges = placed.flatMap((to) =>
    (sources.get(to.name) ?? []).flatMap((name) => {
      const from = byName.get(name);
      return from ? [[from, to] as const] : [];
    }),
  );
  return { nodes: placed, edges, columns, rows: filled.size };
}

function shapeText(shape: ReadonlyArray<number | null>): string {
  return `(${shape.map((size) => size ?? 'None').join(', ')})`;
}

/** The names of the layers that each layer takes from. */
function sourcesOf({ class_name, config }: Model['architecture']): ReadonlyMap<string, readonly string[]> {
  const names = config.layers.map((layer) => ({ name: String(layer.config.name), layer }));
  if (class_name === 'Sequential') {
    const shown = names.filter(({ layer }) => layer.class_name !== 'InputLayer');
    return new Map(shown.map(({ name }, at) => [name, at === 0 ? [] : [shown[at - 1]?.name ?? '']]));
  }
  const known = new Set(names.map(({ name }) => name));
  return new Map(names.map(({ name, layer }) => [name, [...inbound(layer.inbound_nodes, known)]]));
}

/** Names in `inbound_nodes`: `keras_history` of Keras 3, or `["dense", 0, 0, {}]` of Keras 2. */
function inbound(value: unknown, known: ReadonlySet<string>): Set<string> {
  if (Array.isArray(value)) {
    const [name, node] = value;
    if (typeof name === 'string' && typeof node === 'number') return new Set(known.has(name) ? [name] : []);
    return new Set(value.flatMap((one) => [...inbound(one, known)]));
  }
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(Object.values(value).flatMap((one) => [...inbound(one, known)]));
}
