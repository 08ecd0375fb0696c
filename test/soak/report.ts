import type { SoakReport } from './soak.ts';
import { isSound } from './verify.ts';

/** A run, for people. */
export function reportText(report: SoakReport): string {
  const { options, requests, faults } = report;
  const struck = Object.values(faults).reduce((sum, times) => sum + times, 0);
  const some = (list: readonly unknown[]) =>
    list.length === 0 ? '0' : `${list.length} (${list.slice(0, 8).join('; ')}${list.length > 8 ? ' …' : ''})`;
  return [
    `${isSound(report) && !report.gaveUp ? 'SOUND ' : 'BROKEN'} ${options.browser}: ${report.images} images of ${options.count} files, seed ${options.seed}, ${report.seconds.toFixed(0)} s`,
    `  lost ${some(report.lost)} · doubled ${some(report.doubled)} · mixed up ${some(report.mixedUp)} · strange ${some(report.strange)}`,
    `  ${requests.uploads} uploads reached the gateway (${(requests.uploads / options.count).toFixed(2)} a file), ${requests.upstream} the API; ${requests.tokens} token requests`,
    `  ${report.offlineSpells} offline spells (by ${report.offlineBy}), ${report.reloads} reloads, "try again" pressed ${report.pressed} times`,
    ...report.reasons.map((reason) => `    because of ${reason}`),
    `  ${struck} faults in ${requests.uploads + requests.tokens} requests:`,
    ...Object.entries(faults)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, times]) => `    ${String(times).padStart(5)}  ${kind}`),
    ...(report.gaveUp ? [`  GIVEN UP: ${report.gaveUp}`] : []),
  ].join('\n');
}
