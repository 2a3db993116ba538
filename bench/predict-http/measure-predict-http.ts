import { packageRoot } from '../../src/database/package-root.js';
import { median } from '../median.js';
import { type OwnService, startOwnService } from '../own-service.js';
import { MemoryWatch } from '../size/memory-watch.js';
import { HttpServer, type Load, load, type Target } from './http-server.js';
import { pixelRow, type TrainedService, trainService } from './trained-service.js';

const CLIENTS = 32;
const SECONDS = 4;
const LARGE_ROWS = 1024;
const WARM_UP_S = 2;
/** Sets of weights that are asked in turn. */
const SETS = 300;

interface Contestant {
  readonly name: string;
  readonly label: string;
  readonly target: Target;
}

const node = (program: string) => [process.execPath, new URL(`./${program}.js`, import.meta.url).pathname];

/** Measures predictions over HTTP beside FastAPI with Keras and beside a bare echo, on the same machine and in turn. */
export async function measurePredictHttp(python: string, rounds: number): Promise<void> {
  const own = await startOwnService();
  try {
    const trained = await trainService(own.service, SETS);
    await compare(trained, python, rounds);
    await measureOthers(own, trained, rounds);
  } catch (error) {
    console.error(error);
    await own.end(1);
  }
  await own.end();
}

async function compare(trained: TrainedService, python: string, rounds: number): Promise<void> {
  const contestants: Contestant[] = [{ name: 'fitserve', label: 'this service', target: trained.target }];
  const servers: HttpServer[] = [];
  const peers = [
    { name: 'keras', command: [python, `${packageRoot}/bench/peers/keras_server.py`] },
    { name: 'echo', command: node('echo-server') },
  ];
  for (const { name, command } of peers) {
    const server = await HttpServer.start(command);
    if (typeof server === 'string') console.log(`  ${name.padEnd(10)} not measured: ${server}`);
    else {
      servers.push(server);
      contestants.push({ name, label: server.label, target: server.target });
    }
  }
  const one = JSON.stringify({ instances: [pixelRow(3)] });
  const many = JSON.stringify({ instances: Array.from({ length: LARGE_ROWS }, (_, row) => pixelRow(row)) });
  await race(`predict-http 1 row, ${CLIENTS} clients`, contestants, one, CLIENTS, rounds);
  await race(`predict-http ${LARGE_ROWS} rows in a request, 1 client`, contestants, many, 1, rounds);
  await Promise.all(servers.map((server) => server.end()));
}

async function race(
  title: string,
  contestants: readonly Contestant[],
  body: string,
  clients: number,
  rounds: number,
): Promise<void> {
  console.log(`\n${title} (${body.length} bytes)`);
  const found = new Map<string, Load[]>();
  for (const { target } of contestants) await load(target, body, clients, WARM_UP_S);
  for (let round = 0; round < rounds; round++) {
    for (const { name, target } of contestants) {
      found.set(name, [...(found.get(name) ?? []), await load(target, body, clients, SECONDS)]);
    }
  }
  const ours = found.get('fitserve') ?? [];
  for (const { name, label } of contestants) {
    const loads = found.get(name) ?? [];
    const ratio = median(loads.map(({ perSecond }, round) => (ours[round]?.perSecond ?? 0) / perSecond));
    console.log(`  ${name.padEnd(10)} ${shown(loads)}  fitserve does ${ratio.toFixed(2)} x as many  ${label}`);
  }
}

function shown(loads: readonly Load[]): string {
  const of = (part: keyof Load) => median(loads.map((one) => one[part]));
  const failed = loads.reduce((sum, one) => sum + one.failed, 0);
  const rate = `${of('perSecond').toFixed(0).padStart(6)} requests/s`;
  const times = `median ${of('medianMs').toFixed(1)} ms, p99 ${of('p99Ms').toFixed(1)} ms`;
  return `${rate}  ${times}${failed > 0 ? `, ${failed} FAILED` : ''}`;
}

async function measureOthers({ service }: OwnService, trained: TrainedService, rounds: number): Promise<void> {
  const one = JSON.stringify({ instances: [pixelRow(3)] });
  console.log('\npredict-http while a job trains');
  const quiet: Load[] = [];
  for (let round = 0; round < rounds; round++) quiet.push(await load(trained.target, one, CLIENTS, SECONDS));
  const stop = await trained.trainOn();
  const busy: Load[] = [];
  for (let round = 0; round < rounds; round++) busy.push(await load(trained.target, one, CLIENTS, SECONDS));
  await stop();
  console.log(`  quiet      ${shown(quiet)}`);
  const slower = median(busy.map(({ p99Ms }) => p99Ms)) / median(quiet.map(({ p99Ms }) => p99Ms));
  console.log(`  training   ${shown(busy)}  p99 ${slower.toFixed(2)} x as long`);

  console.log(`\npredict-http ${SETS} models in turn, each not in memory at first`);
  const watch = new MemoryWatch(() => service.pids);
  const ask = (epoch: number) =>
    trained.predict({ instances: [pixelRow(epoch)], checkpoint: { job: trained.job, epoch } });
  const first: number[] = [];
  for (let epoch = 1; epoch <= SETS; epoch++) first.push(await ask(epoch));
  const again: number[] = [];
  for (let epoch = 1; epoch <= SETS; epoch++) again.push(await ask(epoch));
  const most = (times: readonly number[]) => Math.max(...times).toFixed(1);
  console.log(`  first      median ${median(first).toFixed(1)} ms, most ${most(first)} ms`);
  console.log(`  again      median ${median(again).toFixed(1)} ms, most ${most(again)} ms`);
  const memory = watch.take().byRole.get('inference') ?? 0;
  await watch.stop();
  console.log(`  the inference process has had ${(memory / 1e6).toFixed(0)} MB`);
}
