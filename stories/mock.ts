let started: Promise<string> | undefined;

/**
 * Starts the mock of the API in a service worker beside the stories; resolves with its base address. Stories are
 * anonymous for uploads, and read the seeded account with `demoClient()`.
 */
export function startMock(): Promise<string> {
  return (started ??= (async () => {
    const script = new URL('mock-worker.js', document.baseURI);
    const registration = await navigator.serviceWorker.register(script, { type: 'module' });
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
    }
    return new URL('mock/v1', registration.scope).href;
  })());
}
