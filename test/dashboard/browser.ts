import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGS } from '../../scripts/setup/chromium.mjs';
import { chromiumPath } from '../../scripts/setup/paths.mjs';
import { atEnd } from '../support/cleanup.js';

/** Generous: other tests run beside these. */
const TIMEOUT_MS = 60_000;

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

export interface Tab {
  readonly page: Page;
  /** What has gone wrong in it that nobody sees: errors of scripts, and what its policy forbids. */
  readonly failures: readonly string[];
}

/** Opens a browser, closed when the file's tests are over. */
export async function openBrowser(): Promise<(options?: BrowserContextOptions) => Promise<Tab>> {
  const executablePath = chromiumPath();
  if (!existsSync(executablePath)) {
    throw new Error('There is no Chromium for these tests: run `node scripts/setup.mjs --test`, which says why');
  }
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS, timeout: TIMEOUT_MS });
  atEnd(() => browser.close());
  return async (options = {}) => {
    const context = await browser.newContext({ locale: 'en-US', ...options });
    context.setDefaultTimeout(TIMEOUT_MS);
    const page = await context.newPage();
    const failures: string[] = [];
    page.on('pageerror', ({ message }) => failures.push(message));
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) failures.push(message.text());
    });
    return { page, failures };
  };
}

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: ReadonlyArray<{ readonly html: string }>;
}

/** Asserts that axe finds nothing that is serious, and that the page is no wider than its window. */
export async function assertAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
  const violations: Violation[] = await page.evaluate(
    'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations)',
  );
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(
    serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
    page.url(),
  );
  const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  assert.ok(Number(over) <= 0, `${page.url()} is ${over} pixels too wide`);
}

/** Presses Tab until what has the focus is called so, as one does without a mouse. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const focused = String(await page.evaluate(NAME_OF_FOCUSED));
    if (typeof name === 'string' ? focused === name : name.test(focused)) return;
    passed.push(focused);
  }
  assert.fail(`Tab does not come to ${name}, but to ${passed.join(' | ')}`);
}

const NAME_OF_FOCUSED = `(() => {
  const { activeElement: one } = document;
  return (one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent).trim();
})()`;
