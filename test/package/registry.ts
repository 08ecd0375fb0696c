import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { WHOLE } from './bundlers.ts';
import { env } from './project.ts';

/** Whether npm can fetch packages. */
async function answers(): Promise<boolean> {
  const options = ['--prefer-online', '--fetch-retries=0', '--fetch-timeout=15000'];
  return promisify(execFile)('npm', ['view', 'npm', 'name', ...options], { env }).then(
    () => true,
    () => false,
  );
}

/**
 * Whether projects can be made that need more packages than this repository has. Without a network `npm test` leaves them
 * out, and says so; `npm run test:package` tries all the same.
 */
export const canInstall = WHOLE || (await answers());

if (!canInstall)
  console.warn('The registry of npm cannot be reached: projects with packages from there are left out.');
