// The soak in short: see test/soak/run.ts for the long one, in three browsers.
import { expect, test } from '@playwright/test';
import { startDriver } from '../soak/drivers/index.ts';
import { reportText } from '../soak/report.ts';
import { soak } from '../soak/soak.ts';

test('200 uploads under faults, without a network at times, over reloads: each picture is stored exactly once', async () => {
  test.setTimeout(180_000);
  const report = await soak({
    browser: 'chromium',
    start: startDriver.chromium,
    count: 200,
    seed: 20,
    rate: 0.3,
    offlineSpells: 2,
    reloads: 3,
    patience: 60,
  });
  console.log(reportText(report));
  const { lost, doubled, mixedUp, strange, images, gaveUp } = report;
  expect({ lost, doubled, mixedUp, strange, images, gaveUp }).toEqual({
    lost: [],
    doubled: [],
    mixedUp: [],
    strange: [],
    images: 200,
    gaveUp: null,
  });
});
