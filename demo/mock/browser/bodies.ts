import { BrokenBody, type Blobs, type Bodies, type Form } from '../ports.ts';

/** Reads forms with the browser's own parser: in a service worker the bytes are in memory anyway. */
export class FormDataBodies implements Bodies {
  readonly #blobs: Blobs;

  constructor(blobs: Blobs) {
    this.#blobs = blobs;
  }

  async form(request: Request, limits: { fileBytes: number }): Promise<Form> {
    const data = await request.formData().catch((error: unknown) => {
      throw new BrokenBody(`The multipart body can't be read: ${String(error)}.`);
    });
    const form: Form = { fields: [], files: [], bytes: 0 };
    for (const [name, value] of data) {
      if (typeof value === 'string') {
        form.fields.push([name, value]);
        form.bytes += value.length;
        continue;
      }
      const oversize = value.size > limits.fileBytes;
      const writer = await this.#blobs.stage();
      await writer.write(new Uint8Array(await value.slice(0, limits.fileBytes).arrayBuffer()));
      const staged = await writer.finish();
      form.bytes += value.size;
      form.files.push({ field: name, filename: value.name, type: value.type, staged, oversize });
    }
    return form;
  }
}
