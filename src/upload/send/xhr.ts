import { ImgproError } from '../../api/index.ts';

/** One request as it goes out. */
export interface XhrRequest {
  url: string;
  headers: Record<string, string>;
  body: XMLHttpRequestBodyInit;
  /** Milliseconds without a byte moving after which it is given up. */
  stallTimeout: number;
  /** Called with the share of the body that is sent, 0 to 1; null where the browser will not tell. */
  onProgress(share: number | null): void;
  signal: AbortSignal;
}

export interface XhrAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/**
 * How long a body of so many bytes may be under way unseen (ms): on a page with a service worker, which may answer, until
 * there is a report. Of a request that a worker answers, even by passing it on, browsers report no progress. It is
 * given the time that it takes on a slow line, 16 bytes a millisecond.
 */
export function unseenTime(bytes: number): number {
  try {
    return navigator.serviceWorker?.controller ? bytes / 16 : 0;
  } catch {
    return 0; // a sandboxed frame has no workers
  }
}

/**
 * One POST, sent once. XMLHttpRequest, since `fetch` reports no progress of a request's body.
 * @throws ImgproError `network_error` without an answer, `timeout` when it fell silent; the signal's reason on abort
 */
export function sendByXhr(request: XhrRequest): Promise<XhrAnswer> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const xhr = new XMLHttpRequest();
    let watchdog: ReturnType<typeof setTimeout>;
    let moved = performance.now();
    const end = (settle: () => void) => {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', stop);
      settle();
    };
    const fail = (reason: unknown) => end(() => reject(reason as Error));
    const stop = () => {
      fail(signal.reason);
      xhr.abort();
    };
    // A connection that has gone silent may stay so for hours: nothing else would end it. One timer, for progress is
    // reported up to twenty times a second.
    const watch = (wait: number) => {
      watchdog = setTimeout(() => {
        const left = moved + request.stallTimeout - performance.now();
        if (left > 0) return watch(left);
        fail(new ImgproError('The upload made no progress for a while.', { code: 'timeout' }));
        xhr.abort();
      }, wait);
    };
    const move = () => (moved = performance.now());
    xhr.open('POST', request.url);
    for (const [name, value] of Object.entries(request.headers)) xhr.setRequestHeader(name, value);
    xhr.upload.addEventListener('loadstart', ({ total }) => {
      const unseen = unseenTime(total);
      moved += unseen; // ahead: until a report says where it is
      if (unseen) request.onProgress(null);
    });
    xhr.upload.addEventListener('progress', (event) => {
      if (signal.aborted) return;
      move();
      if (event.lengthComputable && event.total > 0) request.onProgress(event.loaded / event.total);
    });
    xhr.addEventListener('progress', move);
    xhr.addEventListener('load', () =>
      end(() => resolve({ status: xhr.status, headers: headersOf(xhr), text: xhr.responseText })),
    );
    xhr.addEventListener('error', () =>
      fail(new ImgproError('No answer came: the connection was lost or refused.', { code: 'network_error' })),
    );
    signal.addEventListener('abort', stop, { once: true });
    watch(request.stallTimeout);
    xhr.send(request.body);
  });
}

/** All headers at once: asking for a single one that is not exposed logs an error in browsers. */
export function headersOf(xhr: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const line of xhr
    .getAllResponseHeaders()
    .trim()
    .split(/[\r\n]+/)) {
    const at = line.indexOf(':');
    if (at > 0) headers.append(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  return headers;
}
