/**
 * The calls of a Functional model's layers in the order in which Keras runs them: map_graph of keras/src/ops/function.py. It shows
 * where a layer that is called several times keeps averages, and where one takes the masks off what others are given too. Calls
 * that no output needs follow at the end. Each stands behind those whose outputs it takes, unless they wait for each other.
 */
export function callOrder<Call extends { readonly name: string }>(
  calls: readonly Call[],
  outputs: readonly Call[],
  parentsOf: (call: Call) => readonly Call[],
): readonly Call[] {
  const reached = new Set<Call>();
  const towardsOutputs = fromInputs(outputs, parentsOf, reached);
  const rest = fromInputs(calls, parentsOf, reached);
  const depths = depthsOf(towardsOutputs, parentsOf);
  // The sort is stable: calls of one depth stand in the order in which the walk from the outputs came to them.
  const byDepth = [...depths].sort(([, a], [, b]) => b - a).map(([call]) => call);
  return [...byDepth, ...rest];
}

/** A walk from these calls towards the inputs, depth first; each call after its parents. */
function fromInputs<Call>(
  ends: readonly Call[],
  parentsOf: (call: Call) => readonly Call[],
  reached: Set<Call>,
): readonly Call[] {
  const finished: Call[] = [];
  for (const end of ends) {
    const path: { call: Call; parents: Iterator<Call> }[] = [];
    const enter = (call: Call) => {
      if (reached.has(call)) return;
      reached.add(call);
      path.push({ call, parents: parentsOf(call)[Symbol.iterator]() });
    };
    enter(end);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const parent = top.parents.next();
      if (!parent.done) {
        enter(parent.value);
        continue;
      }
      finished.push(top.call);
      path.pop();
    }
  }
  return finished;
}

/** How many calls stand between a call and the end; all calls of a layer are at least as deep as those of it met before. */
function depthsOf<Call extends { readonly name: string }>(
  fromInputs: readonly Call[],
  parentsOf: (call: Call) => readonly Call[],
): ReadonlyMap<Call, number> {
  const depths = new Map<Call, number>();
  const ofLayers = new Map<string, number>();
  for (const call of fromInputs.toReversed()) {
    const depth = Math.max(depths.get(call) ?? 0, ofLayers.get(call.name) ?? 0);
    depths.set(call, depth);
    ofLayers.set(call.name, depth);
    for (const parent of parentsOf(call)) depths.set(parent, Math.max(depth + 1, depths.get(parent) ?? 0));
  }
  return depths;
}
