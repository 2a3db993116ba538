import { defineConfig } from 'prisma/config';

// For Prisma's own command line; the service itself needs neither this file nor Prisma's engines.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
