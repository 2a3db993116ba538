import { spawnSync } from 'node:child_process';

/** A Python that has Keras: FITSERVE_TEST_PYTHON or python3; undefined where there is none. */
export function pythonWithKeras(): string | undefined {
  const candidates = [process.env.FITSERVE_TEST_PYTHON, 'python3'].filter((name) => name !== undefined);
  const hasKeras = 'import importlib.util as u; assert u.find_spec("keras")';
  return candidates.find((python) => spawnSync(python, ['-c', hasKeras]).status === 0);
}

const SUMMARIZE = `
import json, sys
def line(layer):
    shape = layer.output[0].shape if isinstance(layer.output, list) else layer.output.shape
    return [layer.name, type(layer).__name__, [None, *shape[1:]], layer.count_params()]
def summary(source):
    names = {}
    exec(source, names)
    return [line(layer) for layer in names["model"].layers if type(layer).__name__ != "InputLayer"]
print("SUMMARIES" + json.dumps([summary(source) for source in json.load(sys.stdin)]))
`;

/** Name, class, output shape and parameters of each layer of the `model` that each source builds, as real Keras tells them. */
export function kerasSummaries(python: string, sources: readonly string[]): unknown[] {
  const run = spawnSync(python, ['-c', SUMMARIZE], {
    input: JSON.stringify(sources),
    encoding: 'utf8',
    env: { ...process.env, KERAS_BACKEND: 'tensorflow', TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '-1' },
  });
  const line = run.stdout.split('\n').find((text) => text.startsWith('SUMMARIES'));
  const summaries: unknown = line && JSON.parse(line.slice('SUMMARIES'.length));
  if (!Array.isArray(summaries)) throw new Error(run.stderr.slice(-5000));
  return summaries;
}
