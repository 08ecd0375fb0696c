import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { build as esbuild } from 'esbuild';
import { env } from './project.ts';

const run = promisify(execFile);

/** Whether every test is run, of every bundler and framework: `npm run test:package`. `npm test` runs a short form. */
export const WHOLE = process.env['IMGPRO_PACKAGE'] === 'whole';

interface Work {
  project: string;
  entry: string;
  /** The folder of what is built, one file of it by the entry's name. */
  out: string;
}

interface Bundler {
  name: string;
  /** The packages that the project installs for it. */
  packages: string[];
  /** May give the lines of a page's head that load what was built; else it is a script tag with the entry's name. */
  build(work: Work): Promise<string | void>;
}

/** esbuild and Rollup leave addresses in code as they are: the workers lie where their modules would look for them. */
const copyWorkers = ({ project, out }: Work): void =>
  cpSync(join(project, 'node_modules/imgpro-elements/dist/workers'), join(project, out, '../workers'), {
    recursive: true,
  });

async function node(project: string, script: string): Promise<void> {
  await run(process.execPath, ['--input-type=module', '-e', script], { cwd: project, env });
}

export const BUNDLERS: Bundler[] = [
  {
    name: 'Vite',
    packages: [],
    build: ({ project, entry, out }) =>
      node(
        project,
        `import { build } from ${JSON.stringify(import.meta.resolve('vite'))};
        await build({
          configFile: false,
          logLevel: 'error',
          base: ${JSON.stringify(`/${out}/`)},
          publicDir: false,
          build: {
            outDir: ${JSON.stringify(out)},
            rolldownOptions: {
              input: ${JSON.stringify(entry)},
              output: { entryFileNames: ${JSON.stringify(basename(entry))} },
            },
          },
        });`,
      ),
  },
  {
    name: 'esbuild',
    packages: [],
    async build(work) {
      const { project, entry, out } = work;
      await esbuild({
        absWorkingDir: project,
        entryPoints: [entry],
        outdir: out,
        bundle: true,
        splitting: true,
        format: 'esm',
      });
      copyWorkers(work);
    },
  },
  {
    name: 'webpack',
    packages: ['webpack@5.113.0'],
    build: ({ project, entry, out }) =>
      node(
        project,
        `import webpack from 'webpack';
        const { promise, resolve, reject } = Promise.withResolvers();
        webpack({
          mode: 'production',
          // Its minifier takes a minute over the decoder for HEIC, which is minified.
          optimization: { minimize: false },
          performance: { hints: false },
          context: ${JSON.stringify(project)},
          entry: ${JSON.stringify(`./${entry}`)},
          output: { path: ${JSON.stringify(join(project, out))}, filename: ${JSON.stringify(basename(entry))} },
        }, (error, stats) => error || stats.hasErrors() || stats.hasWarnings() ? reject(error ?? new Error(stats.toString())) : resolve());
        await promise;`,
      ),
  },
  {
    name: 'Rollup',
    packages: [
      'rollup@4.67.4',
      '@rollup/plugin-node-resolve@16.0.3',
      '@rollup/plugin-commonjs@29.0.3',
      '@rollup/plugin-json@6.1.0',
    ],
    async build(work) {
      const { project, entry, out } = work;
      await node(
        project,
        `import { rollup } from 'rollup';
        import commonjs from '@rollup/plugin-commonjs';
        import json from '@rollup/plugin-json';
        import resolve from '@rollup/plugin-node-resolve';
        const bundle = await rollup({ input: ${JSON.stringify(entry)}, plugins: [resolve({ browser: true }), commonjs(), json()] });
        await bundle.write({ dir: ${JSON.stringify(out)}, format: 'esm' });`,
      );
      copyWorkers(work);
    },
  },
  {
    name: 'Parcel',
    // It adds the last two by itself, for libheif, which looks whether it runs in Node.
    packages: ['parcel@2.16.4', 'process@0.11.10', 'buffer@6.0.3'],
    async build({ project, entry, out }) {
      // Its resolver reads `exports` where the project asks for it.
      const file = join(project, 'package.json');
      const contents = JSON.parse(readFileSync(file, 'utf8')) as object;
      writeFileSync(
        file,
        JSON.stringify({ ...contents, '@parcel/resolver-default': { packageExports: true } }),
      );
      const page = entry.replace('.js', '.html');
      writeFileSync(join(project, page), `<script type="module" src="./${basename(entry)}"></script>`);
      const options = ['--dist-dir', out, '--public-url', `/${out}/`, '--no-source-maps', '--no-cache'];
      // Its minifier takes a minute over the decoder for HEIC.
      if (!WHOLE) options.push('--no-optimize');
      await run('npx', ['parcel', 'build', page, ...options], { cwd: project, env });
      // An import map is in the page, and the scripts import each other by the names in it.
      const html = readFileSync(join(project, out, basename(page)), 'utf8');
      return /<script[^]*<\/script>/.exec(html)![0];
    },
  },
];
