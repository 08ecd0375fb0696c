import { CHECKS } from './checks.ts';
import { Probe } from './probe.ts';

export interface VerifyResult {
  section: string;
  name: string;
  outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped. */
  reason?: string;
}

/** Holds any implementation to the contract, over HTTP. What it stores with the key it deletes again. */
export async function verify(
  base: string,
  key: string | null,
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
    if (check.keyed && key === null) {
      tell('skipped', 'needs --key');
      continue;
    }
    const probe = new Probe(base, key);
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
export async function verifyCommand(base: string, key: string | null): Promise<number> {
  const paint = (code: number, text: string): string =>
    process.stdout.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text;
  console.log(`Checking ${base}${key === null ? ' without a key' : ''}\n`);
  const results = await verify(base, key, ({ section, name, outcome, reason }) => {
    const mark =
      outcome === 'passed' ? paint(32, '✓') : outcome === 'failed' ? paint(31, '✗') : paint(33, '–');
    console.log(`${mark} ${section.padEnd(4)} ${name}${outcome === 'skipped' ? ` (${reason})` : ''}`);
    if (outcome === 'failed') console.log(paint(31, `${reason}`.replace(/^/gm, '         ')));
  });
  const count = (outcome: VerifyResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  console.log(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
  return count('failed') > 0 ? 1 : 0;
}
