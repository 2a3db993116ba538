import { fileError, listed, optionError } from '../faults.js';
import type { UploadOptions } from '../upload-options.js';

/** Which arrays of an NPZ file are what, by name. */
export interface NpzRoles {
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  readonly sampleWeight: string | undefined;
  readonly group: string | undefined;
}

/** What people call inputs, and the targets that go with them, before an ending such as `_train`. */
const PAIRS = [
  ['x', 'y'],
  ['X', 'y'],
  ['X', 'Y'],
  ['inputs', 'targets'],
  ['images', 'labels'],
  ['features', 'labels'],
  ['data', 'labels'],
  ['data', 'target'],
] as const;

/** Endings in the order in which a pair is looked for when nobody says: the part to train on before that to test on. */
const ENDINGS = ['_train', '', '_test', '_val', '_valid', '_validation'] as const;
const HELD_OUT = /_(?:test|val|valid|validation)$/;

type Options = Pick<UploadOptions, 'target' | 'features' | 'sample_weight' | 'group'>;

/**
 * The arrays that the options name; those that they leave open go by their names: `x` with `y`, `x_train` with `y_train`, and
 * so on; of arrays to train on and to test on, those to train on, unless `target` names another.
 * @throws {InvalidError} when that leaves open what is what.
 */
export function npzRoles(fileName: string, names: readonly string[], options: Options): NpzRoles {
  const { features, sample_weight: sampleWeight, group } = options;
  const target = typeof options.target === 'string' ? [options.target] : options.target;
  for (const [option, wanted] of [
    ['target', target],
    ['features', features],
    ['sample_weight', sampleWeight],
    ['group', group],
  ] as const) {
    for (const name of typeof wanted === 'string' ? [wanted] : (wanted ?? [])) {
      if (!names.includes(name))
        throw optionError(option, `there is no array of that name; the file has ${listed(names)}`, name);
    }
  }
  const beside = [sampleWeight, group].filter((name) => name !== undefined);
  const twice = [...(target ?? []), ...(features ?? []), ...beside].find(
    (name, index, all) => all.indexOf(name) < index,
  );
  if (twice !== undefined) throw optionError('target', 'an array can be one thing only', twice);
  const free = names.filter((name) => !beside.includes(name));
  const chosen = inputsAndTargets(free, target, features);
  if (chosen === undefined) {
    throw fileError(
      fileName,
      `name the arrays to learn from with \`features\` and those to predict with \`target\`; the file has ${listed(names)}`,
    );
  }
  return { ...chosen, sampleWeight, group };
}

function inputsAndTargets(
  names: readonly string[],
  targets: readonly string[] | undefined,
  inputs: readonly string[] | undefined,
): Pick<NpzRoles, 'inputs' | 'targets'> | undefined {
  if (targets !== undefined && inputs !== undefined) return { inputs, targets };
  const pairs = ENDINGS.flatMap((ending) => PAIRS.map(([x, y]) => ({ x: x + ending, y: y + ending }))).filter(
    ({ x, y }) => names.includes(x) && names.includes(y),
  );
  const pair = pairs.find(
    ({ x, y }) => (targets === undefined || isOnly(targets, y)) && (inputs === undefined || isOnly(inputs, x)),
  );
  const rest = names.filter((name) => targets?.includes(name) !== true && inputs?.includes(name) !== true);
  if (targets === undefined && inputs === undefined) {
    const isAll =
      pair !== undefined && names.every((name) => name === pair.x || name === pair.y || HELD_OUT.test(name));
    return isAll ? { inputs: [pair.x], targets: [pair.y] } : undefined;
  }
  if (pair !== undefined) return { inputs: [pair.x], targets: [pair.y] };
  if (targets !== undefined) return rest.length > 0 ? { inputs: rest, targets } : undefined;
  return inputs !== undefined && rest.length === 1 ? { inputs, targets: rest } : undefined;
}

function isOnly(names: readonly string[], name: string): boolean {
  return names.length === 1 && names[0] === name;
}
