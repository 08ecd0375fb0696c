/** The project brings its own Node as a dev dependency; without it (`--ignore-scripts`) say so instead of failing oddly. */
export function requireNode(): void {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= 24) return;
  console.error(
    `This needs Node 24, which "npm install" brings along; running is ${process.version}. ` +
      'Run it through npm (npm start, npm test), and install without --ignore-scripts.',
  );
  process.exit(1);
}
