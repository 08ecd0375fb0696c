import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  resolve: { conditions: ['imgpro-source', ...defaultClientConditions] },
});
