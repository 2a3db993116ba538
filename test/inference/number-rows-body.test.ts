import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readNumberRows } from '../../src/inference/number-rows-body.js';

const read = (text: string) => {
  const found = readNumberRows(Buffer.from(text));
  return found && { values: [...found.values], rows: found.rows };
};

describe('rows of plain numbers', () => {
  it('are read from the bytes, whatever spaces stand between them', () => {
    assert.deepEqual(read('{"instances":[[1,2,3],[4,5,6]]}'), { values: [1, 2, 3, 4, 5, 6], rows: 2 });
    assert.deepEqual(read(' { "instances" :\n[ [ 0 , -1 ],\t[7\r, 8] ] } \n'), { values: [0, -1, 7, 8], rows: 2 });
  });

  it('become the numbers that JSON.parse makes of them', () => {
    const texts = [
      '0',
      '-0',
      '1.5',
      '0.1',
      '-12.25',
      '1e3',
      '2.5E-3',
      '1e+2',
      '123456789012345678',
      '3.4028234663852886e38',
    ];
    texts.push(
      '0.30000001192092896',
      '0.000001',
      '1e-60',
      '16777217',
      '8.5070591730234616e37',
      '0.1234567890123456789',
    );
    // Halfway between two 32-bit floats, but for the last digit; and what 64-bit floats are written as.
    texts.push(
      '1.00000005960464477539',
      '1.00000005960464477540',
      '1.000000178813934326171',
      '1.000000178813934326172',
    );
    for (let index = 0; index < 2000; index++)
      texts.push(String(index / 255), String(Math.sin(index) * 10 ** ((index % 30) - 10)));
    for (let index = 0; index < 2000; index++) texts.push(String((((index * 7919) % 1000) - 500) / (1 + (index % 97))));
    const found = read(`{"instances":[[${texts.join(',')}]]}`)?.values ?? [];
    texts.forEach((text, index) => {
      assert.ok(Object.is(found[index], Math.fround(Number(text))), `${text} became ${found[index]}`);
    });
  });

  it('are left to a parser of JSON where there is anything else, right or wrong', () => {
    const others = [
      '{"inputs":[[1]]}',
      '{"instances":[[1]],"checkpoint":"final"}',
      '{"instances":[1,2]}',
      '{"instances":[[[1]]]}',
      '{"instances":[["1"]]}',
      '{"instances":[[null]]}',
      '{"instances":[[1,2],[3]]}',
      '{"instances":[[]]}',
      '{"instances":[]}',
      '{"instances":[[1,]]}',
      '{"instances":[[01]]}',
      '{"instances":[[1.]]}',
      '{"instances":[[.5]]}',
      '{"instances":[[+1]]}',
      '{"instances":[[1e]]}',
      '{"instances":[[1e39]]}',
      '{"instances":[[-]]}',
      '{"instances":[[1]]} {}',
      '{"instances":[[1]]',
      '{"instances":[[1 2]]}',
      '[[1]]',
      '',
    ];
    for (const text of others) assert.equal(read(text), undefined, text);
  });
});
