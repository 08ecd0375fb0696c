/** Test files that a name means: the file itself, or all that have it in their names. */
export function filesNamed(name: string, files: readonly string[]): string[] {
  const path = name.replaceAll('\\', '/').replace(/^\.\//, '');
  if (files.includes(path)) return [path];
  const last = (file: string) => file.slice(file.lastIndexOf('/') + 1);
  const exact = files.filter((file) => last(file) === `${path}.test.ts` || last(file) === path);
  return exact.length > 0 ? exact : files.filter((file) => file.includes(path));
}

/** The runner of a test file below `node_modules`, and its arguments. */
export function commandOf(file: string): string[] {
  return file.startsWith('test/browser/')
    ? ['@web/test-runner/dist/bin.js', '--watch', '--files', file]
    : ['vitest/vitest.mjs', 'watch', file];
}
