import { CARRIED, type Carried } from './line.ts';

/**
 * Has uploads of this page that the mock's worker answers report their progress, as over a real line: browsers report
 * none of a request that a service worker answers. An upload is known by its Idempotency-Key.
 */
export function showProgress(): void {
  const uploads = new Map<string, XMLHttpRequestUpload>();
  const { setRequestHeader } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.setRequestHeader = function (name, value) {
    setRequestHeader.call(this, name, value);
    if (name.toLowerCase() !== 'idempotency-key') return;
    uploads.set(value, this.upload);
    this.addEventListener('loadend', () => {
      if (uploads.get(value) === this.upload) uploads.delete(value);
    });
  };
  new BroadcastChannel(CARRIED).addEventListener('message', ({ data }: MessageEvent<Carried>) => {
    const { key, loaded, total } = data;
    const init = { lengthComputable: true, loaded, total };
    uploads.get(key)?.dispatchEvent(new ProgressEvent('progress', init));
  });
}
