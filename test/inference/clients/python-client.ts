import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Python that has these modules: FITSERVE_TEST_PYTHON or python3; undefined where there is none. */
export function pythonWith(...modules: readonly string[]): string | undefined {
  const candidates = [process.env.FITSERVE_TEST_PYTHON, 'python3'].filter((name) => name !== undefined);
  const hasThem = `import importlib.util as u; assert all(u.find_spec(name) for name in ${JSON.stringify(modules)})`;
  return candidates.find((python) => spawnSync(python, ['-c', hasThem]).status === 0);
}

/** What a script prints as JSON after the word ANSWER; `given` is its `sys.argv[1]`, as JSON. */
export async function answerOf(python: string, script: string, given: object): Promise<unknown> {
  const { stdout } = await run(python, ['-c', script, JSON.stringify(given)], { maxBuffer: 64 * 2 ** 20 });
  const line = stdout.split('\n').find((text) => text.startsWith('ANSWER'));
  if (line === undefined) throw new Error(stdout);
  return JSON.parse(line.slice('ANSWER'.length));
}
