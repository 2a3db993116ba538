import type { Architecture } from '../../keras-format/architecture.js';
import { tfjsWeightNames } from '../checkpoint-formats/tfjs-names.js';
import { WrongWeightsError } from '../checkpoint-formats/wrong-weights.js';
import type { NetworkPlan } from '../plan/network-plan.js';
import type { ModelDefinition } from '../training-spec.js';
import type { SourceTensor, WeightSource } from './weight-source.js';

/** As many names are told. */
const MOST_SHOWN = 5;

/**
 * The tensor of each weight of a network. A weight goes by Keras's path, with or without the model's name before it, or by the
 * name that it has in TensorFlow.js.
 * @throws {WrongWeightsError} naming what is missing, has another shape, or has no place in the model.
 */
export function matchWeights(
  definition: ModelDefinition,
  plan: NetworkPlan,
  source: WeightSource,
): readonly SourceTensor[] {
  const given = new Map(
    [...source].map(([name, tensor]) => [nameWithin(definition.architecture, name), { name, tensor }]),
  );
  const inTfjs = tfjsWeightNames(plan);
  const used = new Set<string>();
  const missing: string[] = [];
  const found = plan.weights.map(({ name, shape }, index) => {
    const own = [name, inTfjs[index] ?? name];
    const match = own.flatMap((known) => given.get(known) ?? [])[0];
    if (!match) {
      missing.push(name);
      return undefined;
    }
    used.add(match.name);
    if (match.tensor.shape.join() !== shape.join())
      throw new WrongWeightsError(
        `the weight ${JSON.stringify(name)} has the shape [${shape.join(', ')}], and ${JSON.stringify(match.name)} has [${match.tensor.shape.join(', ')}]`,
      );
    return match.tensor;
  });
  const strange = [...source.keys()].filter((name) => !used.has(name));
  if (missing.length > 0)
    throw new WrongWeightsError(
      `the ${some('weight', missing)} of the model ${missing.length === 1 ? 'is' : 'are'} not in it${strange.length === 0 ? '' : `; it has ${some('other', strange)}`}`,
    );
  if (strange.length > 0) throw new WrongWeightsError(`the model has no ${some('weight', strange)}`);
  return found.flatMap((tensor) => tensor ?? []);
}

/** Keras puts the model's name before the paths of its weights in some versions. */
function nameWithin(architecture: Architecture, name: string): string {
  const prefix = `${architecture.config.name}/`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function some(what: string, names: readonly string[]): string {
  const shown = names.slice(0, MOST_SHOWN).map((name) => JSON.stringify(name));
  const more = names.length - shown.length;
  return `${names.length === 1 ? what : `${what}s`} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
