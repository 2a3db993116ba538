import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProgressBar, type Screen } from '../../../cli/terminal/progress-bar.js';

/** A screen that remembers what was written on it. */
function screen(options: Partial<Screen> = {}): Screen & { readonly written: string } {
  let written = '';
  return {
    ...options,
    write: (text) => {
      written += text;
    },
    get written() {
      return written;
    },
  };
}

const BAR = '━'.repeat(20);
const METRICS = { val_loss: 0.00012345, loss: 0.34567, accuracy: 0.90123 };

test('an epoch that is done reads as Keras prints it, metrics in alphabetical order', () => {
  const file = screen();
  new ProgressBar(file, 20).epochDone(3, { step: 200, steps: 200, elapsedS: 1.04, metrics: METRICS });
  assert.equal(
    file.written,
    `Epoch 3/20\n200/200 ${BAR} 1s 5ms/step - accuracy: 0.9012 - loss: 0.3457 - val_loss: 1.2345e-4\n`,
  );
});

test('a file gets no line for an epoch that still runs', () => {
  const file = screen();
  new ProgressBar(file, 1).progress(1, { step: 10, steps: 200, elapsedS: 1, metrics: {} });
  assert.equal(file.written, '');
});

test('a terminal gets the running epoch redrawn in its line, with the seconds that are left', () => {
  const terminal = screen({ isTTY: true, columns: 120 });
  const bar = new ProgressBar(terminal, 2);
  bar.progress(1, { step: 50, steps: 200, elapsedS: 1, metrics: { loss: 2 } });
  bar.epochDone(1, { step: 200, steps: 200, elapsedS: 4, metrics: { loss: 1 } });
  assert.equal(
    terminal.written,
    `Epoch 1/2\n\r 50/200 ${'━'.repeat(5)}${'─'.repeat(15)} 3s 20ms/step - loss: 2.0000\u001b[K` +
      `\r200/200 ${BAR} 4s 20ms/step - loss: 1.0000\u001b[K\n`,
  );
});

test('a narrow terminal gets a line that fits, so that it can be redrawn', () => {
  const terminal = screen({ isTTY: true, columns: 40 });
  new ProgressBar(terminal, 1).progress(1, { step: 100, steps: 200, elapsedS: 1, metrics: METRICS });
  const line = terminal.written.split('\r')[1] ?? '';
  assert.equal(line.replace('\u001b[K', '').length, 39);
});

test('a diverged loss is shown as what it is', () => {
  const file = screen();
  new ProgressBar(file, 1).epochDone(1, { step: 1, steps: 1, elapsedS: 3700, metrics: { loss: Number.NaN } });
  assert.equal(file.written, `Epoch 1/1\n1/1 ${BAR} 1:01:40 3700s/step - loss: NaN\n`);
});
