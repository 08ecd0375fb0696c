/**
 * `npm test`: everything CI runs, in order, and one closing line of all suites together.
 * `npm test -- unit browser` runs only the named steps. `npm test -- corpus` runs all files of the corpus, of which the
 * others take a sample; BROWSERS=chromium,firefox,webkit before it takes three engines.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { requireNode } from '../scripts/node-version.ts';
import { wantedBrowsers, type BrowserName } from './harness/browsers.ts';
import { ensureBrowsers, ensureHeadlessShell, installedEngines } from './harness/install-browsers.ts';

requireNode();
process.chdir(resolve(import.meta.dirname, '..'));
const bin = (name: string) => join('node_modules', '.bin', name);
const reports = '.cache/reports';
const about = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; version: string };
/** The package as it is published, packed once for all that look at it. */
const packed = { folder: '.cache/packed', file: `.cache/packed/${about.name}-${about.version}.tgz` };
const node = [process.execPath, '--conditions=imgpro-source'];

interface Counts {
  passed: number;
  failed: number;
}

interface Step {
  name: string;
  command: string[];
  /** Reads the counts of a suite from what it printed or wrote; a step without one counts as a single test. */
  counts?: (output: string) => Counts | undefined;
  /** The names and first words of what failed, told again at the end. */
  failures?: (output: string) => string[];
  env?: Record<string, string>;
  /** Leaves the processor to the steps beside it: element tests wait for pages that a busy machine holds up. */
  givesWay?: boolean;
  /** Runs only if it is named. */
  onlyNamed?: boolean;
  /** Another step, which runs before this one also where only this one is named. */
  needs?: string;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

interface PlaywrightSuite {
  specs?: {
    title: string;
    file: string;
    ok: boolean;
    tests: { results: { error?: { message: string } }[] }[];
  }[];
  suites?: PlaywrightSuite[];
}

interface PlaywrightReport extends PlaywrightSuite {
  stats: { expected: number; unexpected: number; flaky: number };
}

function report<Report, Value>(file: string, read: (json: Report) => Value): () => Value | undefined {
  return () => {
    const path = join(reports, file);
    return existsSync(path) ? read(JSON.parse(readFileSync(path, 'utf8')) as Report) : undefined;
  };
}

/** The first lines of a message; CI keeps little of the output. */
const gist = (message = '') =>
  stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 9)
    .map((line) => line.trim().slice(0, 120))
    .join('\n    ');

const vitest = (file: string, ...args: string[]): Pick<Step, 'command' | 'counts' | 'failures'> => ({
  command: [bin('vitest'), 'run', ...args, '--reporter=json', `--outputFile.json=${reports}/${file}`],
  counts: report<VitestReport, Counts>(file, ({ numPassedTests, numFailedTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
  })),
  failures: () =>
    report<VitestReport, string[]>(file, ({ testResults }) =>
      testResults.flatMap(({ name, status, message, assertionResults }) => {
        const failed = assertionResults.filter((test) => test.status === 'failed');
        if (failed.length === 0) return status === 'failed' ? [`${name}\n    ${gist(message)}`] : [];
        return failed.map(
          ({ fullName, failureMessages }) => `${name} › ${fullName}\n    ${gist(failureMessages[0])}`,
        );
      }),
    )() ?? [],
});

const specsOf = (suite: PlaywrightSuite): NonNullable<PlaywrightSuite['specs']> => [
  ...(suite.specs ?? []),
  ...(suite.suites ?? []).flatMap(specsOf),
];

const playwright = (file: string): Pick<Step, 'counts' | 'failures'> => ({
  counts: report<PlaywrightReport, Counts>(file, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
  })),
  failures: () =>
    report<PlaywrightReport, string[]>(file, (json) =>
      specsOf(json).flatMap(({ title, file: spec, tests }) => {
        const error = tests.flatMap(({ results }) => results).find((result) => result.error)?.error;
        return error ? [`${spec} › ${title}\n    ${gist(error.message)}`] : [];
      }),
    )() ?? [],
});

const webTestRunner: Pick<Step, 'counts' | 'failures'> = {
  counts: (output) => {
    // The last line of each browser.
    const last = new Map<string, Counts>();
    for (const [, browser, passed, failed] of output.matchAll(/^(\w+): .*?(\d+) passed, (\d+) failed/gm))
      last.set(browser!, { passed: Number(passed), failed: Number(failed) });
    return [...last.values()].reduce<Counts | undefined>(
      (sum, { passed, failed }) => ({
        passed: (sum?.passed ?? 0) + passed,
        failed: (sum?.failed ?? 0) + failed,
      }),
      undefined,
    );
  },
  failures: (output) => [
    ...new Set([...output.matchAll(/^ *(?:𐄂|❌) *(.+(?:\n +.+){0,3})/gmu)].map(([, text]) => text!)),
  ],
};

/** Steps of one lane follow each other; the lanes of a stage run at the same time, for none keeps two cores busy. */
type Stage = Step[][];

/**
 * Element tests that Firefox and WebKit run in `npm test`: where engines differ in layout, input, focus, forms, storage.
 * `npm run test:browsers` runs all of them.
 */
const ENGINE_FILES = [
  'test/browser/gallery/{gallery,interaction,navigation,selection,viewer}.test.ts',
  'test/browser/image/{html,states}.test.ts',
  'test/browser/shared/{connection,element}.test.ts',
  'test/browser/uploader/{access,drops,editor,fields,form,recover,row-menu,uploader}.test.ts',
];

const inEngine = (name: BrowserName): Step => ({
  name,
  command: [...node, bin('wtr'), ...ENGINE_FILES.flatMap((file) => ['--files', file])],
  env: { BROWSERS: name },
  ...webTestRunner,
});

const stages = (engines: readonly BrowserName[]): Stage[] => [
  // First: the stories import it.
  [
    [
      {
        name: 'manifest',
        command: [bin('cem'), 'analyze', '--config', 'custom-elements-manifest.config.mjs', '--quiet'],
      },
    ],
  ],
  [
    [
      { name: 'types', command: [bin('tsc'), '--noEmit'] },
      { name: 'format', command: [bin('prettier'), '--check', '--log-level=warn', '.'] },
    ],
    [
      { name: 'lint', command: [bin('eslint'), '.', '--max-warnings=0'] },
      { name: 'build', command: [...node, 'scripts/build.ts', '--package'] },
      {
        name: 'pack',
        command: ['npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', packed.folder],
      },
    ],
  ],
  [
    [
      { name: 'browser', command: [...node, bin('wtr')], ...webTestRunner },
      // One engine a lane: these two take about as long.
      ...engines.filter((name) => name === 'webkit').map(inEngine),
    ],
    [
      {
        name: 'unit',
        ...vitest('unit.json', '--reporter=default', '--exclude', 'test/package/**'),
        givesWay: true,
      },
      { name: 'unused code', command: [bin('knip')] },
      { name: 'size', command: [bin('size-limit')] },
      { name: 'publint', command: [bin('publint'), '--strict'] },
      {
        name: 'type exports',
        command: [
          bin('attw'),
          packed.file,
          '--profile',
          'esm-only',
          '--exclude-entrypoints',
          'imgpro.css',
          '--format',
          'ascii',
        ],
        needs: 'pack',
      },
      {
        name: 'package',
        ...vitest('package.json', '--reporter=default', 'test/package'),
        env: { IMGPRO_TARBALL: packed.file },
        needs: 'pack',
        givesWay: true,
      },
      ...engines.filter((name) => name === 'firefox').map(inEngine),
    ],
  ],
  // Every file of the corpus: in Node against the mock and independent libraries, then in browsers.
  [
    [
      {
        name: 'corpus',
        onlyNamed: true,
        ...vitest('corpus.json', '--reporter=dot', 'test/unit/corpus.test.ts'),
      },
      {
        name: 'corpus',
        onlyNamed: true,
        command: [...node, bin('wtr'), '--files', 'test/browser/corpus/*.test.ts'],
        env: { CORPUS: 'full' },
        ...webTestRunner,
      },
    ],
  ],
  [[{ name: 'e2e', command: [bin('playwright'), 'test'], ...playwright('e2e.json') }]],
  [
    // Pictures of the built elements, with a font of the repository's own.
    [
      {
        name: 'visual',
        command: [bin('playwright'), 'test', '--config', 'test/visual/playwright.config.ts'],
        ...playwright('visual.json'),
      },
    ],
    [
      {
        name: 'storybook',
        command: [bin('storybook'), 'build', '--quiet', '--output-dir', 'storybook-static'],
      },
    ],
  ],
  [
    [
      {
        name: 'stories',
        command: [bin('playwright'), 'test', '--config', 'test/stories/playwright.config.ts'],
        ...playwright('stories.json'),
      },
    ],
  ],
];

/** Runs a step; its output is shown as it comes, or whole at the end where other steps run at the same time. */
function run(step: Step, isAlone: boolean): Promise<{ code: number; output: string }> {
  const [command, ...args] = step.command as [string, ...string[]];
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0', NODE_OPTIONS: '--conditions=imgpro-source', ...step.env },
    });
    if (step.givesWay && child.pid !== undefined)
      setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    let output = '';
    if (isAlone) console.log(`\n── ${step.name} ──`);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (isAlone) process.stdout.write(chunk);
      });
    }
    child.once('error', fail);
    child.once('close', (code) => {
      if (!isAlone) console.log(`\n── ${step.name} ──\n${output}`);
      done({ code: code ?? 1, output: stripVTControlCharacters(output) });
    });
  });
}

const wanted = process.argv.slice(2);
const known = stages(['firefox', 'webkit']).flat(2);
const unknown = wanted.filter((name) => !known.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no step ${unknown.join(', ')}. There are: ${[...new Set(known.map(({ name }) => name))].join(', ')}.`,
  );
  process.exit(1);
}

const needed = known.flatMap(({ name, needs = [] }) => (wanted.includes(name) ? needs : []));

const isWanted = ({ name, onlyNamed = false }: Step): boolean =>
  wanted.length > 0 ? wanted.includes(name) || needed.includes(name) : !onlyNamed;

await ensureBrowsers(wantedBrowsers());
ensureHeadlessShell();
const engines = installedEngines(
  (['firefox', 'webkit'] as const).filter((name) => wanted.length === 0 || wanted.includes(name)),
);
rmSync(reports, { recursive: true, force: true });
for (const folder of [reports, packed.folder]) mkdirSync(folder, { recursive: true });

const total: Counts = { passed: 0, failed: 0 };
const lines: string[] = [];
const failures: string[] = [];

async function take(step: Step, isAlone: boolean): Promise<void> {
  const started = performance.now();
  const { code, output } = await run(step, isAlone);
  const counts = step.counts?.(output) ?? { passed: 0, failed: 0 };
  const counted = counts.passed + counts.failed > 0;
  // A suite that ended badly has failed, whatever it counted; one that should count and did not, too.
  if (!counted) counts[code === 0 && !step.counts ? 'passed' : 'failed'] = 1;
  else if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (counts.failed > 0) {
    const told = step.failures?.(output) ?? [];
    failures.push(
      ...(told.length > 0 ? told : [output.trim().split('\n').slice(-12).join('\n    ')]).map(
        (text) => `[${step.name}] ${text}`,
      ),
    );
  }
  total.passed += counts.passed;
  total.failed += counts.failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  lines.push(
    `${counts.failed === 0 ? 'ok    ' : 'FAILED'} ${step.name.padEnd(14)} ${String(counts.passed).padStart(5)} passed ${String(counts.failed).padStart(3)} failed ${seconds.padStart(7)} s`,
  );
}

for (const stage of stages(engines)) {
  const lanes = stage.map((lane) => lane.filter(isWanted)).filter((lane) => lane.length > 0);
  await Promise.all(
    lanes.map(async (lane) => {
      for (const step of lane) await take(step, lanes.length === 1);
    }),
  );
}

console.log(`\n${lines.join('\n')}`);
// Below the table: what is at the end is read first, and kept longest.
if (failures.length > 0) console.log(`\n── what failed ──\n${failures.join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
