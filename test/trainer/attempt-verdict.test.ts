import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrainingError } from '../../src/engine/training-spec.js';
import { AttemptVerdict } from '../../src/trainer/attempt-verdict.js';
import { ClaimLostError, Interruption, type InterruptionReason } from '../../src/trainer/interruption.js';

const AT_ONCE = { RETRY_FIRST_MS: 0, RETRY_LAST_MS: 60_000 };
const CRASH = { kind: 'crashed', detail: 'The training process crashed (SIGSEGV).' } as const;

function verdict(options: { failures?: number; max?: number; reason?: InterruptionReason } = {}): AttemptVerdict {
  const interruption = new Interruption();
  if (options.reason) interruption.raise(options.reason);
  return new AttemptVerdict(options.failures ?? 0, { MAX_ATTEMPTS: options.max ?? 3, ...AT_ONCE }, interruption);
}

test('training that is through has succeeded, even when somebody wanted to stop it', () => {
  const end = { kind: 'finished', finalEpoch: 7, memoryBytes: 1 } as const;
  assert.deepEqual(verdict({ reason: 'cancel' }).ofRun(end), { kind: 'succeeded', finalEpoch: 7 });
});

test("the job's own error is final at once and keeps its words", () => {
  const failed = { kind: 'failed', code: 'nan_loss', detail: 'The loss is NaN.' } as const;
  assert.deepEqual(verdict().ofRun({ ...failed, memoryBytes: 1 }), failed);
  const at = { epoch: 2, step: 30 };
  assert.deepEqual(verdict().ofRun({ ...failed, at, memoryBytes: 1 }), { ...failed, at });
  assert.deepEqual(verdict().ofError(new TrainingError('nan_loss', 'The loss is NaN.')), failed);
});

test('a child that stopped or died after a request to stop ends as the request wanted', () => {
  for (const end of [{ kind: 'stopped', memoryBytes: 1 } as const, CRASH]) {
    assert.deepEqual(verdict({ reason: 'pause' }).ofRun(end), { kind: 'paused' });
    assert.deepEqual(verdict({ reason: 'cancel' }).ofRun(end), { kind: 'cancelled' });
    assert.deepEqual(verdict({ reason: 'shutdown' }).ofRun(end), {
      kind: 'released',
      cause: 'shutdown',
      detail: 'The worker is stopping.',
    });
    assert.throws(() => verdict({ reason: 'lost' }).ofRun(end), ClaimLostError);
  }
});

test('a crash sends the job back to the queue', () => {
  assert.deepEqual(verdict().ofRun(CRASH), {
    kind: 'released',
    cause: 'infrastructure',
    detail: CRASH.detail,
    retryInMs: 0,
  });
});

test("an error's own text does not reach the job", () => {
  assert.deepEqual(verdict().ofError(new Error('SELECT secret FROM vault')), {
    kind: 'released',
    cause: 'infrastructure',
    detail: 'The worker could not carry the training through.',
    retryInMs: 0,
  });
});

test('the last failure that is allowed ends the job and says so', () => {
  assert.deepEqual(verdict({ failures: 2, max: 3 }).ofRun(CRASH), {
    kind: 'failed',
    code: 'infrastructure_failure',
    detail:
      'Training broke off 3 times without finishing an epoch in between. The last time: The training process crashed (SIGSEGV).',
  });
});

test('failures count from zero again after an epoch', () => {
  const judge = verdict({ failures: 2, max: 3 });
  judge.epochStored();
  assert.deepEqual(judge.ofRun(CRASH), {
    kind: 'released',
    cause: 'infrastructure',
    detail: CRASH.detail,
    retryInMs: 0,
  });
});

test('a job whose workers were lost too often is not begun again', () => {
  assert.deepEqual(verdict({ failures: 3, max: 3 }).beforeWork(), {
    kind: 'failed',
    code: 'infrastructure_failure',
    detail:
      'Training broke off 3 times without finishing an epoch in between. The last time: The worker that trained it was gone.',
  });
  assert.equal(verdict({ failures: 2, max: 3 }).beforeWork(), undefined);
});

test('a job that is to be stopped is not begun', () => {
  assert.deepEqual(verdict({ reason: 'cancel' }).beforeWork(), { kind: 'cancelled' });
});
