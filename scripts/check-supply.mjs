import { projectRoot } from './setup/paths.mjs';
import { supplyFaults } from './supply/faults.mjs';

// Exact versions, a lockfile that matches them, licences, install scripts, and a reason for each dependency.
const faults = supplyFaults(projectRoot());
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
