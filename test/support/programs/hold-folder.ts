import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from '../temporary-folder.js';

/** A program for tests: prints the folder that it made, and lives as many milliseconds on as its argument says. */
const [milliseconds] = process.argv.slice(2);
process.stdout.write(`${await temporaryFolder('held')}\n`);
await sleep(Number(milliseconds));
