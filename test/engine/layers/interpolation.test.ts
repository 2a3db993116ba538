import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interpolationWeights } from '../../../src/engine/layers/interpolation.js';
import { InvalidError } from '../../../src/errors.js';
import { layer, planOf } from '../../support/small-plan.js';

/** What `tf.image.resize` of TensorFlow 2.21 makes of an axis whose places are the rows of an identity matrix. */
const CASES = [
  [
    'bilinear',
    false,
    3,
    5,
    [
      [1.0, 0.0, 0.0],
      [0.6, 0.4, 0.0],
      [0.0, 1.0, 0.0],
      [0.0, 0.3999999, 0.6000001],
      [0.0, 0.0, 1.0],
    ],
  ],
  [
    'bilinear',
    true,
    5,
    2,
    [
      [0.3181818, 0.4090909, 0.2272727, 0.04545453, 0.0],
      [0.0, 0.04545453, 0.2272727, 0.4090909, 0.3181818],
    ],
  ],
  [
    'nearest',
    false,
    3,
    7,
    [
      [1.0, 0.0, 0.0],
      [1.0, 0.0, 0.0],
      [0.0, 1.0, 0.0],
      [0.0, 1.0, 0.0],
      [0.0, 1.0, 0.0],
      [0.0, 0.0, 1.0],
      [0.0, 0.0, 1.0],
    ],
  ],
  [
    'nearest',
    false,
    5,
    3,
    [
      [1.0, 0.0, 0.0, 0.0, 0.0],
      [0.0, 0.0, 1.0, 0.0, 0.0],
      [0.0, 0.0, 0.0, 0.0, 1.0],
    ],
  ],
  [
    'bicubic',
    false,
    4,
    6,
    [
      [1.065889, -0.06588884, 0.0, 0.0],
      [0.5294118, 0.5294118, -0.05882353, 0.0],
      [-0.05793811, 0.9372692, 0.1322837, -0.01161479],
      [-0.01161479, 0.1322837, 0.9372692, -0.05793811],
      [0.0, -0.05882353, 0.5294118, 0.5294118],
      [0.0, 0.0, -0.06588884, 1.065889],
    ],
  ],
  [
    'bicubic',
    true,
    6,
    3,
    [
      [0.4644351, 0.4644351, 0.1213389, -0.0376569, -0.0125523, 0.0],
      [-0.03435114, 0.110687, 0.4236641, 0.4236641, 0.110687, -0.03435114],
      [0.0, -0.0125523, -0.0376569, 0.1213389, 0.4644351, 0.4644351],
    ],
  ],
  [
    'lanczos3',
    false,
    4,
    3,
    [
      [0.8809049, 0.1554436, -0.03939666, 0.003048111],
      [-0.1428571, 0.6428571, 0.6428571, -0.1428571],
      [0.003048101, -0.03939658, 0.1554434, 0.8809052],
    ],
  ],
  [
    'lanczos3',
    true,
    7,
    3,
    [
      [0.3930714, 0.4412042, 0.2341879, -6.804098e-8, -0.0663305, -0.01630549, 0.01417259],
      [-0.05838826, 0.05846672, 0.2916273, 0.4165885, 0.2916273, 0.05846672, -0.05838826],
      [0.01417258, -0.01630552, -0.06633049, 4.695732e-8, 0.234188, 0.4412042, 0.3930712],
    ],
  ],
  [
    'lanczos5',
    false,
    3,
    5,
    [
      [1.095224, -0.1661644, 0.07093986],
      [0.6917077, 0.4550685, -0.1467762],
      [-2.603236e-8, 1.0, -2.603236e-8],
      [-0.1467762, 0.4550683, 0.6917079],
      [0.07093985, -0.1661644, 1.095224],
    ],
  ],
  [
    'lanczos5',
    true,
    6,
    2,
    [
      [0.2870459, 0.3496464, 0.2870459, 0.1403866, -9.10212e-9, -0.06412479],
      [-0.06412479, -9.10212e-9, 0.1403866, 0.2870459, 0.3496464, 0.2870459],
    ],
  ],
  [
    'area',
    false,
    3,
    4,
    [
      [1.0, 0.0, 0.0],
      [0.3333333, 0.6666667, 0.0],
      [0.0, 0.6666667, 0.3333333],
      [0.0, 0.0, 1.0],
    ],
  ],
  [
    'area',
    false,
    5,
    3,
    [
      [0.6, 0.4, 0.0, 0.0, 0.0],
      [0.0, 0.2, 0.6, 0.2, 0.0],
      [0.0, 0.0, 0.0, 0.4000001, 0.6],
    ],
  ],
] as const;
for (const [interpolation, antialias, from, to, weights] of CASES) {
  test(`${interpolation}${antialias ? ', smoothed,' : ''} from ${from} to ${to} places has TensorFlow's weights`, () => {
    const made = interpolationWeights({ interpolation, antialias }, from, to);
    assert.equal(made.length, to);
    made.forEach((row, place) => {
      assert.equal(row.length, from);
      row.forEach((weight, index) => {
        const wanted = weights[place]?.[index] ?? Number.NaN;
        assert.ok(Math.abs(weight - wanted) < 1e-6, `${place}, ${index}: ${weight} instead of ${wanted}`);
      });
    });
  });
}

const FAULTS = [
  {
    layers: [layer('Resizing', { height: 4, width: 4, crop_to_aspect_ratio: true, pad_to_aspect_ratio: true })],
    input: [8, 8, 3],
    pointer: '/layers/0/config/pad_to_aspect_ratio',
    detail: /either cropped or padded/,
  },
  {
    layers: [layer('CenterCrop', { height: 4, width: 4 })],
    input: [8, 8],
    pointer: '/layers/0',
    detail: /needs rows of/,
  },
  {
    layers: [
      layer('InputLayer', { batch_shape: [null, 8, 8, 3], dtype: 'uint8' }),
      layer('Resizing', { height: 4, width: 4 }),
    ],
    input: [8, 8, 3],
    pointer: '/layers/1',
    detail: /rounds what it resizes of whole numbers/,
  },
  {
    layers: [layer('Resizing', { height: 100_000, width: 100_000 })],
    input: [8, 8, 3],
    pointer: '/layers/0',
    detail: /would need \d+ bytes/,
  },
];
for (const { layers, input, pointer, detail } of FAULTS) {
  test(`refuses ${JSON.stringify(layers.at(-1))} on rows of ${input}`, () => {
    assert.throws(
      () => planOf(layers, input),
      (error: unknown) => {
        assert.ok(error instanceof InvalidError, String(error));
        assert.equal(error.errors?.[0]?.pointer, pointer);
        assert.match(error.errors?.[0]?.detail ?? '', detail);
        return true;
      },
    );
  });
}
