import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { example, faultOf, floats, ints, readCsv, readFiles } from '../ingest-files.js';

test('iris becomes 150 rows of four floats and three classes in alphabetical order', async () => {
  const file = await example('iris.csv');
  const { spec, tensors, sizeBytes, sha256, format, name } = await readFiles({ target: 'species' }, [
    ['iris.csv', file],
  ]);
  assert.deepEqual(spec, {
    task: 'classification',
    rows: 150,
    inputs: [
      {
        name: 'inputs',
        dtype: 'float32',
        shape: [4],
        columns: ['sepal_length', 'sepal_width', 'petal_length', 'petal_width'],
      },
    ],
    targets: [
      {
        name: 'targets',
        dtype: 'int32',
        shape: [],
        columns: ['species'],
        classes: ['setosa', 'versicolor', 'virginica'],
      },
    ],
  });
  assert.deepEqual([format, name, sizeBytes], ['csv', 'iris', 150 * 5 * 4]);
  const lines = file.toString().trim().split('\n').slice(1);
  const expected = Float32Array.from(lines.flatMap((line) => line.split(',').slice(0, 4).map(Number)));
  const classes = Int32Array.from(lines, (line) =>
    ['setosa', 'versicolor', 'virginica'].indexOf(line.split(',')[4] ?? ''),
  );
  assert.deepEqual(tensors, [Buffer.from(expected.buffer), Buffer.from(classes.buffer)]);
  const hash = createHash('sha256').update(Buffer.from(expected.buffer)).update(Buffer.from(classes.buffer));
  assert.equal(sha256, hash.digest('hex'));
});

test('breast cancer has 569 rows of 30 columns, 357 benign and 212 malignant', async () => {
  const { spec, statistics } = await readFiles({ target: 'diagnosis' }, [
    ['b.csv', await example('breast_cancer.csv')],
  ]);
  assert.deepEqual([spec.rows, spec.inputs[0]?.shape, spec.targets[0]?.classes], [569, [30], ['benign', 'malignant']]);
  assert.deepEqual(statistics.tensors[1], {
    classes: [
      { class: 'benign', count: 357 },
      { class: 'malignant', count: 212 },
    ],
    stretches: 214,
  });
});

test('diabetes has 214 different whole numbers to learn, which are a measure and no classes', async () => {
  const { spec, tensors } = await readFiles({ target: 'progression' }, [['d.csv', await example('diabetes.csv')]]);
  assert.deepEqual([spec.task, spec.rows, spec.inputs[0]?.shape], ['regression', 442, [10]]);
  assert.deepEqual(spec.targets, [{ name: 'targets', dtype: 'float32', shape: [], columns: ['progression'] }]);
  assert.deepEqual(floats(tensors[1] ?? Buffer.alloc(0)).slice(0, 3), [151, 75, 141]);
});

const TABLE = 'a,b,y\n1,2,x\n3,4,z\n5,6,x\n';

test('the same table is read from any delimiter, line end, byte-order mark, quoting and compression', async () => {
  const variants: Record<string, string | Uint8Array> = {
    commas: TABLE,
    semicolons: TABLE.replaceAll(',', ';'),
    tabs: TABLE.replaceAll(',', '\t'),
    bars: TABLE.replaceAll(',', '|'),
    'CRLF line ends': TABLE.replaceAll('\n', '\r\n'),
    'CR line ends': TABLE.replaceAll('\n', '\r'),
    'mixed line ends': 'a,b,y\r\n1,2,x\n3,4,z\r\n5,6,x\n',
    'no last line end': TABLE.trimEnd(),
    'blank last lines': `${TABLE}\n\n`,
    'a byte-order mark': `\ufeff${TABLE}`,
    quotes: TABLE.replaceAll(/[^,\n]+/g, '"$&"'),
    blanks: TABLE.replaceAll(/[^,\n]+/g, ' $& '),
    gzip: gzipSync(TABLE),
    'gzip in two members': Buffer.concat([gzipSync(TABLE.slice(0, 9)), gzipSync(TABLE.slice(9))]),
    'numbers in other spellings': 'a,b,y\n1.0,2e0,x\n+3,.4e1,z\n0.5e1,006,x\n',
  };
  const expected = await readCsv({ target: 'y' }, TABLE);
  assert.deepEqual(floats(expected.tensors[0] ?? Buffer.alloc(0)), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(ints(expected.tensors[1] ?? Buffer.alloc(0)), [0, 1, 0]);
  for (const [what, text] of Object.entries(variants)) {
    const { spec, sha256 } = await readCsv({ target: 'y' }, text);
    assert.deepEqual([what, sha256, spec], [what, expected.sha256, expected.spec]);
  }
});

test('the delimiter is the most frequent one of the header, unless it is given', async () => {
  const text = '"a;b",c;d|e,y\n1,2,x\n3,4,z\n';
  const guessed = await readCsv({ target: 'y' }, text);
  assert.deepEqual(guessed.spec.inputs[0]?.columns, ['a;b', 'c;d|e']);
  const fault = await faultOf(readCsv({ target: 'y', delimiter: ';' }, 'a,b,y\n1,2,x\n'));
  assert.match(fault.detail, /there is no column "y"; the file has "a,b,y"/);
  const given = await readCsv({ target: 'y', delimiter: '|' }, 'a,b,c|y\n1|2\n3|5\n');
  assert.deepEqual(given.spec.inputs[0]?.columns, ['a,b,c']);
});

test('what Excel writes is read: UTF-16 with its mark in either order, and a first line that tells the delimiter', async () => {
  const text = 'a\tb\ty\r\n1\t2\tgroße Katze\r\n3\t4\t\u{1f415}\r\n';
  const plain = await readCsv({ target: 'y' }, text);
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  for (const pieceBytes of [1, 3, 1000]) {
    assert.deepEqual(await readCsv({ target: 'y' }, utf16, pieceBytes), plain);
    assert.deepEqual(await readCsv({ target: 'y' }, Buffer.from(utf16).swap16(), pieceBytes), plain);
    const told = `\ufeffsep=;\r\n${text.replaceAll('\t', ';')}`;
    assert.deepEqual(await readCsv({ target: 'y' }, told, pieceBytes), plain);
    const quoted = told.replace('a;b;y', '"a";"b";"y"');
    assert.deepEqual(await readCsv({ target: 'y' }, quoted, pieceBytes), plain);
  }
});

test('a column of booleans, as pandas writes them, is 1 and 0', async () => {
  const text = 'a,b,y\nTrue,1,x\nFalse,2,z\n';
  assert.deepEqual((await readCsv({ target: 'y' }, text)).tensors.slice(0, 1).map(floats), [[1, 1, 0, 2]]);
  const gaps = 'a,b,y\n,1,x\ntrue,2,z\nNA,3,z\nfalse,4,x\n';
  const { spec, tensors } = await readCsv({ target: 'y', prepare: { missing: 'mean' } }, gaps);
  assert.deepEqual(tensors.slice(0, 1).map(floats), [[Number.NaN, 1, 1, 2, Number.NaN, 3, 0, 4]]);
  assert.deepEqual(spec.inputs[0]?.features?.[0], { kind: 'number', missing: 2 });
});

test('it does not matter where the socket cuts the file', async () => {
  const text = `\ufeff${'"a\n1";"b";"y"'}\r\n${'1;2;"große ""Katze"""\r\n3;4;Hund\r\n'.repeat(3)}`;
  const whole = await readCsv({ target: 'y' }, text);
  assert.deepEqual(whole.spec.targets[0]?.classes, ['Hund', 'große "Katze"']);
  assert.deepEqual(whole.spec.inputs[0]?.columns, ['a\n1', 'b']);
  for (const pieceBytes of [1, 2, 3, 5, 7, 64]) {
    assert.equal((await readCsv({ target: 'y' }, text, pieceBytes)).sha256, whole.sha256);
  }
});

test('columns that are no feature, target or weight are not read, and features keep the order they are asked for in', async () => {
  const text = 'id,b,a,w,y\nx1,2,1,0.5,7.5\nx2,4,3,2,8.5\n';
  const { spec, tensors } = await readCsv({ target: 'y', features: ['a', 'b'], sample_weight: 'w' }, text);
  assert.deepEqual(spec.inputs[0]?.columns, ['a', 'b']);
  assert.deepEqual(spec.sampleWeight, { name: 'sample_weight', dtype: 'float32', shape: [] });
  assert.deepEqual(tensors.map(floats), [
    [1, 2, 3, 4],
    [7.5, 8.5],
    [0.5, 2],
  ]);
});

test('several target columns are one vector, of classification where it is one-hot', async () => {
  const oneHot = await readCsv({ target: ['p', 'q'] }, 'a,p,q\n1,1,0\n2,0,1\n');
  assert.deepEqual(oneHot.spec.targets, [{ name: 'targets', dtype: 'float32', shape: [2], columns: ['p', 'q'] }]);
  assert.equal(oneHot.spec.task, 'classification');
  assert.deepEqual(floats(oneHot.tensors[1] ?? Buffer.alloc(0)), [1, 0, 0, 1]);
  const measures = await readCsv({ target: ['q', 'p'] }, 'a,p,q\n1,1,0\n2,1,1\n');
  assert.equal(measures.spec.task, 'regression');
  assert.deepEqual(floats(measures.tensors[1] ?? Buffer.alloc(0)), [0, 1, 1, 1]);
});

test('the scale stays with the dataset and leaves its numbers alone', async () => {
  const { spec, tensors } = await readCsv({ target: 'y', scale: 0.5 }, 'a,y\n4,1.5\n6,2\n');
  assert.equal(spec.scale, 0.5);
  assert.deepEqual(floats(tensors[0] ?? Buffer.alloc(0)), [4, 6]);
});

test('a dataset is named after its file unless the options name it', async () => {
  const name = async (options: object, file: string) =>
    (await readFiles({ target: 'y', ...options }, [[file, TABLE]])).name;
  assert.equal(await name({}, 'C:\\data\\weather.v2.csv.gz'), 'weather.v2');
  assert.equal(await name({}, '../../etc/passwd'), 'passwd');
  assert.equal(await name({}, '.csv'), 'dataset');
  assert.equal(await name({ name: 'mine' }, 'x.csv'), 'mine');
});

test('200,000 rows are packed into blocks of whole rows that together are the table', async () => {
  const rows = 200_000;
  const text = `a,b,c,d,e,f,g,y\n${Array.from({ length: rows }, (_, row) => `${row},1,2,3,4,5,6,${row % 3}`).join('\n')}\n`;
  const { blocks, spec, tensors } = await readCsv({ target: 'y' }, text);
  assert.equal(spec.rows, rows);
  const rowsPerBlock = Math.floor((4 * 2 ** 20) / 28);
  assert.deepEqual(
    blocks.map(({ tensor, index, rows, bytes }) => [tensor, index, rows, bytes.length]),
    [
      [0, 0, rowsPerBlock, rowsPerBlock * 28],
      [0, 1, rows - rowsPerBlock, (rows - rowsPerBlock) * 28],
      [1, 0, rows, rows * 4],
    ],
  );
  for (const { bytes, sha256 } of blocks) assert.equal(sha256, createHash('sha256').update(bytes).digest('hex'));
  assert.equal(tensors[0]?.readFloatLE(28 * 149_800), 149_800);
  assert.deepEqual(
    ints(tensors[1] ?? Buffer.alloc(0)).slice(-3),
    [1, 2, 0].map((_, at) => (rows - 3 + at) % 3),
  );
});

test('the index that pandas writes without a name has the name under which pandas reads it, and a warning', async () => {
  const rows = Array.from({ length: 30 }, (_, row) => `${row},${Math.sin(row)},${row % 3 === 0 ? 'a' : 'b'}`);
  const { spec, warnings } = await readCsv({ target: 'y' }, `,x,y\n${rows.join('\n')}\n`);
  assert.deepEqual(spec.inputs[0]?.columns, ['Unnamed: 0', 'x']);
  assert.deepEqual(
    warnings.map(({ code, columns }) => [code, columns?.[0]]),
    [['id_column', 'Unnamed: 0']],
  );
  const chosen = await readCsv({ target: 'y', features: ['x'] }, `,x,y\n${rows.join('\n')}\n`);
  assert.deepEqual([chosen.spec.inputs[0]?.columns, chosen.warnings], [['x'], []]);
});
