import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';
import { Allotment } from './max-files.ts';
import { concernsAll } from '../upload/send/errors.ts';
import { fetchModule } from '../upload/workers/load-module.ts';
import { UploadPlugin, type UploadPluginOptions } from './upload-plugin.ts';

export interface ImgProOptions extends UploadPluginOptions {
  /** Pixels of the longer side: larger photos are made smaller before they are sent, upright. */
  maxDimension?: number;
  /** Of photos that are drawn anew, above 0 to 1; default 0.85. */
  quality?: number;
  /**
   * Format of pictures as they are sent, if that makes them lighter. HEIC, and what the token does not
   * take as it is, whatever they weigh; never what moves, or what shines through and a JPEG could not show.
   */
  format?: 'jpeg' | 'webp' | 'png';
  /** Removes the place a photo was taken at; a file from which it cannot be removed fails. */
  stripLocation?: boolean;
}

/**
 * Uploads to img.pro from any Uppy, its Dashboard included: `uppy.use(ImgPro, { tokenEndpoint: '/imgpro/token' })`.
 * Tokens are refreshed as they expire; tries are repeated by cause, under one Idempotency-Key, so that nothing is
 * stored twice. Pause and resume are Uppy's own (`pauseAll`, `pauseResume`); offline it waits and goes on by itself.
 * `upload-success` carries the Image as `response.body`; errors are `ImgproError`s. Photos are prepared in Uppy's
 * pre-processing, and while the service processes an image the file is in its post-processing. Files beyond the token's
 * `max_files` are refused before anything is sent: `restriction-failed` with the code `too-many`.
 */
export class ImgPro<M extends Meta = Meta, B extends Body = Body> extends UploadPlugin<M, B, ImgProOptions> {
  /** Bytes that are as they are to be sent: they are not prepared once more when they are tried again. */
  readonly #prepared = new WeakSet<object>();
  readonly #allotment: Allotment<M, B>;
  #installed = new AbortController();

  constructor(uppy: Uppy<M, B>, opts: ImgProOptions = {}) {
    super(uppy, opts);
    this.#allotment = new Allotment(uppy, () => this.connection().tokens);
  }

  override install(): void {
    super.install();
    this.#installed = new AbortController();
    this.#allotment.listen();
    this.uppy.addPreProcessor(this.#prepare);
    this.uppy.on('upload-error', this.#sayOnce);
  }

  override uninstall(): void {
    this.uppy.off('upload-error', this.#sayOnce);
    this.uppy.removePreProcessor(this.#prepare);
    this.#allotment.stop();
    this.#installed.abort();
    super.uninstall();
  }

  /** Uppy has a notice for each file that fails. For what fails them all there is one: a dead token, a full account. */
  readonly #sayOnce = (file: UppyFile<M, B> | undefined, { message }: { message: string }): void => {
    const error = file && this.errorOf(file.id);
    if (!error || !concernsAll(error)) return;
    const { info } = this.uppy.getState();
    const first = info.findIndex(({ details }) => details === message);
    this.uppy.setState({ info: info.filter(({ details }, at) => details !== message || at === first) });
  };

  /** Uppy's preprocessor. The code that prepares is fetched when there is something to do. */
  readonly #prepare = async (ids: string[]): Promise<void> => {
    await this.#allotment.keep();
    const { maxDimension, quality, format, stripLocation } = this.opts;
    // A wrong value is something too: it is told, and keeps none of the others from being done.
    if ((maxDimension ?? quality ?? format) === undefined && !stripLocation) return;
    const { prepareFiles } = await fetchModule(() => import('./preprocess.ts'), this.#installed.signal);
    await prepareFiles(this.uppy, ids, {
      options: { maxDimension, quality, format, stripLocation },
      prepared: this.#prepared,
      tokens: this.connection().tokens,
      message: this.i18n('imgproPreparing'),
      signalOf: (id) => this.signalOf(id),
    });
  };
}
