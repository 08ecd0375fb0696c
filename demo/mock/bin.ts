#!/usr/bin/env node
/** The `imgpro-mock` command: says what it lacks before it begins, since a site that never runs it installs none of that. */
const NEEDED = ['sharp', 'heic-decode'];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(
    `imgpro-mock needs Node 22.13 or later, for its built-in SQLite; running is ${process.version}.`,
  );
  process.exit(1);
}

try {
  await import('./cli.ts');
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const missing = NEEDED.filter((name) => code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${name}'`));
  if (missing.length === 0) throw error;
  console.error(`imgpro-mock draws real pixels with ${NEEDED.join(' and ')}. Install them:

  npm install --save-dev ${NEEDED.join(' ')}
`);
  process.exit(1);
}

export {};
