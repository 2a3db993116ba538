import { parseArgs } from 'node:util';
import { DRILLS, runDrill } from './drills.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    seed: { type: 'string' },
    count: { type: 'string' },
  },
});
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const unknown = positionals.filter((name) => !DRILLS.some((drill) => drill.name === name));
const list = DRILLS.map(({ name, promise }) => `  ${name.padEnd(20)} ${promise}`).join('\n');
if (values.list) {
  process.stdout.write(`${list}\n`);
  process.exit(0);
}
if (unknown.length > 0 || !Number.isInteger(seed) || (values.count !== undefined && !(Number(values.count) > 0))) {
  process.stderr.write(
    `npm run drills -- [--list] [--short] [--seed N] [--count N] [name ...]\n\nThe drills:\n${list}\n`,
  );
  process.exit(2);
}

process.stdout.write(`Drills of seed ${seed}; each starts a whole service, breaks it, and checks what is left.\n`);
let broken = 0;
for (const drill of DRILLS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  process.stdout.write(`\n${drill.name}: ${drill.promise}\n`);
  const lack = drill.lacks?.();
  if (lack !== undefined) {
    process.stdout.write(`  left out: ${lack}\n`);
    continue;
  }
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  const count = Number(values.count ?? (values.short ? drill.counts.short : drill.counts.long));
  try {
    const figures = await runDrill(drill, {
      seed,
      count,
      progress: (text) => process.stdout.write(`  ${seconds().padStart(6)}  ${text}\n`),
    });
    process.stdout.write(`  kept (${seconds()}): ${figures}\n`);
  } catch (error) {
    broken++;
    process.stdout.write(`  BROKEN (${seconds()}): ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
// What a drill that broke has left waiting is not waited for.
process.exit(broken === 0 ? 0 : 1);
