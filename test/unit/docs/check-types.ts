import { join } from 'node:path';
import ts from 'typescript';
import { elementsOf } from '../../../scripts/editor-data.ts';
import { jsxTypes } from '../../../scripts/jsx-types.ts';
import type { Manifest } from '../../../scripts/manifest.ts';
import { root, type Snippet } from './snippets.ts';

/**
 * Names that a reader's own code has and a snippet uses without saying where they come from. Each snippet is a module: what
 * it declares itself hides these.
 */
const READER = `
import type { Server } from 'node:http';
import type { Express } from 'express';
import type { Image, ImgproClient, ImgproGallery, ImgproImage, ImgproUploader } from 'imgpro-elements';
import type { ImgproHandler } from 'imgpro-elements/server';
declare global {
  const file: File;
  const image: Image;
  const client: ImgproClient;
  const uploader: ImgproUploader;
  const picture: ImgproImage;
  const gallery: ImgproGallery;
  const imgpro: ImgproHandler;
  const server: Server;
  const app: Express;
  function page(body: string): string;
  // Nuxt
  function defineNuxtConfig(config: {
    css?: string[];
    vue?: { compilerOptions?: { isCustomElement?: (tag: string) => boolean } };
  }): object;
  function defineEventHandler<Answer>(handle: (event: object) => Answer): (event: object) => Answer;
  function getRouterParam(event: object, name: string): string | undefined;
  // Astro
  const Astro: { props: Record<string, any> };
  const Fragment: (props: { [name: string]: unknown }) => any;
  interface ImportMeta { env: Record<string, string | undefined>; }
}
`;
/** Modules that are files of a reader's own, or made by the build. */
const MODULES = `
declare module '*.css';
declare module '*.jsx';
declare module '@sveltejs/kit/env' { export function defineEnvVars<Variables>(variables: Variables): Variables; }
declare module '$app/env/private' { export const IMGPRO_KEY: string; }
declare module '@angular/core' {
  export const CUSTOM_ELEMENTS_SCHEMA: object;
  export function Component(of: { selector: string; schemas?: object[]; template: string }): (target: any) => any;
}
declare module 'solid-js' {
  export namespace JSX {
    interface HTMLAttributes<Element> { class?: string; id?: string; ref?: Element; }
    interface IntrinsicElements { div: HTMLAttributes<HTMLDivElement>; }
  }
}
declare module 'solid-js/jsx-runtime' { export { JSX } from 'solid-js'; export const jsx: any, jsxs: any, Fragment: any; }
`;

const EXTENSIONS: Record<string, string> = { ts: '.ts', tsx: '.tsx', js: '.js', jsx: '.jsx', astro: '.tsx' };

/** Whose JSX a snippet is written in, other than React's: it says so by the types it imports. */
const FRAMEWORKS: Record<string, string> = { solid: 'solid-js', preact: 'preact' };

/** The code of a snippet as the compiler takes it; no line moves. */
function compiled({ language, code }: Snippet): string {
  if (language === 'astro') {
    // Frontmatter is a module, the rest an expression in JSX; scripts in that are modules again.
    const [, head, body] = /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(code) ?? [];
    if (body === undefined) throw new Error('An Astro file begins with ---.');
    const scripts: string[] = [];
    const markup = body.replace(/(?<=<script>)[\s\S]*?(?=<\/script>)/g, (script) => {
      scripts.push(script);
      return script.replace(/.+/g, '');
    });
    return `\n${head}export default () => (<>\n${markup}</>);${scripts.join('\n')}`;
  }
  const framework = /'imgpro-elements\/jsx\/(\w+)'/.exec(code)?.[1];
  const source = language.endsWith('x') && framework && FRAMEWORKS[framework];
  return source ? `/** @jsxImportSource ${source} */ ${code}` : code;
}

/** In TypeScript a snippet is held to `strict`; in JavaScript to names, members and arguments, which is what can be wrong there. */
const LOOSE: ts.CompilerOptions = { strict: false, allowJs: true, checkJs: true };

/**
 * The faults that the compiler finds in snippets, in a program in memory: our own package is its sources, by the condition
 * `imgpro-source` of `package.json`. A map from each snippet with faults to them.
 */
export function faultsOf(snippets: readonly Snippet[], manifest: Manifest): Map<Snippet, string[]> {
  const isLoose = ({ language }: Snippet) => language.startsWith('js');
  const tags = jsxTypes(elementsOf(manifest), (source) => `../../src/${source}.ts`);
  return new Map([
    ...check(snippets.filter(isLoose), LOOSE, tags),
    ...check(
      snippets.filter((snippet) => !isLoose(snippet)),
      {},
      tags,
    ),
  ]);
}

/** Parsed files of the library and of the sources, which the programs share. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function check(
  snippets: readonly Snippet[],
  also: ts.CompilerOptions,
  tags: Record<string, string>,
): Map<Snippet, string[]> {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  Object.assign(options, also, {
    ...{ jsx: ts.JsxEmit.ReactJSX, moduleDetection: ts.ModuleDetectionKind.Force, types: ['node'] },
    // A snippet shows one thing; that it imports a type or leaves a name unused is no fault.
    ...{ verbatimModuleSyntax: false, isolatedModules: false, rewriteRelativeImportExtensions: false },
  });
  const folder = join(root, 'snippets');
  const files = new Map<string, Snippet | null>();
  const texts = new Map<string, string>();
  const add = (name: string, text: string, snippet: Snippet | null) => {
    files.set(join(folder, name), snippet);
    texts.set(join(folder, name), text);
  };
  add('reader.d.ts', READER, null);
  add('modules.d.ts', MODULES, null);
  snippets.forEach((snippet, index) =>
    add(`snippet-${index}${EXTENSIONS[snippet.language]!}`, compiled(snippet), snippet),
  );
  for (const [file, text] of Object.entries(tags)) texts.set(join(folder, file), text);

  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, directoryExists, getSourceFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists.call(host, name);
  host.readFile = (name) => texts.get(name) ?? readFile.call(host, name);
  host.directoryExists = (name) => name.startsWith(folder) || directoryExists!.call(host, name);
  host.getSourceFile = (name, target, ...others) => {
    const text = texts.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, target);
    if (!parsed.has(name)) parsed.set(name, getSourceFile.call(host, name, target, ...others));
    return parsed.get(name);
  };
  host.resolveModuleNameLiterals = (literals, containing, redirected, given) =>
    literals.map(({ text }) => {
      // Types of the tags, which the build makes of the manifest.
      const jsx = /^imgpro-elements\/(jsx\/\w+)$/.exec(text)?.[1];
      if (jsx)
        return {
          resolvedModule: { resolvedFileName: join(folder, `${jsx}.d.ts`), extension: ts.Extension.Dts },
        };
      // The reader's own session, which every recipe of a server imports.
      const name = /^\.\/session\.(mjs|ts)$/.test(text) ? join(root, 'demo/recipes/server/session.ts') : text;
      return ts.resolveModuleName(name, containing, given, host, undefined, redirected);
    });

  const program = ts.createProgram([...files.keys()], options, host);
  const faults = new Map<Snippet, string[]>();
  for (const [name, snippet] of files) {
    const file = program.getSourceFile(name)!;
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ start = 0, messageText }) => {
        const line = file.getLineAndCharacterOfPosition(start).line + (snippet?.line ?? 1);
        return `${snippet?.page ?? name}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
      },
    );
    if (found.length === 0) continue;
    if (!snippet) throw new Error(found.join('\n'));
    faults.set(snippet, found);
  }
  return faults;
}
