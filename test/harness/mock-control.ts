/** Control of a running mock, by the address that it listens at (demo/mock/README.md, Control). */

interface Mock {
  url: string;
}

async function answerOf<Answer>({ url }: Mock, path: string): Promise<Answer> {
  return (await (await fetch(url + path)).json()) as Answer;
}

/** How many images it has. */
export async function imageCount(mock: Mock): Promise<number> {
  return (await answerOf<{ counts: { images: number } }>(mock, '/__mock')).counts.images;
}

/** Sets the faults, in place of those before; none ends them. */
export async function setFaults({ url }: Mock, ...faults: object[]): Promise<void> {
  await fetch(`${url}/__mock/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
}

/** Requests that have reached it, as `METHOD /path`. */
export async function journal(mock: Mock): Promise<string[]> {
  const { requests } = await answerOf<{ requests: { method: string; path: string }[] }>(
    mock,
    '/__mock/requests',
  );
  return requests.map(({ method, path }) => `${method} ${path}`);
}

/** Moves its clock: `{ advance: '24h1m' }`. */
export async function setClock({ url }: Mock, change: { advance: string }): Promise<void> {
  await fetch(`${url}/__mock/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
}
