import { globSync, readFileSync } from 'node:fs';
import { defaultClientConditions, defineConfig } from 'vite';
import { wordsOf } from '../scripts/editor-data.ts';

const sources = globSync('src/**/*.ts').map((file) => readFileSync(file, 'utf8'));

export default defineConfig({
  resolve: { conditions: ['imgpro-source', ...defaultClientConditions] },
  define: { __TYPE_WORDS__: JSON.stringify(Object.fromEntries(wordsOf(sources))) },
});
