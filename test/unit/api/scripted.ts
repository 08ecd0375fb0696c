import { ImgproClient } from '../../../src/api/index.ts';
import type { ClientOptions } from '../../../src/api/index.ts';
import { apiImage } from '../../harness/api-image.ts';

/** One request as the service would see it. */
export interface Seen {
  method: string;
  url: URL;
  headers: Headers;
  /** A form's entries, or the parsed JSON. */
  body: unknown;
  form: FormData | null;
  signal: AbortSignal;
}

export type Answer = Response | Error | ((seen: Seen) => Response | Promise<Response>);

/** A `fetch` that gives the answers of a script, one a request, and remembers what it was asked; the last one repeats. */
export function scripted(...answers: Answer[]): { fetch: typeof fetch; seen: Seen[] } {
  const seen: Seen[] = [];
  const scriptedFetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const form = init.body instanceof FormData ? init.body : null;
    const request: Seen = {
      method: init.method ?? 'GET',
      url: new URL(String(url)),
      headers: new Headers(init.headers),
      body: form ? [...form] : typeof init.body === 'string' ? JSON.parse(init.body) : null,
      form,
      signal: init.signal!,
    };
    seen.push(request);
    const answer = answers[Math.min(seen.length, answers.length) - 1]!;
    if (answer instanceof Error) throw answer;
    return answer instanceof Response ? answer.clone() : answer(request);
  };
  return { fetch: scriptedFetch, seen };
}

/** A client with a key before a scripted service. */
export function scriptedClient(answers: Answer[], options: ClientOptions = { apiKey: 'img_live_demo' }) {
  const { fetch, seen } = scripted(...answers);
  return { client: new ImgproClient({ fetch, ...options }), seen };
}

export const image = (over: object = {}): Record<string, unknown> => ({
  ...apiImage({
    sizes: { small: { url: 'https://src.img.pro/4j2/abc12345.jpg?size=s', width: 426, height: 320 } },
  }),
  ...over,
});

export const list = (ids: string[], next: string | null = null): Response =>
  Response.json({
    object: 'list',
    data: ids.map((id) => image({ id })),
    pagination: { has_more: next !== null, next_cursor: next, next_url: null },
  });

/** An error answer of the service. */
export const failure = (
  status: number,
  code: string,
  headers: HeadersInit = {},
  over: object = {},
): Response =>
  Response.json(
    { error: { type: 'api_error', code, message: `It is ${code}`, ...over } },
    { status, headers },
  );

/** The reason a promise rejects with. */
export const reasonOf = (promise: PromiseLike<unknown>): Promise<any> =>
  Promise.resolve(promise).then(
    () => {
      throw new Error('it did not reject');
    },
    (error: unknown) => error,
  );
