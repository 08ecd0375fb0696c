import { CORE_CHECKS } from './checks.ts';
import { DELIVERY_CHECKS } from './checks-delivery.ts';
import { EDGE_CHECKS } from './checks-edges.ts';
import { KEY_CHECKS } from './checks-keys.ts';
import { Probe, type KeyName, type Keys } from './probe.ts';

const CHECKS = [...CORE_CHECKS, ...EDGE_CHECKS, ...DELIVERY_CHECKS, ...KEY_CHECKS];

/** The option of the command line that gives a key. */
const OPTIONS: Record<KeyName, string> = {
  key: '--key',
  read: '--read-key',
  write: '--write-key',
  full: '--full-key',
  other: '--other-key',
  app: '--app-key',
};

export interface VerifyResult {
  section: string;
  name: string;
  outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped. */
  reason?: string;
}

/** Holds any implementation to the contract, over HTTP, as far as the keys allow. Deletes the images it stores by key. */
export async function verify(
  base: string,
  keys: Keys,
  report: (result: VerifyResult) => void = () => {},
): Promise<VerifyResult[]> {
  const results: VerifyResult[] = [];
  for (const check of CHECKS) {
    const { section, name } = check;
    const tell = (outcome: VerifyResult['outcome'], reason?: string): void => {
      const result = { section, name, outcome, ...(reason !== undefined && { reason }) };
      results.push(result);
      report(result);
    };
    const missing = check.needs.filter((name) => !keys[name]);
    if (missing.length > 0) {
      tell('skipped', `needs ${missing.map((name) => OPTIONS[name]).join(' and ')}`);
      continue;
    }
    const probe = new Probe(base, keys);
    try {
      await check.run(probe);
      tell('passed');
    } catch (error) {
      tell('failed', error instanceof Error ? explain(error) : String(error));
    } finally {
      await probe.clean().catch(() => {});
    }
  }
  return results;
}

function explain(error: Error): string {
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return error.message.split('\n').filter((line) => line.trim() !== '').slice(0, 12).join('\n') + cause; // prettier-ignore
}

/** Prints a report for people; resolves with the exit code. */
export async function verifyCommand(base: string, keys: Keys): Promise<number> {
  const paint = (code: number, text: string): string =>
    process.stdout.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text;
  console.log(`Checking ${base}${keys.key ? '' : ' without a key'}\n`);
  const results = await verify(base, keys, ({ section, name, outcome, reason }) => {
    const mark =
      outcome === 'passed' ? paint(32, '✓') : outcome === 'failed' ? paint(31, '✗') : paint(33, '–');
    console.log(`${mark} ${section.padEnd(11)} ${name}${outcome === 'skipped' ? ` (${reason})` : ''}`);
    if (outcome === 'failed') console.log(paint(31, `${reason}`.replace(/^/gm, ' '.repeat(14))));
  });
  const count = (outcome: VerifyResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  console.log(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
  return count('failed') > 0 ? 1 : 0;
}
