import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { picturesOfTutorial } from './curves.js';

test("the tutorial's pictures are drawn from the figures in its text; npm run docs:walk draws them anew", async () => {
  const pictures = await picturesOfTutorial();
  assert.ok(pictures.length > 0);
  for (const { path, svg } of pictures) assert.equal(await readFile(path, 'utf8'), svg, path);
});
