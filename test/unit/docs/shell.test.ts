// The commands in the docs: each program, script, file and flag is there, and requests to the mock are sent.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveMock } from '../../../demo/mock/serve.ts';
import { root, snippetsOfKind } from './snippets.ts';

interface Package {
  name: string;
  scripts: Record<string, string>;
  bin: Record<string, string>;
  devDependencies: Record<string, string>;
}
const ours = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package;
/** The variables that the recipes and servers of the docs read from their environment. */
const settings = ['IMGPRO_KEY', 'IMGPRO_TOKEN_SECRET', 'IMGPRO_OWNER_SECRET', 'IMGPRO_URL'];

/** The words of each command of a block: without comments, assignments before a command kept, quotes taken off. */
function commandsOf(block: string): string[][] {
  const commands: string[][] = [];
  for (const line of block.replaceAll('\\\n', ' ').split('\n')) {
    let words: string[] = [];
    for (const [, quoted, double, bare] of line.matchAll(/'([^']*)'|"([^"]*)"|([^\s'"]+(?:="[^"]*")?)/g)) {
      const word = quoted ?? double ?? bare!;
      if (bare?.startsWith('#')) break;
      if (bare === '&&') {
        commands.push(words);
        words = [];
      } else words.push(word);
    }
    if (words.length > 0) commands.push(words);
  }
  return commands;
}

const helps = new Map<string, string>();
/** The help that a program prints about its flags. */
function helpOf(file: string, ...args: string[]): string {
  if (!helps.has(file)) {
    const env = { ...process.env, NODE_OPTIONS: '--conditions=imgpro-source' };
    helps.set(file, execFileSync(process.execPath, [file, ...args], { cwd: root, env, encoding: 'utf8' }));
  }
  return helps.get(file)!;
}

const flagsOf = (words: string[]): string[] =>
  words.filter((word) => word.startsWith('--') && word !== '--').map((word) => word.split('=')[0]!);
const unknownFlags = (words: string[], help: string): string[] =>
  flagsOf(words)
    .filter((flag) => !new RegExp(`${flag}\\b`).test(help))
    .map((flag) => `${flag} is no flag`);
const missingFiles = (words: string[]): string[] =>
  words
    .filter((word) => /^[\w.-]+(\/[\w.-]+)+$/.test(word) && !existsSync(join(root, word)))
    .map((path) => `${path} is not there`);

/** The program behind `node_modules/.bin`, or the file that a script runs. */
const programOf = (bin: string): string => join('node_modules/.bin', bin);
const fileOf = (script: string): string | undefined => /[\w./-]+\.ts\b/.exec(script)?.[0];

const programs: Record<string, (words: string[]) => string[]> = {
  npm: ([command, ...words]) => {
    const after = words.slice(words.indexOf('--') + 1);
    if (command === 'install') {
      const packages = words.filter((word) => !word.startsWith('-'));
      return packages
        .filter((name) => name !== ours.name && !(name in ours.devDependencies))
        .map((name) => `${name} is no package of ours`);
    }
    if (command === 'exec') {
      const [bin, ...rest] = after;
      if (!existsSync(join(root, programOf(bin!)))) return [`${bin} is no program`];
      const help = bin === 'tsc' ? ['--help', '--all'] : ['--help'];
      return [
        ...missingFiles(rest),
        ...(flagsOf(rest).length > 0 ? unknownFlags(rest, helpOf(programOf(bin!), ...help)) : []),
      ];
    }
    const name = command === 'run' ? words[0]! : command!;
    const script = ours.scripts[name];
    if (!script) return [`${name} is no script`];
    if (!words.includes('--')) return [];
    if (name === 'test') {
      const steps = readFileSync(join(root, 'test/run.ts'), 'utf8');
      return after.filter((step) => !steps.includes(`name: '${step}'`)).map((step) => `${step} is no step`);
    }
    if (name === 'mock') return unknownFlags(after, helpOf(fileOf(script)!, '--help'));
    const source = fileOf(script) ? readFileSync(join(root, fileOf(script)!), 'utf8') : script;
    return flagsOf(after)
      .filter((flag) => !source.includes(flag.slice(2)))
      .map((flag) => `${flag} is no flag`);
  },
  npx: ([bin, ...words]) =>
    bin! in ours.bin
      ? unknownFlags(words, helpOf('demo/mock/bin.ts', '--help'))
      : [`${bin} is no program of ours`],
  // Sent below.
  curl: () => [],
  export: ([assignment]) => {
    const [name, value] = assignment!.split('=');
    if (name === 'NODE_OPTIONS') return value === '--conditions' ? [] : [`${value} is no option`];
    return settings.includes(name!) ? [] : [`nothing reads ${name}`];
  },
};

/** Faults of a block of commands. */
function faultsOf(block: string): string[] {
  return commandsOf(block).flatMap((words) => {
    const [program, ...rest] = words.slice(words.findIndex((word) => !/^[A-Z_]+=/.test(word)));
    return programs[program!]?.(rest) ?? [`${program} is no command that a test knows`];
  });
}

/** A request of `curl`: `-X`, `-H`, `-d` and an address, which becomes that of another server. */
function request(words: string[], origin: string): Request {
  const value = (flag: string) => (words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined);
  const address = new URL(words.find((word) => word.startsWith('http'))!);
  const [name, ...header] = (value('-H') ?? 'accept: */*').split(':');
  return new Request(new URL(address.pathname, origin), {
    method: value('-X') ?? 'GET',
    headers: { [name!]: header.join(':').trim() },
    body: value('-d') ?? null,
  });
}

describe('commands', () => {
  test.each(snippetsOfKind('shell').map(({ at, code }) => [at, code] as const))('%s', (_at, code) => {
    expect(() => execFileSync('bash', ['-n', '-c', code])).not.toThrow();
    expect(faultsOf(code)).toEqual([]);
  });

  test('a wrong script, step, program, flag, file, package or setting is found', () => {
    const block = `npm run stroybook && npm test -- unti     # a comment
      npm exec -- vitset
      npm exec -- vitest test/unit/nowhere.test.ts --wacth
      npm run mock -- --imagse 3
      npx imgpro-mock --portt 1
      npm install sharpp
      export IMGPRO_KYE="a b"
      wget x`;
    expect(faultsOf(block)).toEqual([
      'stroybook is no script',
      'unti is no step',
      'vitset is no program',
      'test/unit/nowhere.test.ts is not there',
      '--wacth is no flag',
      '--imagse is no flag',
      '--portt is no flag',
      'sharpp is no package of ours',
      'nothing reads IMGPRO_KYE',
      'wget is no command that a test knows',
    ]);
  }, 60_000);
});

describe('requests to the mock', () => {
  let mock: Awaited<ReturnType<typeof serveMock>>;
  beforeAll(async () => {
    mock = await serveMock({ port: 0, images: 0, anonymousLimit: 'off' });
  });
  afterAll(() => mock.close());

  test('are understood', async () => {
    const known = snippetsOfKind('shell')
      .flatMap(({ code }) => commandsOf(code))
      .filter(([program]) => program === 'curl');
    expect(known.length).toBeGreaterThan(0);
    for (const words of known) {
      const answer = await fetch(request(words, mock.url));
      expect(answer.status, words.join(' ')).toBe(200);
    }
  });
});
