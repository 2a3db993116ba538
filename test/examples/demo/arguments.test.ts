import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments, UsageError } from '../../../examples/demo/arguments.js';

test('without options the demo stops its service at the end', () => {
  assert.deepEqual(readArguments([]), { keep: false, help: false });
  assert.deepEqual(readArguments(['--keep']), { keep: true, help: false });
  assert.deepEqual(readArguments(['-h']), { keep: false, help: true });
});

test('an option or a word that it does not know is refused by name', () => {
  for (const argv of [['--kep'], ['keep'], ['--keep=yes']]) {
    assert.throws(
      () => readArguments(argv),
      (error) => error instanceof UsageError && error.message.includes(argv[0]?.split('=')[0] ?? ''),
    );
  }
});
