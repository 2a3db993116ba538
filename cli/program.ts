import { Command, CommanderError } from 'commander';
import type { Run } from './commands/commands.js';
import { completionCommand } from './commands/completion.js';
import { datasetCommands } from './commands/datasets.js';
import { fitCommand } from './commands/fit.js';
import { jobCommands } from './commands/jobs.js';
import { modelCommands } from './commands/models.js';
import { serviceCommands } from './commands/service.js';
import { useCommands } from './commands/use.js';
import { describeFailure, EXIT } from './failures.js';
import { Session } from './session.js';
import type { Terminal } from './terminal/io.js';

const EXAMPLES = `
Examples:
  fitserve start                                          the service, on this machine
  fitserve datasets push iris.csv --target species
  fitserve models create flowers.json --loss sparse_categorical_crossentropy --metrics accuracy
  fitserve fit flowers iris --epochs 20 --watch
  echo '[[5.1, 3.5, 1.4, 0.2]]' | fitserve predict flowers

Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 no service there, 130 interrupted.`;

/** Runs one command line. @returns the exit code. */
export async function runCommand(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await programFor(terminal).parseAsync(words, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (terminal.signal.aborted) return EXIT.interrupted;
    // Commander has said it already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const { text, exitCode } = describeFailure(error);
    terminal.stderr.write(text);
    return exitCode;
  }
}

function programFor(terminal: Terminal): Command {
  const program = new Command('fitserve')
    .description('Keras over HTTP, from a terminal')
    .option('--url <address>', 'of the service; FITSERVE_URL, else what login kept, else http://127.0.0.1:3000')
    .option('--key <key>', 'an API key; FITSERVE_API_KEY, else what login kept')
    .option('--json', 'answers as JSON, for programs')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(fitserve --help shows what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
    });
  const run: Run = (work) =>
    async function (...given) {
      await work(new Session(terminal, this), ...given);
    };
  for (const add of [
    serviceCommands,
    datasetCommands,
    modelCommands,
    fitCommand,
    jobCommands,
    useCommands,
    completionCommand,
  ]) {
    add(program, run);
  }
  for (const command of all(program)) command.copyInheritedSettings(program);
  return program;
}

function all(command: Command): Command[] {
  return command.commands.flatMap((below) => [below, ...all(below)]);
}
