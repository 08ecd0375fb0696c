import type { Body, Meta, Uppy } from '@uppy/core';

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

type Listener = (...detail: unknown[]) => void;
interface Listened {
  on(event: string, listener: Listener): unknown;
  once(event: string, listener: Listener): unknown;
  off(event: string, listener: Listener): unknown;
  emit(...detail: unknown[]): void;
}

/** Guards of listeners, by the listener. */
const guards = new WeakMap<Listener, Listener>();
const guarded = new WeakSet<object>();

/**
 * Keeps a listener of an Uppy that throws from stopping another one, and whoever emits, Uppy's own steps included, for as
 * long as the Uppy lives. Listeners that were there before are guarded against as a whole.
 */
export function guardListeners<M extends Meta, B extends Body>(uppy: Uppy<M, B>): void {
  if (guarded.has(uppy)) return;
  guarded.add(uppy);
  const own = uppy as unknown as Listened;
  const { on, once, off, emit } = own;
  const guardOf = (listener: Listener): Listener => {
    const guard = guards.get(listener) ?? ((...detail) => callSafely(() => listener(...detail)));
    guards.set(listener, guard);
    return guard;
  };
  own.on = (event, listener) => (on.call(own, event, guardOf(listener)), uppy);
  own.once = (event, listener) => (once.call(own, event, guardOf(listener)), uppy);
  own.off = (event, listener) => {
    off.call(own, event, guardOf(listener));
    off.call(own, event, listener); // it may be older than the guards
    return uppy;
  };
  own.emit = (...detail) => callSafely(() => emit.apply(own, detail));
}
