/** One upload as plain data. */
export interface Upload {
  name: string;
  /** MIME type that the file is sent as. */
  type: string;
  fields: Readonly<Record<string, string>>;
  /** The bytes, or the address of an image that the service is to fetch. */
  content: Blob | string;
}

/**
 * The request's body: a form whose fields come before the file, so that a gateway can judge them first; for an address,
 * JSON.
 */
export function bodyOf({ name, type, fields, content }: Upload): FormData | Blob {
  if (typeof content === 'string')
    return new Blob([JSON.stringify({ ...fields, url: content })], { type: 'application/json' });
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  // An Uppy may know the type better than the browser did.
  const data = content.type === type ? content : content.slice(0, content.size, type);
  form.append('file', data, name || 'image');
  return form;
}
