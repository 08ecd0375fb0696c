import { resolve } from 'node:path';
import { build } from 'esbuild';

/**
 * A test-runner plugin that bundles packages with CommonJS inside (Uppy's dependencies) once, so that tests that
 * are served file by file can import them.
 */
export function prebundle(ids: string[], outdir = '.cache/prebundle') {
  const files = new Map(ids.map((id) => [id, id.replace(/[@/.]/g, '_')]));
  return {
    name: 'prebundle',
    async serverStart() {
      await build({
        entryPoints: Object.fromEntries([...files].map(([id, file]) => [file, id])),
        bundle: true,
        splitting: true,
        format: 'esm',
        platform: 'browser',
        target: 'es2022',
        outdir: resolve(outdir),
        sourcemap: 'inline',
        external: ['fs', 'path', 'crypto'], // libheif asks for them under Node
        logLevel: 'warning',
        define: { 'process.env.NODE_ENV': '"test"' },
      });
    },
    resolveImport({ source }: { source: string }) {
      const file = files.get(source);
      return file ? `/${outdir}/${file}.js` : undefined;
    },
  };
}
