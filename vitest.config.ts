import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['imgpro-source', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['imgpro-source', 'node', 'import', 'default'] } },
  oxc: { decorator: { legacy: true } },
  test: {
    include: ['test/{unit,contract,server,package}/**/*.test.ts'],
    setupFiles: ['test/harness/properties.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
