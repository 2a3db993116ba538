import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assemble } from '../../../src/data/wasm/assemble.js';
import { growMemory, kernelMemory, kernels } from '../../../src/data/wasm/kernel.js';

test('a module has the bytes that the WebAssembly tools make of its text', () => {
  const source = `
    ;; The larger one.
    (func $max (export "max") (param $a i32) (param $b i32) (result i32)
      (select (local.get $a) (local.get $b) (i32.gt_s (local.get $a) (local.get $b))))`;
  // As wat2wasm writes it with (import "env" "memory" (memory 0)).
  const expected =
    '0061736d01000000' +
    '0107016002' +
    '7f7f' +
    '017f' +
    '020f0103656e76066d656d6f7279020000' +
    '03020100' +
    '070701036d61780000' +
    '0a0e010c00' +
    '20002001' +
    '20002001' +
    '4a1b0b';
  assert.equal(Buffer.from(assemble(source)).toString('hex'), expected);
});

test('loops, branches, calls and memory do what their names say', () => {
  const memory = kernelMemory(16);
  const { sum, twice } = kernels(
    `
    (func $sum (export "sum") (param $at i32) (param $end i32) (result i32)
      (local $total i32)
      (block $done
        (loop $next
          (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
          (if (i32.lt_s (i32.load offset=4 (local.get $at)) (i32.const -1000))
            (then (return (i32.const -1)))
            (else (local.set $total (i32.add (local.get $total) (i32.load offset=4 (local.get $at))))))
          (local.set $at (i32.add (local.get $at) (i32.const 4)))
          (br $next)))
      (local.get $total))
    (func $twice (export "twice") (param $at i32) (param $end i32) (result i32)
      (local $one i32)
      (i32.shl (local.tee $one (call $sum (local.get $at) (local.get $end))) (i32.const 1)))`,
    ['sum', 'twice'],
  )(memory);
  new Int32Array(memory.buffer).set([7, 100, -30, 2, 1_000_000]);
  assert.deepEqual([sum(0, 12), twice(0, 12), twice(0, 0)], [72, 144, 0]);
  new Int32Array(memory.buffer).set([-1001], 2);
  assert.equal(sum(0, 16), -1);
});

test('integers of any size and floats are written as they are', () => {
  const memory = kernelMemory(32);
  const { write } = kernels(
    `
    (func $write (export "write")
      (f64.store (i32.const 0) (f64.const -0.1))
      (f32.store (i32.const 8) (f32.const 3.5))
      (i32.store (i32.const 12) (i32.const -64))
      (i32.store (i32.const 16) (i32.const 0x80000000))
      (i32.store (i32.const 20) (i32.wrap_i64 (i64.shr_u (i64.const 0x8123456789abcdef) (i64.const 36)))))`,
    ['write'],
  )(memory);
  write();
  const view = new DataView(memory.buffer);
  assert.equal(view.getFloat64(0, true), -0.1);
  assert.equal(view.getFloat32(8, true), 3.5);
  assert.deepEqual(
    [12, 16, 20].map((at) => view.getInt32(at, true)),
    [-64, -(2 ** 31), 0x8123456],
  );
});

test('memory keeps what it holds when it grows', () => {
  const memory = kernelMemory(1);
  new Uint8Array(memory.buffer)[5] = 9;
  growMemory(memory, 200_000);
  assert.ok(memory.buffer.byteLength >= 200_000);
  assert.equal(new Uint8Array(memory.buffer)[5], 9);
  const before = memory.buffer;
  growMemory(memory, 100);
  assert.equal(memory.buffer, before);
});

test('a slip in a source is named', () => {
  const slips = [
    ['(func $f (nop))', /unknown instruction \["nop"\]/],
    ['(func $f (local.get $a))', /nothing has the name "\$a"/],
    ['(func $f (br $out))', /nothing has the name "\$out"/],
    ['(func $f (param $a i16))', /i16 is no type/],
    ['(func $f (i32.const 1)', /brackets/],
    ['(func $f))', /brackets/],
    ['(memory 1)', /expected a function/],
  ] as const;
  for (const [source, message] of slips) {
    assert.throws(
      () => assemble(source),
      (error) => error instanceof SyntaxError && message.test(error.message),
      source,
    );
  }
  assert.throws(() => kernels('(func $f)', ['g'])(kernelMemory(1)), /no function g/);
});
