#!/usr/bin/env node
// Brings a clone to the state in which it can run: packages, TensorFlow, Postgres, Prisma's client, the compiled code.
// It runs before node_modules exists, so it and everything below setup/ import nothing but Node itself.

const MINIMUM = { major: 20, minor: 19 };

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < MINIMUM.major || (major === MINIMUM.major && minor < MINIMUM.minor)) {
  console.error(
    `setup: Node ${process.versions.node} is too old: fitserve needs ${MINIMUM.major}.${MINIMUM.minor} or newer.`,
  );
  console.error('  next: install a current release of Node (https://nodejs.org), then run this again.');
  process.exit(1);
}

// Imported only now, so that an old Node reaches the sentence above and not a syntax error.
const { main } = await import('./setup/main.mjs');
await main(process.argv.slice(2));
