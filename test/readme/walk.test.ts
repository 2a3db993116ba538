import { walkSuite } from './walk-suite.js';

await walkSuite('Postgres');
