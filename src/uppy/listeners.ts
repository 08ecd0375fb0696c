import type { Body, Meta, Uppy, UppyEventMap } from '@uppy/core';

/** Calls a listener of the page. An error that it throws is an uncaught error of its own, as with events of the DOM. */
export function callSafely(call: () => void): void {
  try {
    call();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/**
 * Emits an event of an Uppy. Its emitter lets an error of a listener through to whoever emits, so that a mistake of the
 * page would fail an upload that is stored.
 */
export function emitSafely<M extends Meta, B extends Body, Name extends keyof UppyEventMap<M, B>>(
  uppy: Uppy<M, B>,
  event: Name,
  ...detail: Parameters<UppyEventMap<M, B>[Name]>
): void {
  callSafely(() => uppy.emit(event, ...detail));
}

type Listener = (...detail: unknown[]) => void;
interface Listened {
  on(event: string, listener: Listener): unknown;
  once(event: string, listener: Listener): unknown;
  off(event: string, listener: Listener): unknown;
  emit(...detail: unknown[]): void;
}

/**
 * Keeps a listener of an Uppy that throws from stopping another one, and whoever emits, Uppy's own steps included.
 * Listeners that were there before are guarded against as a whole. Returns the way to undo it.
 */
export function guardListeners<M extends Meta, B extends Body>(uppy: Uppy<M, B>): () => void {
  const guards = new WeakMap<Listener, Listener>();
  const guarded = (listener: Listener): Listener => {
    const guard = guards.get(listener) ?? ((...detail) => callSafely(() => listener(...detail)));
    guards.set(listener, guard);
    return guard;
  };
  const own = uppy as unknown as Listened;
  const { on, once, off, emit } = own;
  for (const [name, method] of Object.entries({ on, once, off }))
    own[name as 'on'] = (event, listener) => {
      method.call(own, event, guarded(listener));
      return uppy;
    };
  own.emit = (...detail) => callSafely(() => emit.apply(own, detail));
  // `off` stays guarded: it finds listeners that were registered meanwhile.
  return () => void Object.assign(own, { on, once, emit });
}
