import { workerSuite } from './worker-suite.js';

await workerSuite('postgres');
