/** The kernels leave up to two numbers here. */
export const FOUND_AT = 0;
/** Counts of bins, or four sets of counts of bytes, as 32-bit integers. */
export const COUNTS_AT = 16;
export const BYTE_VALUES = 256;
export const PLACES = 4;
const COUNT_BYTES = 4;
/** What is looked at lies from here on. */
export const VALUES_AT = COUNTS_AT + PLACES * BYTE_VALUES * COUNT_BYTES;

/** Takes every `$stride`-th byte's number, but no NaN, as a 64-bit float to `$out`, and their range to the two places. Returns where they end. */
const take = (name: string, load: (address: string) => string) => `
(func $${name} (export "${name}")
  (param $at i32) (param $end i32) (param $stride i32) (param $out i32) (param $min f64) (param $max f64) (result i32)
  (local $value f64)
  (block $done
    (loop $next
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (local.set $value ${load('(local.get $at)')})
      (local.set $at (i32.add (local.get $at) (local.get $stride)))
      (br_if $next (f64.ne (local.get $value) (local.get $value)))
      (f64.store (local.get $out) (local.get $value))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (if (f64.lt (local.get $value) (local.get $min)) (then (local.set $min (local.get $value))))
      (if (f64.gt (local.get $value) (local.get $max)) (then (local.set $max (local.get $value))))
      (br $next)))
  (f64.store offset=${FOUND_AT} (i32.const 0) (local.get $min))
  (f64.store offset=${FOUND_AT + 8} (i32.const 0) (local.get $max))
  (local.get $out))`;

/** Counts the byte in one place of `$word` in that place's set of counts. */
const countByte = (place: number) => {
  const offset = `offset=${COUNTS_AT + (place % PLACES) * BYTE_VALUES * COUNT_BYTES}`;
  return `
      (local.set $count (i32.shl
        (i32.and (i32.wrap_i64 (i64.shr_u (local.get $word) (i64.const ${8 * place}))) (i32.const 255))
        (i32.const 2)))
      (i32.store ${offset} (local.get $count)
        (i32.add (i32.load ${offset} (local.get $count)) (i32.const 1)))`;
};

/**
 * Figures of numbers. `spread` sums up how far the 64-bit floats of a column are from a number near their mean, and the squares of
 * that, and counts them in bins, of which `$first` come before the first. `bytes` counts how often each of the 256 values stands
 * there, eight bytes at a time: a set of counts for each place, so that a byte like the one before need not wait for its count.
 */
export const FIGURE_KERNEL = `
${take('floats', (address) => `(f64.promote_f32 (f32.load ${address}))`)}
${take('integers', (address) => `(f64.convert_i32_s (i32.load ${address}))`)}

(func $spread (export "spread")
  (param $at i32) (param $end i32) (param $from f64) (param $perWidth f64) (param $first f64)
  (local $value f64) (local $apart f64) (local $sum f64) (local $squares f64) (local $bin i32)
  (block $done
    (loop $next
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (local.set $value (f64.load (local.get $at)))
      (local.set $apart (f64.sub (local.get $value) (local.get $from)))
      (local.set $sum (f64.add (local.get $sum) (local.get $apart)))
      (local.set $squares (f64.add (local.get $squares) (f64.mul (local.get $apart) (local.get $apart))))
      ;; Not below 0, so that what is cut off is what floor takes; a 32-bit float over a power of two is exact.
      (local.set $bin (i32.shl
        (i32.trunc_sat_f64_s (f64.sub (f64.mul (local.get $value) (local.get $perWidth)) (local.get $first)))
        (i32.const 2)))
      (i32.store offset=${COUNTS_AT} (local.get $bin)
        (i32.add (i32.load offset=${COUNTS_AT} (local.get $bin)) (i32.const 1)))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br $next)))
  (f64.store offset=${FOUND_AT} (i32.const 0) (local.get $sum))
  (f64.store offset=${FOUND_AT + 8} (i32.const 0) (local.get $squares)))

(func $bytes (export "bytes") (param $at i32) (param $end i32)
  (local $word i64) (local $count i32)
  (block $done
    (loop $next
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (local.set $word (i64.load (local.get $at)))
      ${Array.from({ length: 8 }, (_, place) => countByte(place)).join('')}
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br $next))))
`;
