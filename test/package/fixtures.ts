/** Projects of people, as small as they come; the code of ours in them is that of the docs. */
export interface Fixture {
  name: string;
  /** Below `fixtures`. */
  folder: string;
  /** Pages of the docs whose files are the project's. */
  docs: string[];
  /** Its packages or its build take too long for `npm test`: `npm run test:package` alone runs it. */
  isSlow?: boolean;
  /** Versions of packages in place of those in its `package.json`. */
  versions?: Record<string, string>;
  /** Files of this repository, by their paths in the project. */
  files?: Record<string, string>;
  /** The folder with what was built, where nothing of the project runs on a server. */
  built?: string;
  /** The token backend is a route of its own; else that of the page's host. */
  hasBackend?: boolean;
  /** It has a page `/photos/<id>`, with the photo in the server's HTML. */
  hasPhoto?: boolean;
  /** It has a page `/plain`, whose server component gives plain values to the components. */
  hasPlain?: boolean;
}

const START = 'getting-started.mdx';
const server = { 'vite-server.js': 'test/package/fixtures/vite-server.js' };

export const FIXTURES: Fixture[] = [
  { name: 'React 19', folder: 'react', docs: [`${START}#React`], files: server },
  {
    name: 'React 18',
    folder: 'react',
    isSlow: true,
    docs: [`${START}#React`],
    files: server,
    versions: {
      react: '18.3.1',
      'react-dom': '18.3.1',
      '@types/react': '18.3.32',
      '@types/react-dom': '18.3.7',
    },
  },
  { name: 'Vue', folder: 'vue', docs: [`${START}#Vue`], files: server },
  { name: 'Preact', folder: 'preact', docs: [`${START}#Preact`], files: server },
  { name: 'Solid', folder: 'solid', docs: [`${START}#Solid`], files: server },
  { name: 'Angular', folder: 'angular', docs: [`${START}#Angular`], isSlow: true },
  {
    name: 'Next',
    folder: 'next',
    isSlow: true,
    docs: ['recipes/next-react.mdx'],
    files: {
      'app/imgpro/[...path]/route.ts': 'demo/recipes/server/next.ts',
      'app/imgpro/[...path]/session.ts': 'demo/recipes/server/session.ts',
    },
    hasBackend: true,
    hasPhoto: true,
    hasPlain: true,
  },
  {
    name: 'SvelteKit',
    folder: 'sveltekit',
    isSlow: true,
    docs: [`${START}#Svelte`, 'recipes/sveltekit.mdx'],
    hasPhoto: true,
  },
  {
    name: 'Nuxt',
    folder: 'nuxt',
    docs: [`${START}#Vue`, 'recipes/vue-nuxt.mdx'],
    isSlow: true,
    hasPhoto: true,
  },
  {
    name: 'Astro',
    folder: 'astro',
    isSlow: true,
    docs: ['recipes/astro.mdx'],
    built: 'dist',
    hasPhoto: true,
  },
];
