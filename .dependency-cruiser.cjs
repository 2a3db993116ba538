// Which part may import which, as the architecture has it. `npm run check:imports` reads two trees:
// src/, where type-only imports count, for the ranks; and dist/src/, where the compiler has erased them, for what a
// running process really loads. (swc, which parses src/, does not tell a type-only import from another.)

const FEATURES =
  '^src/(datasets|models|jobs|checkpoints|inference|projects|health|catalog|webhooks|dashboard|metrics)/';

/** From the top down: a part imports its own rank and the ranks below it, never one above. */
const RANKS = [
  { name: 'entry points', path: '^src/(server|worker|start|migrate|keys|backup|restore|app|worker-app)\\.ts$' },
  { name: 'launch', path: '^src/launch/' },
  { name: 'features', path: FEATURES },
  { name: 'trainer and http', path: '^src/(trainer|http)/' },
  { name: 'queue and database', path: '^src/(queue|database)/' },
  { name: 'engine', path: '^src/engine/' },
  { name: 'data', path: '^src/data/' },
  { name: 'keras-format', path: '^src/keras-format/' },
  { name: 'foundations', path: '^src/((config|errors|ids|logger|tracing)\\.ts$|random/|isolation/)' },
];

/** What one feature keeps for others: where a job's checkpoint is found, what a job trains, and how versions of a model are told of. */
const SHARED_BETWEEN_FEATURES = [
  '^src/checkpoints/(checkpoint-repository|resume-point)\\.ts$',
  '^src/jobs/(job-definition|job-schemas)\\.ts$',
  '^src/models/version-status\\.ts$',
];

/** The programs of child processes: nobody imports them, and they alone load TensorFlow. */
const CHILD_PROGRAMS = '^dist/src/(trainer|inference|checkpoints/conversion)/child\\.js$';

const noImportUpwards = RANKS.slice(1).map(({ name, path }, above) => ({
  name: `${name.replaceAll(' ', '-')}-import-no-higher-rank`,
  comment: `Ranks, from the top: ${RANKS.map((rank) => rank.name).join(' > ')}.`,
  severity: 'error',
  from: { path },
  to: { path: RANKS.slice(0, above + 1).map((rank) => rank.path) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...noImportUpwards,
    {
      name: 'everything-has-a-rank',
      comment: 'A new file or folder right below src/ belongs into the list of ranks in this file.',
      severity: 'error',
      from: { path: '^src/', pathNot: RANKS.map((rank) => rank.path) },
      to: {},
    },
    {
      name: 'no-feature-imports-another',
      comment: 'Features meet in app.ts; what two of them need lies in a rank below.',
      severity: 'error',
      from: { path: FEATURES },
      to: { path: FEATURES, pathNot: ['^src/$1/', ...SHARED_BETWEEN_FEATURES] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one file, or lack a third.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/database/generated/' },
      to: { circular: true },
    },
    {
      name: 'keras-format-is-only-zod',
      comment: 'The wire format can be read, tested and published without anything of the service.',
      severity: 'error',
      from: { path: '^src/keras-format/' },
      to: { pathNot: ['^src/keras-format/', '^src/errors\\.ts$', '^node_modules/zod/'] },
    },
    {
      name: 'engine-and-data-know-no-service',
      comment: 'Training runs in a process without database, queue and HTTP.',
      severity: 'error',
      from: { path: '^src/(engine|data)/' },
      to: {
        path: [
          '^src/(database|http|queue)/',
          packages('fastify', '@fastify', 'bullmq', 'ioredis', 'pg', 'prisma', '@prisma'),
        ],
      },
    },
    {
      name: 'only-the-queue-knows-bullmq',
      comment: 'src/queue is the one place that knows Redis from Postgres.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/queue/' },
      to: { path: packages('bullmq', 'ioredis') },
    },
    {
      name: 'only-child-programs-load-tensorflow',
      comment:
        'The server and the worker never block and stay small: TensorFlow lives in the processes that they fork.',
      severity: 'error',
      from: {
        path: '^dist/src/((server|worker|start|migrate|keys|backup|restore|app|worker-app)\\.js$|(http|datasets|models|jobs|checkpoints|inference|projects|health|metrics)/)',
        pathNot: CHILD_PROGRAMS,
      },
      to: { path: ['^dist/src/engine/tensorflow\\.js$', packages('@tensorflow')], reachable: true },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // dependency-cruiser's own TypeScript parser needs a TypeScript older than 7.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['node', 'import', 'default'] },
  },
};

/**
 * The path of packages, or of all packages of a scope.
 * @param {...string} names
 */
function packages(...names) {
  return `^node_modules/(${names.join('|')})/`;
}
