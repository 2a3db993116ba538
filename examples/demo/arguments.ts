import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface DemoArguments {
  /** Leave the service running at the end, until Ctrl-C. */
  readonly keep: boolean;
  readonly help: boolean;
}

export const USAGE = `Usage: npm run demo [-- options]

Trains a network on handwritten digits through the HTTP API, from the upload to the predictions.
Everything it needs is started by it and stopped at the end.

  --keep   leave the service running at the end, to be stopped with Ctrl-C
  --help   show this
`;

/** A command line that the demo does not understand; the message says what it stumbled over. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws {UsageError} on an unknown option or a word that belongs to none. */
export function readArguments(argv: readonly string[]): DemoArguments {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return { keep: values.keep, help: values.help };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
