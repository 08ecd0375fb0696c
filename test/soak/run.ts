/**
 * The soak: many uploads under many faults, in real browsers, through the demo's token gateway and the mock.
 * `node --conditions=imgpro-source test/soak/run.ts [--count 2000] [--browsers chromium,firefox,webkit] [--seed 1] [--rate 0.3] [--offline 8] [--reloads 6]`
 * Ends with 0 when every picture is there exactly once, with its own bytes and its own caption.
 */
import { parseArgs } from 'node:util';
import { buildAll, isStale } from '../../scripts/build.ts';
import { ensureBrowsers } from '../harness/install-browsers.ts';
import { wantedBrowsers } from '../harness/browsers.ts';
import { startDriver } from './drivers/index.ts';
import { reportText } from './report.ts';
import { soak } from './soak.ts';
import { isSound } from './verify.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    browsers: { type: 'string', default: 'chromium,firefox,webkit' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '0.3' },
    offline: { type: 'string', default: '8' },
    reloads: { type: 'string', default: '6' },
    patience: { type: 'string', default: '120' },
    quiet: { type: 'boolean', default: false },
  },
});
const browsers = wantedBrowsers(values.browsers);
await ensureBrowsers(browsers);
if (isStale()) {
  console.log('Building the elements …');
  await buildAll();
}
let sound = true;
for (const browser of browsers) {
  const report = await soak({
    browser,
    start: startDriver[browser],
    count: Number(values.count),
    seed: Number(values.seed),
    rate: Number(values.rate),
    offlineSpells: Number(values.offline),
    reloads: Number(values.reloads),
    patience: Number(values.patience),
    onProgress: values.quiet ? undefined : (line) => console.log(`  ${browser}: ${line}`),
  });
  console.log(reportText(report));
  sound &&= isSound(report) && !report.gaveUp;
}
process.exit(sound ? 0 : 1);
