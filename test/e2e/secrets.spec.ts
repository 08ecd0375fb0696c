// The secret key stays on the server: nothing a browser sends or receives holds one.
import { choose, expect, jpeg, test, storedCount } from '../harness/e2e.ts';

test('no secret key is in any traffic, and every upload carries the minted token', async ({ page }) => {
  const secrets: string[] = [];
  const uploads: string[] = [];
  const look = (where: string, text: string | null | undefined) => {
    if (/img_(live|sk)_/.test(text ?? '')) secrets.push(where);
  };
  page.on('request', (request) => {
    look(
      `${request.method()} ${request.url()}`,
      request.url() + JSON.stringify(request.headers()) + (request.postData() ?? ''),
    );
    if (request.method() === 'POST' && request.url().endsWith('/images')) {
      uploads.push(request.headers()['authorization'] ?? 'none');
    }
  });
  const bodies: Promise<void>[] = [];
  page.on('response', (response) => {
    if (/image\//.test(response.headers()['content-type'] ?? '')) return;
    bodies.push(
      response.text().then(
        (text) => look(`answer of ${response.url()}`, text + JSON.stringify(response.headers())),
        () => {}, // a redirect or an aborted request has no body
      ),
    );
  });

  await page.goto('/');
  await choose(page, [await jpeg(800, 600, 'one.jpg'), await jpeg(800, 600, 'two.jpg')]);
  await expect.poll(() => storedCount(page)).toBe(2);
  await expect(page.locator('imgpro-gallery [part~=tile] img')).toHaveCount(2);
  await Promise.all(bodies);

  // The documentation in our own script names the pattern it refuses; a whole key is what must not appear.
  expect(secrets.filter((where) => !/\/dist\//.test(where))).toEqual([]);
  expect(uploads).toHaveLength(2);
  for (const authorization of uploads) expect(authorization).toMatch(/^Bearer eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
});
