import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../../src/database/package-root.js';
import { seriesOf, servedMetrics } from './served-metrics.js';

const read = (...path: string[]) => readFile(join(packageRoot, ...path), 'utf8');

const alertsSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Fitserve[A-Za-z]+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(['warning', 'critical']) }),
          annotations: z.strictObject({ summary: z.string() }),
        }),
      ),
    }),
  ),
});
const dashboardSchema = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).default([]) })),
});

/** The series that a query of PromQL asks for. @throws where it is none. */
function seriesIn(query: string): string[] {
  const names: string[] = [];
  parser.parse(query).iterate({
    enter: ({ type, from, to }) => {
      assert.ok(!type.isError, `a mistake at ${from} of ${query}`);
      if (type.name === 'Identifier') names.push(query.slice(from, to));
    },
  });
  return names;
}

const served = new Set((await servedMetrics()).flatMap(seriesOf)).add('up');
const alerts = alertsSchema
  .parse(parse(await read('ops', 'prometheus', 'alerts.yml')))
  .groups.flatMap(({ rules }) => rules);
const { panels } = dashboardSchema.parse(JSON.parse(await read('ops', 'grafana', 'fitserve.json')));

test('every alert is a query that Prometheus understands, of metrics that are there', () => {
  for (const { alert, expr } of alerts) {
    const names = seriesIn(expr);
    assert.ok(names.length > 0, alert);
    for (const name of names) assert.ok(served.has(name), `${alert} asks for ${name}, which nobody serves`);
  }
});

test('every panel of the dashboard asks for metrics that are there', () => {
  const queries = panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));
  assert.ok(queries.length > 30, `${queries.length} queries`);
  for (const { title, expr } of queries) {
    for (const name of seriesIn(expr.replaceAll('$__rate_interval', '5m')))
      assert.ok(served.has(name), `"${title}" asks for ${name}, which nobody serves`);
  }
});

test('a query with a mistake, or of a metric that nobody serves, is found', () => {
  assert.throws(() => seriesIn('sum(rate(fitserve_jobs[5m])'), /a mistake at/);
  assert.deepEqual(seriesIn('sum by (code) (rate(fitserve_gone{code="x"}[5m]))'), ['fitserve_gone']);
});

test("the scrape configuration reads these alerts, by the jobs' names that they ask for", async () => {
  const configuration = z
    .object({ rule_files: z.array(z.string()), scrape_configs: z.array(z.object({ job_name: z.string() })) })
    .parse(parse(await read('ops', 'prometheus', 'prometheus.yml')));
  assert.deepEqual(configuration.rule_files, ['alerts.yml']);
  const jobs = configuration.scrape_configs.map((one) => one.job_name);
  const asked = [...JSON.stringify([alerts, panels]).matchAll(/job=\\+"([^"\\]+)/g)].map(([, name]) => name ?? '');
  assert.deepEqual([...new Set(asked)].sort(), jobs.sort());
});
