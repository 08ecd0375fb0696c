import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

export interface Named {
  name: string;
  description?: string;
  /** Of an attribute: its property. */
  fieldName?: string;
}

export interface Declaration {
  tagName?: string;
  summary?: string;
  attributes?: Named[];
  members?: Named[];
  events?: Named[];
  slots?: Named[];
  cssParts?: Named[];
  cssProperties?: Named[];
  cssStates?: Named[];
}

const root = resolve(import.meta.dirname, '../../..');

/** The elements by their tags, as the class docs have them now: `custom-elements.json`, made anew. */
export function readManifest(): Map<string, Declaration> {
  const folder = mkdtempSync(join(tmpdir(), 'imgpro-manifest-'));
  try {
    execFileSync(
      process.execPath,
      [
        'node_modules/@custom-elements-manifest/analyzer/cem.js',
        'analyze',
        '--config',
        'custom-elements-manifest.config.mjs',
        '--quiet',
        '--outdir',
        relative(root, folder),
      ],
      { cwd: root },
    );
    const { modules } = JSON.parse(readFileSync(join(folder, 'custom-elements.json'), 'utf8')) as {
      modules: { declarations?: Declaration[] }[];
    };
    const declarations = modules.flatMap(({ declarations = [] }) => declarations);
    return new Map(declarations.filter(({ tagName }) => tagName).map((each) => [each.tagName!, each]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
