import { deferred } from '../deferred.ts';
import busboy from 'busboy';
import { Readable } from 'node:stream';
import { BrokenBody, type Blobs, type Bodies, type FilePart, type Form } from '../ports.ts';

/** Bounds of a form; a sound client is far below each (demo/mock/README.md, Creating: at most 50 custom fields of 1,024 characters). */
const MAX_FIELDS = 200;
const MAX_FIELD_BYTES = 64_000;
const MAX_NAME_BYTES = 1_000;
const MAX_FILES = 4;

/** Reads multipart bodies in Node: each file goes straight to the blobs as it arrives, nothing is held in memory. */
export class BusboyBodies implements Bodies {
  readonly #blobs: Blobs;

  constructor(blobs: Blobs) {
    this.#blobs = blobs;
  }

  async form(request: Request, limits: { fileBytes: number; signal?: AbortSignal }): Promise<Form> {
    if (!request.body) throw new BrokenBody('The body is empty.');
    const form: Form = { fields: [], files: [], bytes: 0 };
    try {
      await this.#read(request, form, limits);
      return form;
    } catch (error) {
      await Promise.all(form.files.map((file) => file.staged.discard()));
      throw error;
    }
  }

  async #read(
    request: Request,
    form: Form,
    limits: { fileBytes: number; signal?: AbortSignal },
  ): Promise<void> {
    const parser = open(request.headers.get('content-type') ?? '', limits.fileBytes);
    const writing: Promise<unknown>[] = [];
    const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
    const done = deferred<void>();
    let stopped = false;
    const stop = (error: unknown): void => {
      if (stopped) return;
      stopped = true;
      body.unpipe(parser);
      // The rest of the body is read and thrown away, so that the sender gets its answer.
      body.on('error', () => {}).resume();
      parser.destroy();
      done.reject(error);
    };

    body.on('data', (chunk: Uint8Array) => (form.bytes += chunk.length));
    body.on('error', (error) => stop(new BrokenBody(`The body ended early: ${error.message}`)));
    limits.signal?.addEventListener('abort', () => stop(new BrokenBody('The upload was aborted.')), {
      once: true,
    });
    parser.on('error', (error: Error) =>
      stop(new BrokenBody(`The multipart body can't be read: ${error.message}.`)),
    );
    // Busboy's types hide it: a part without a name has the name undefined.
    parser.on('field', (name: string | undefined, value, info) => {
      if (info.nameTruncated || info.valueTruncated) {
        stop(new BrokenBody('A field is too long.', { [name ?? '']: ['This field is too long.'] }));
      } else form.fields.push([name ?? '', value]);
    });
    parser.on('fieldsLimit', () =>
      stop(
        new BrokenBody('Too many fields.', { metadata: [`A form may have at most ${MAX_FIELDS} fields.`] }),
      ),
    );
    parser.on('filesLimit', () =>
      stop(new BrokenBody('Too many files.', { file: ['Send exactly one file.'] })),
    );
    parser.on('file', (field: string | undefined, stream, info) => {
      stream.on('error', () => {});
      // Busboy goes on parsing after it has reported an error, and never ends the files it then finds.
      if (stopped) return void stream.destroy();
      const part = this.#save(stream, limits.fileBytes).then((saved) => {
        form.files.push({
          field: field ?? '',
          filename: info.filename ?? null,
          type: info.mimeType,
          ...saved,
        });
      });
      part.catch(stop);
      writing.push(part);
    });
    parser.on('close', () => {
      if (!stopped) done.resolve();
    });
    body.pipe(parser);

    try {
      await done.promise;
      await Promise.all(writing);
    } catch (error) {
      await Promise.allSettled(writing);
      throw error;
    }
  }

  async #save(stream: Readable, fileBytes: number): Promise<Pick<FilePart, 'staged' | 'oversize'>> {
    const writer = await this.#blobs.stage();
    try {
      for await (const chunk of stream) await writer.write(chunk as Uint8Array);
      const staged = await writer.finish();
      return { staged, oversize: staged.size > fileBytes };
    } catch (error) {
      await writer.abort();
      throw error instanceof Error && 'code' in error && error.code === 'ENOSPC'
        ? error
        : new BrokenBody('The body ended before the file did.');
    }
  }
}

function open(contentType: string, fileBytes: number): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': contentType },
      defParamCharset: 'utf8',
      limits: {
        fields: MAX_FIELDS,
        fieldSize: MAX_FIELD_BYTES,
        fieldNameSize: MAX_NAME_BYTES,
        files: MAX_FILES,
        // One more than is allowed: busboy cuts off at the limit, not after it.
        fileSize: fileBytes + 1,
      },
    });
  } catch (error) {
    throw new BrokenBody(`The multipart body can't be read: ${(error as Error).message}.`);
  }
}
