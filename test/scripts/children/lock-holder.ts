// Takes the lock that is named by its argument, says so and holds it until it is killed.
import { acquireLock } from '../../../scripts/setup/lock.mjs';

const [file = ''] = process.argv.slice(2);
await acquireLock(file);
process.send?.('held');
setInterval(() => {}, 1_000);
