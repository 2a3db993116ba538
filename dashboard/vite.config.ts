import { defineConfig } from 'vite';

/** The service to which `npx vite dashboard` passes requests on, while the pages themselves are worked on. */
const SERVICE = 'http://127.0.0.1:3000';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/pages',
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the pages allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 300,
  },
  server: { proxy: { '/v1': SERVICE, '/readyz': SERVICE } },
});
