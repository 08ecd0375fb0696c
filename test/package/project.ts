import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const root = resolve(import.meta.dirname, '../..');

/** The environment of a reader's terminal: nothing of this repository's npm and test runner, nor its condition for sources. */
export const env: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(NODE_(OPTIONS|ENV)|VITEST|INIT_CWD|npm_(package|lifecycle|config_local_prefix|command))/.test(name),
  ),
);

/** A project of a reader's: the packed package and others, installed by npm from its cache or the registry. */
export interface Project {
  folder: string;
  /** The package in it. */
  installed: string;
  /** Bytes of the packed file. */
  packedSize: number;
  write(name: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * @param packages Names of packages, in the version that this repository is developed with; or with a version.
 * @param files A folder of files that the project begins with, its own `package.json` among them.
 */
export async function installedProject(packages: string[] = [], files?: string): Promise<Project> {
  if (!existsSync(join(root, 'dist/server.js')) || !existsSync(join(root, 'dist/types')))
    throw new Error('The package is not built: run "npm run build" first, or the whole of "npm test".');
  const folder = await mkdtemp(join(tmpdir(), 'imgpro-project-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  let packedSize: number;
  try {
    const tarball = await packedFile(folder);
    packedSize = statSync(tarball).size;
    if (files) await cp(files, folder, { recursive: true });
    else
      await writeFile(
        join(folder, 'package.json'),
        '{ "name": "project", "private": true, "type": "module" }',
      );
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--silent'];
    await npm(folder, 'install', ...quiet, tarball, ...packages.map(versioned));
  } catch (error) {
    await remove();
    throw error;
  }
  const write = async (name: string, text: string) => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };
  return { folder, installed: join(folder, 'node_modules/imgpro-elements'), packedSize, write, remove };
}

const npm = (cwd: string, ...args: string[]) => run('npm', args, { cwd, env, timeout: 400_000 });

/** The packed package: the file that `npm test` made for all its projects, or one that is made now in the project's folder. */
async function packedFile(folder: string): Promise<string> {
  const made = process.env['IMGPRO_TARBALL'];
  if (made) return resolve(root, made);
  await npm(root, 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
  return join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.tgz'))!,
  );
}

function versioned(name: string): string {
  if (name.includes('@', 1)) return name;
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  return `${name}@${devDependencies[name]!}`;
}

/** The first code block under a heading of the README. */
export function readmeBlock(heading: string): string {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const section = text.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`));
  const code = section && /```\w+\n([\s\S]*?)```/.exec(section)?.[1];
  if (!code) throw new Error(`The README has no code under "${heading}".`);
  return code;
}
