import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';
import { DEFAULT_API_URL } from '../api/index.ts';
import type { UploadConnection } from '../upload/send/connection.ts';
import { keyFor, uploadOf } from './file-meta.ts';
import type { Semaphore } from '../upload/send/semaphore.ts';

/** The part of Uppy's Companion client that we call; its queue has the form of Uppy's own. */
interface CompanionClient {
  uploadRemoteFile(
    file: object,
    request: object,
    options: { signal: AbortSignal; getQueue(): object },
  ): Promise<void>;
}

/**
 * Has Companion send a file that it holds. The form, the token and the key are ours; retries and progress are its own,
 * and it reports their end by itself.
 */
export async function sendRemote<M extends Meta, B extends Body>(
  uppy: Uppy<M, B>,
  file: Extract<UppyFile<M, B>, { isRemote: true }>,
  options: {
    connection: UploadConnection;
    allowed: readonly string[] | undefined;
    slots: Semaphore;
    signal: AbortSignal;
  },
): Promise<void> {
  const { connection, allowed, slots, signal } = options;
  const { tokens, apiUrl } = connection;
  const grant = tokens ? await tokens.get({ signal }) : null;
  const base = apiUrl ?? grant?.apiUrl ?? DEFAULT_API_URL;
  const request = {
    ...file.remote.body,
    protocol: 'multipart',
    endpoint: `${base.replace(/\/+$/, '')}/images`,
    size: file.data.size,
    fieldname: 'file',
    metadata: uploadOf(file, allowed).fields,
    httpMethod: 'POST',
    useFormData: true,
    headers: {
      Accept: 'application/json',
      'Idempotency-Key': keyFor(file, allowed).key,
      ...(grant?.token && { Authorization: `Bearer ${grant.token}` }),
    },
  };
  const getQueue = () => ({
    wrapPromiseFunction: (work: () => Promise<unknown>) => () => {
      const turn = (async () => {
        const leave = await slots.take(signal);
        try {
          return await work();
        } finally {
          leave();
        }
      })();
      return Object.assign(turn, { abortOn: () => turn });
    },
  });
  await uppy
    .getRequestClientForFile<CompanionClient>(file)
    .uploadRemoteFile(file, request, { signal, getQueue });
}
