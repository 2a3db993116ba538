import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { configSchema } from '../../src/config.js';
import { packageRoot } from '../../src/database/package-root.js';
import { testDatabase } from '../support/postgres.js';
import { runPython } from '../support/python.js';

const FOLDER = join(packageRoot, 'ops', 'kubernetes');

const containerSchema = z.object({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()),
  ports: z.array(z.object({ name: z.string(), containerPort: z.int() })),
  env: z.array(z.object({ name: z.string() })),
  livenessProbe: z.object({ httpGet: z.object({ path: z.literal('/livez'), port: z.string() }) }),
  readinessProbe: z.object({ httpGet: z.object({ path: z.literal('/readyz'), port: z.string() }) }),
  securityContext: z.object({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
});
const deploymentSchema = z.object({
  kind: z.literal('Deployment'),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
    template: z.object({
      metadata: z.object({ labels: z.record(z.string(), z.string()) }),
      spec: z.object({
        automountServiceAccountToken: z.literal(false),
        securityContext: z.object({ runAsNonRoot: z.literal(true), runAsUser: z.int().positive() }),
        containers: z.tuple([containerSchema]),
        volumes: z.array(z.object({ name: z.string() })),
      }),
    }),
  }),
});
const resourceSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
});

const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.yaml'));
const resources = (
  await Promise.all(
    files
      .filter((name) => name !== 'kustomization.yaml')
      .map(async (name) => parseAllDocuments(await readFile(join(FOLDER, name), 'utf8')).map((one) => one.toJS())),
  )
)
  .flat()
  .map((one) => resourceSchema.parse(one));
const deployments = resources.filter(({ kind }) => kind === 'Deployment').map((one) => deploymentSchema.parse(one));

test('servers and workers run without privileges on a read-only root, are probed at a port of theirs, and set what there is to set', () => {
  assert.deepEqual(deployments.map(({ metadata }) => metadata.name).sort(), ['fitserve-server', 'fitserve-worker']);
  for (const { metadata, spec } of deployments) {
    const { template, selector } = spec;
    const { containers, volumes } = template.spec;
    const [container] = containers;
    assert.deepEqual(template.metadata.labels, selector.matchLabels, metadata.name);
    const ports = container.ports.map(({ name }) => name);
    for (const probe of [container.livenessProbe, container.readinessProbe])
      assert.ok(ports.includes(probe.httpGet.port));
    assert.deepEqual(container.volumeMounts.map(({ mountPath }) => mountPath).sort(), ['/data', '/tmp']);
    assert.deepEqual(container.volumeMounts.map(({ name }) => name).sort(), volumes.map(({ name }) => name).sort());
    for (const { name } of container.env) assert.ok(name in configSchema.shape, `${name} is no setting`);
  }
});

test('every file is applied, but for the example of a secret, and every policy and scaler means pods that there are', async () => {
  const kustomization = z
    .object({ resources: z.array(z.string()) })
    .parse(parse(await readFile(join(FOLDER, 'kustomization.yaml'), 'utf8')));
  assert.deepEqual([...kustomization.resources, 'kustomization.yaml', 'secret.example.yaml'].sort(), [...files].sort());
  const names = deployments.map(({ metadata }) => metadata.name);
  const labels = deployments.map(({ spec }) => JSON.stringify(spec.selector.matchLabels));
  for (const resource of resources) {
    const text = JSON.stringify(resource);
    for (const [, target] of text.matchAll(/"scaleTargetRef":\{[^}]*"name":"([^"]+)"/g))
      assert.ok(names.includes(target ?? ''), text);
    for (const [, chosen] of text.matchAll(/"(?:podSelector|selector)":\{"matchLabels":(\{[^}]*\})/g))
      assert.ok(labels.includes(chosen ?? ''), text);
  }
});

test('the number of workers follows a query that Postgres answers', async () => {
  const scaler = resources.find(({ kind }) => kind === 'ScaledObject');
  const { spec } = z
    .object({ spec: z.object({ triggers: z.tuple([z.object({ metadata: z.object({ query: z.string() }) })]) }) })
    .parse(scaler);
  const { pool } = await testDatabase();
  assert.deepEqual((await pool.query(spec.triggers[0].metadata.query)).rows, [{ count: '0' }]);
});

test("the manifests are what Kubernetes' own schemas ask for, where FITSERVE_TEST_PYTHON has them", async () => {
  await runPython(
    'manifests.py',
    files.map((name) => join(FOLDER, name)),
  );
});
