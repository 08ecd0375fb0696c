import type { Body, Meta, Uppy } from '@uppy/core';
import type { Image } from '../../api/types.ts';
import type { UploadFile } from '../../upload/state/types.ts';
import { warnOnce } from '../shared/base/warn.ts';
import { FormAssociated } from './form/form-associated.ts';
import type { LateEngine } from './late-engine.ts';

/** The members by which a page's script sees the files and commands them; the engine carries them out. */
export abstract class UploaderCommands extends FormAssociated {
  /** Everything that happens to files; fetched on the first intent. */
  protected abstract readonly late: LateEngine;
  /** A person comes near: the engine will be wanted, and the rules of the token. */
  protected abstract readonly comeNear: () => void;
  /** An Uppy of the page's own, set before the engine was there. */
  #ownUppy: Uppy<Meta, Body> | null = null;

  /** All files, in order. Each step of a file is a new object. Empty until the engine is there, see `whenUppy`. */
  get files(): readonly UploadFile[] {
    return this.late.present?.session.queue.files ?? [];
  }
  /** The images stored so far, in order. */
  get images(): Image[] {
    return this.files.map(({ image }) => image).filter((image) => image !== null);
  }
  /** Upload progress of all files, from 0 to 1. */
  get progress(): number {
    return this.late.present?.session.queue.progress ?? 0;
  }
  /**
   * The Uppy that files in flight pass through; it takes any plugin. Null until the engine is there: `whenUppy()` fetches
   * that. A page may set its own while nothing is in flight. Without one set, it ends, with its plugins and listeners,
   * when the uploader leaves the page; an uploader that is put back has another.
   */
  get uppy(): Uppy<Meta, Body> | null {
    const uppy = this.late.present?.uppy ?? this.#ownUppy;
    if (!uppy) warnOnce('uploader:uppy', 'uploader.uppy is null yet: await uploader.whenUppy().');
    return uppy;
  }
  set uppy(uppy: Uppy<Meta, Body> | null) {
    this.#ownUppy = uppy;
    void this.late.call((engine) => engine.use(uppy));
  }
  /** Fetches the engine, where it is not there yet, and resolves to its Uppy. */
  whenUppy(): Promise<Uppy<Meta, Body>> {
    return this.late.call((engine) => engine.uppy);
  }

  /** Sends all that waits, files of an earlier page too. */
  upload(): void {
    void this.late.call((engine) => engine.upload());
  }
  /** Stops sending; an upload under way is sent again, under its key, on `resume()`. */
  pause(): void {
    void this.late.call(({ session }) => session.pause());
  }
  /** Continues after `pause()`, and with the files of an earlier page. */
  resume(): void {
    void this.late.call((engine) => engine.resume());
  }
  /**
   * Stops a file, or all that are not stored yet, at once, and takes them off the list; files of an earlier page that
   * wait for the person stay. A file that the browser has sent in full may be stored already: it continues unseen, and
   * is deleted as soon as its id is known, where the token may delete; with `recover` also on the next page, if this one
   * is left before. Where it may not, or without `recover`, such an image can remain in the account.
   */
  cancel(id?: string): void {
    if (this.late.present) this.late.present.session.cancel(id);
    else if (id === undefined) this.late.abandon();
  }
  /** Tries a failed file, or all of them, again: under the same Idempotency-Key, so nothing is stored twice. */
  retry(id?: string): void {
    this.late.present?.session.retry(id);
  }
  /** Takes a file off the list and out of the value. Without an id it is the DOM's own `remove()`. */
  override remove(id?: string): void {
    if (id === undefined) super.remove();
    else this.late.present?.session.remove(id);
  }
  /**
   * Opens the editor of a file: crop, straighten, turn and mirror its picture before it is sent. Resolves to the file when
   * the person is done, to null when they cancel, or where it cannot be edited: nothing of it may have been sent.
   */
  edit(id: string): Promise<UploadFile | null> {
    return this.late.call((engine) => engine.edit(id));
  }
  /** Empties the list. */
  clear(): void {
    if (this.late.present) return this.late.present.clear();
    this.late.abandon({ all: true });
  }
}
