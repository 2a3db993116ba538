import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callOrder } from '../../../src/engine/plan/call-order.js';

interface Call {
  readonly name: string;
  readonly parents: Call[];
}

const call = (name: string, ...parents: Call[]): Call => ({ name, parents });
const order = (calls: readonly Call[], outputs: readonly Call[]) =>
  callOrder(calls, outputs, ({ parents }) => parents).map(({ name }) => name);

test('calls run from the inputs on, the deepest first, whatever order they are written in', () => {
  const a = call('a');
  const b = call('b', a);
  const c = call('c', b);
  const side = call('side', a);
  const end = call('end', side, c);
  assert.deepEqual(order([end, side, c, b, a], [end]), ['a', 'b', 'side', 'c', 'end']);
});

test('calls of one depth run in the order in which the last one takes them', () => {
  const [one, two, three] = [call('one'), call('two'), call('three')];
  const end = call('end', two, one, three);
  assert.deepEqual(order([one, two, three, end], [end]), ['two', 'one', 'three', 'end']);
});

test('all calls of a layer are as deep as those that the walk met before', () => {
  const first = call('shared');
  const between = call('between', first);
  const second = call('shared');
  const end = call('end', between, second);
  assert.deepEqual(order([first, second, between, end], [end]), ['shared', 'between', 'shared', 'end']);
  const other = call('end', second, between);
  assert.deepEqual(order([first, second, between, other], [other]), ['shared', 'shared', 'between', 'end']);
});

test('calls that no output needs come last, and calls that wait for each other come once', () => {
  const a = call('a');
  const spare = call('spare', a);
  const [x, y] = [call('x'), call('y')];
  x.parents.push(y);
  y.parents.push(x);
  const end = call('end', a);
  assert.deepEqual(order([x, y, spare, a, end], [end]).slice(0, 2), ['a', 'end']);
  assert.equal(order([x, y, spare, a, end], [end]).length, 5);
});

test('a chain of 100,000 calls is put in order without running out of stack', () => {
  const calls = [call('0')];
  for (let count = 1; count < 100_000; count++) calls.push(call(String(count), ...calls.slice(-1)));
  const names = order(calls.toReversed(), calls.slice(-1));
  assert.equal(names[0], '0');
  assert.equal(names.at(-1), '99999');
});
