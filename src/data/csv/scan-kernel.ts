import { CUT_ERROR, EXACT_DIGITS, MOST_EXPONENT } from './decimal-value.js';

/** Cells whose places and numbers there is room for: those of a record that has as many as a table may have, and more. */
export const MOST_CELLS = 2 ** 16;
const CELL_BYTES = 4;
/** A power of ten for each exponent from 0 to MOST_EXPONENT, as a 64-bit float; before them a place for one number. */
export const POWERS_AT = 8;
/** Where cells end, as 32-bit integers; the one before them is where one before the first would end. */
export const ENDS_AT = POWERS_AT + 8 * (MOST_EXPONENT + 1) + CELL_BYTES;
/** The numbers in them, as 32-bit floats. */
export const FLOATS_AT = ENDS_AT + CELL_BYTES * MOST_CELLS;
/** Which columns are asked for, and the numbers in those. */
export const WANTED_AT = FLOATS_AT + CELL_BYTES * MOST_CELLS;
export const GATHERED_AT = WANTED_AT + CELL_BYTES * MOST_CELLS;
/** The bytes of records; some more are read than there are. */
export const TEXT_AT = GATHERED_AT + CELL_BYTES * MOST_CELLS;
export const PAST_END_BYTES = 64;

/** Sets `$digits` to how many digits the eight bytes of `$word` begin with; the digits themselves are left as 0 to 9. */
const countDigits = (word: string, digits: string) => `
        (local.set ${word} (i64.xor (local.get ${word}) (i64.const 0x3030303030303030)))
        (local.set ${digits} (i32.wrap_i64 (i64.shr_u
          (i64.ctz (i64.and
            (i64.or (local.get ${word}) (i64.add (local.get ${word}) (i64.const 0x7676767676767676)))
            (i64.const 0x8080808080808080)))
          (i64.const 3))))`;

/** Makes `$word`, which begins with 1 to 8 digits, their number: pairs of digits, then fours, then eights are added up at once. */
const addUp = (word: string, digits: string) => `
        (local.set ${word} (i64.shl (local.get ${word})
          (i64.extend_i32_u (i32.sub (i32.const 64) (i32.shl (local.get ${digits}) (i32.const 3))))))
        (local.set ${word} (i64.add
          (i64.mul (local.get ${word}) (i64.const 10))
          (i64.shr_u (local.get ${word}) (i64.const 8))))
        (local.set ${word} (i64.shr_u
          (i64.add
            (i64.mul
              (i64.and (local.get ${word}) (i64.const 0x000000ff000000ff))
              (i64.const 0x000f424000000064))
            (i64.mul
              (i64.and (i64.shr_u (local.get ${word}) (i64.const 16)) (i64.const 0x000000ff000000ff))
              (i64.const 0x0000271000000001)))
          (i64.const 32)))`;

const power = (exponent: string) => `(f64.load offset=${POWERS_AT} (i32.shl ${exponent} (i32.const 3)))`;

/** Which of the 16 bytes from `$at` and an offset on are a delimiter or a line end, as bits from a place on. */
const terminatorBits = (offset: number) => `
        (i64.shl
          (i64.extend_i32_u (i8x16.bitmask (v128.or
            (i8x16.eq (v128.load offset=${offset} (local.get $at)) (i8x16.splat (local.get $delimiter)))
            (i8x16.eq (v128.load offset=${offset} (local.get $at)) (i8x16.splat (local.get $lineEnd))))))
          (i64.const ${offset}))`;

/**
 * How records of text without quotes are read. `$terminators` notes where cells end, from 64 bytes at a time. `$numbers` reads the
 * number that each cell writes in plain decimal digits: as NaN where it holds something else, or a number that must be read another way.
 * It returns how many records there are, or -1 less so many where it stopped before one that has not as many cells as the table has
 * columns. `$gather` takes the numbers of some columns.
 *
 * Most numbers have 1 to 7 digits on either side of a point: their digits are counted and added up eight at a time. `$slow`
 * reads all others digit by digit. A number of at most 15 digits is an exact integer times or over an exact power of ten, rounded
 * once, and so the one that `Number` reads (Clinger 1990, "How to read floating point numbers accurately").
 */
export const SCAN_KERNEL = `
;; Returns where the last cell ends that was noted; there is room for as many as a window of 64 bytes may add.
(func $terminators (export "terminators")
  (param $at i32) (param $end i32) (param $delimiter i32) (param $lineEnd i32) (result i32)
  (local $ends i32) (local $bits i64) (local $place i32)
  (local.set $ends (i32.const ${ENDS_AT}))
  (block $done
    (loop $window
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (br_if $done (i32.gt_u (local.get $ends) (i32.const ${FLOATS_AT - 64 * CELL_BYTES})))
      (local.set $bits (i64.or
        (i64.or ${terminatorBits(0)} ${terminatorBits(16)})
        (i64.or ${terminatorBits(32)} ${terminatorBits(48)})))
      (block $noted
        (loop $each
          (br_if $noted (i64.eqz (local.get $bits)))
          (local.set $place (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $bits)))))
          (br_if $done (i32.ge_u (local.get $place) (local.get $end)))
          (i32.store (local.get $ends) (local.get $place))
          (local.set $ends (i32.add (local.get $ends) (i32.const ${CELL_BYTES})))
          (local.set $bits (i64.and (local.get $bits) (i64.sub (local.get $bits) (i64.const 1))))
          (br $each)))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (br $window)))
  (local.get $ends))

;; The cells are those whose ends lie before a place of the memory.
(func $numbers (export "numbers") (param $endsEnd i32) (param $columns i32) (param $lineEnd i32) (result i32)
  (local $ends i32) (local $at i32) (local $end i32) (local $column i32) (local $rows i32) (local $negative i32)
  (local $word i64) (local $fraction i64) (local $digits i32) (local $places i32) (local $value f64)
  (local.set $ends (i32.const ${ENDS_AT}))
  (block $done
    (loop $cell
      (br_if $done (i32.ge_u (local.get $ends) (local.get $endsEnd)))
      (local.set $at (i32.add (i32.load (i32.sub (local.get $ends) (i32.const ${CELL_BYTES}))) (i32.const 1)))
      (local.set $end (i32.load (local.get $ends)))
      (local.set $column (i32.add (local.get $column) (i32.const 1)))
      (if (i32.eq (i32.load8_u (local.get $end)) (local.get $lineEnd))
        (then
          (br_if $done (i32.ne (local.get $column) (local.get $columns)))
          (local.set $column (i32.const 0))
          (local.set $rows (i32.add (local.get $rows) (i32.const 1)))
          ;; A carriage return before a line feed is no part of the cell.
          (local.set $end (i32.sub
            (local.get $end)
            (i32.eq (i32.load8_u (i32.sub (local.get $end) (i32.const 1))) (i32.const 0x0d)))))
        (else (br_if $done (i32.eq (local.get $column) (local.get $columns)))))
      (local.set $negative (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x2d)))
      (local.set $word (i64.load (i32.add (local.get $at) (local.get $negative))))
      (block $read
        (block $hard
          ${countDigits('$word', '$digits')}
          ;; None, or eight and maybe more.
          (br_if $hard (i32.gt_u (i32.sub (local.get $digits) (i32.const 1)) (i32.const 6)))
          ${addUp('$word', '$digits')}
          (local.set $value (f64.convert_i64_s (local.get $word)))
          (local.set $digits (i32.add (i32.add (local.get $at) (local.get $negative)) (local.get $digits)))
          (br_if $read (i32.eq (local.get $digits) (local.get $end)))
          (br_if $hard (i32.ne (i32.load8_u (local.get $digits)) (i32.const 0x2e)))
          (local.set $fraction (i64.load offset=1 (local.get $digits)))
          ${countDigits('$fraction', '$places')}
          (br_if $hard (i32.gt_u (i32.sub (local.get $places) (i32.const 1)) (i32.const 6)))
          (br_if $hard (i32.ne
            (i32.add (i32.add (local.get $digits) (i32.const 1)) (local.get $places))
            (local.get $end)))
          ${addUp('$fraction', '$places')}
          (local.set $value (f64.div
            (f64.add
              (f64.mul (local.get $value) ${power('(local.get $places)')})
              (f64.convert_i64_s (local.get $fraction)))
            ${power('(local.get $places)')}))
          (br $read))
        (local.set $negative (call $slow (local.get $at) (local.get $end)))
        (local.set $value (f64.load (i32.const 0))))
      ;; Times 1 or -1: a branch for the sign would be guessed wrong half the time.
      (f32.store offset=${FLOATS_AT - ENDS_AT} (local.get $ends) (f32.demote_f64 (f64.mul
        (local.get $value)
        (f64.convert_i32_s (i32.sub (i32.const 1) (i32.shl (local.get $negative) (i32.const 1)))))))
      (local.set $ends (i32.add (local.get $ends) (i32.const ${CELL_BYTES})))
      (br $cell)))
  (if (i32.lt_u (local.get $ends) (local.get $endsEnd)) (then (return (i32.xor (local.get $rows) (i32.const -1)))))
  (local.get $rows))

;; Leaves the number that a cell writes, but for its sign, in the first place of the memory; NaN where it writes none. Returns whether
;; there is a minus.
(func $slow (param $at i32) (param $end i32) (result i32)
  (local $digit i32) (local $any i32) (local $digits i32) (local $cut i32) (local $point i32) (local $exponent i32)
  (local $negative i32) (local $integer i64) (local $value f64)
  (f64.store (i32.const 0) (f64.const nan))
  (block $started
    (loop $blanks
      (br_if $started (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x20)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $blanks)))
  (local.set $negative (i32.eq (i32.load8_u (local.get $at)) (i32.const 0x2d)))
  (local.set $at (i32.add (local.get $at) (local.get $negative)))
  (block $done
    (loop $next
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (local.set $digit (i32.sub (i32.load8_u (local.get $at)) (i32.const 0x30)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (if (i32.lt_u (local.get $digit) (i32.const 10))
        (then
          (local.set $any (i32.const 1))
          (if (i32.lt_s (local.get $digits) (i32.const ${EXACT_DIGITS}))
            (then
              (local.set $integer (i64.add
                (i64.mul (local.get $integer) (i64.const 10))
                (i64.extend_i32_u (local.get $digit))))
              (local.set $digits (i32.add
                (local.get $digits)
                (i64.ne (local.get $integer) (i64.const 0)))))
            (else (local.set $cut (i32.add (local.get $cut) (i32.const 1))))))
        (else
          ;; One point, of which it is noted what follows.
          (if (i32.or (i32.ne (local.get $digit) (i32.const -2)) (local.get $point)) (then (return (local.get $negative))))
          (local.set $point (local.get $at))))
      (br $next)))
  (if (i32.eqz (local.get $any)) (then (return (local.get $negative))))
  (local.set $exponent (local.get $cut))
  (if (local.get $point)
    (then (local.set $exponent (i32.sub (local.get $cut) (i32.sub (local.get $end) (local.get $point))))))
  (if (i32.gt_s (local.get $exponent) (i32.const ${MOST_EXPONENT})) (then (return (local.get $negative))))
  (if (i32.lt_s (local.get $exponent) (i32.const -${MOST_EXPONENT})) (then (return (local.get $negative))))
  (local.set $value (f64.convert_i64_s (local.get $integer)))
  (if (i32.lt_s (local.get $exponent) (i32.const 0))
    (then (local.set $value (f64.div (local.get $value) ${power('(i32.sub (i32.const 0) (local.get $exponent))')})))
    (else (local.set $value (f64.mul (local.get $value) ${power('(local.get $exponent)')}))))
  ;; Where digits were cut, it is the nearest float only if what is a little smaller and a little larger are nearest to the same.
  (if (local.get $cut)
    (then
      (if (f32.ne
          (f32.demote_f64 (f64.mul (local.get $value) (f64.const ${1 - CUT_ERROR})))
          (f32.demote_f64 (f64.mul (local.get $value) (f64.const ${1 + CUT_ERROR}))))
        (then (return (local.get $negative))))))
  (f64.store (i32.const 0) (local.get $value))
  (local.get $negative))

;; Gathers the numbers of the wanted columns, whose places in a row end before a place of the memory, row after row. Returns whether
;; all of them are finite.
(func $gather (export "gather") (param $rows i32) (param $columns i32) (param $wantedEnd i32) (result i32)
  (local $row i32) (local $wanted i32) (local $out i32) (local $value f32) (local $odd i32)
  (local.set $row (i32.const ${FLOATS_AT}))
  (local.set $out (i32.const ${GATHERED_AT}))
  (block $done
    (loop $each
      (br_if $done (i32.eqz (local.get $rows)))
      (local.set $wanted (i32.const ${WANTED_AT}))
      (loop $column
        (local.set $value (f32.load (i32.add (local.get $row) (i32.load (local.get $wanted)))))
        (f32.store (local.get $out) (local.get $value))
        ;; Infinity and NaN are the numbers that leave something when they are taken from themselves.
        (local.set $odd (i32.or
          (local.get $odd)
          (f32.ne (f32.sub (local.get $value) (local.get $value)) (f32.const 0))))
        (local.set $out (i32.add (local.get $out) (i32.const ${CELL_BYTES})))
        (local.set $wanted (i32.add (local.get $wanted) (i32.const ${CELL_BYTES})))
        (br_if $column (i32.lt_u (local.get $wanted) (local.get $wantedEnd))))
      (local.set $row (i32.add (local.get $row) (i32.mul (local.get $columns) (i32.const ${CELL_BYTES}))))
      (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
      (br $each)))
  (i32.eqz (local.get $odd)))
`;
