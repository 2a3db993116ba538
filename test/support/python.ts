import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const PROGRAMS = join(import.meta.dirname, '../../../test/support/programs');

/**
 * Runs a program with the Python that `FITSERVE_TEST_PYTHON` names, which has TensorFlow, Keras and ONNX Runtime; without one, what
 * it would check has been checked by other means before. @throws what it said when it failed.
 */
export async function runPython(program: string, args: readonly string[]): Promise<void> {
  const python = process.env.FITSERVE_TEST_PYTHON;
  if (python === undefined || python === '') return;
  const child = spawn(python, [join(PROGRAMS, program), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (child.exitCode !== 0) throw new Error(`${program}: ${output}${errors}`);
}
