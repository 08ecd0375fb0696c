import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';
import { compile } from 'svelte/compiler';
import { compileScript, parse } from 'vue/compiler-sfc';

const isCustomElement = (tag: string) => tag.startsWith('imgpro-');

/** `.vue` files as Vue's own bundler plugins compile them. `autoImports` is what Nuxt brings without an import. */
export function vue(server: boolean, autoImports = ''): Plugin {
  return {
    name: 'vue',
    setup({ onLoad }) {
      onLoad({ filter: /\.vue$/ }, ({ path }) => {
        const { descriptor, errors } = parse(readFileSync(path, 'utf8'), {
          filename: path,
          templateParseOptions: { isCustomElement },
        });
        if (errors[0]) throw errors[0];
        const { content } = compileScript(descriptor, {
          id: 'page',
          inlineTemplate: true,
          templateOptions: { ssr: server, ssrCssVars: [] },
        });
        return { contents: `${autoImports}\n${content}`, loader: 'ts' };
      });
    },
  };
}

/** `.svelte` files. In the page as for development: there, what does not match the server's HTML is told. */
export function svelte(server: boolean): Plugin {
  const options = { generate: server ? 'server' : 'client', dev: !server } as const;
  return {
    name: 'svelte',
    setup({ onLoad }) {
      onLoad({ filter: /\.svelte$/ }, ({ path }) => {
        const { js } = compile(readFileSync(path, 'utf8'), { filename: path, ...options });
        return { contents: js.code, loader: 'js' };
      });
    },
  };
}
