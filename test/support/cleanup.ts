import { after } from 'node:test';

const cleanups: (() => Promise<unknown>)[] = [];

/** Has `cleanup` run when all tests of this file are over, the last registered first (node:test runs hooks the other way). */
export function atEnd(cleanup: () => Promise<unknown>): void {
  cleanups.push(cleanup);
}

// Registered while the file is imported, and so for the whole file, wherever atEnd is called.
after(async () => {
  const failures: unknown[] = [];
  for (const cleanup of cleanups.reverse()) {
    await cleanup().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'a test left something behind');
});

// A signal ends a process without its 'exit' event, by which servers that were started are ended.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
