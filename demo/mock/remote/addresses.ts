/** The exceptions of `--allow-import-from`: `host` or `host:port`. */
export function isException(url: URL, exceptions: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return exceptions.some((each) => each === url.hostname || each === `${url.hostname}:${port}`);
}
