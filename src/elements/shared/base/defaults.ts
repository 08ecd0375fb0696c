import type { ReactiveElement } from '@lit/reactive-element';

/**
 * Gives a class's properties the values they have until they are set; null without one. They stand on the prototype,
 * and Lit's accessors go around these: each element of a page of many would spend its time setting what nobody did.
 */
export function setDefaults(
  { prototype, properties }: typeof ReactiveElement & { prototype: ReactiveElement },
  values: Record<string, unknown> = {},
): void {
  for (const name of Object.keys(properties)) {
    const key = Symbol(name);
    Object.assign(prototype, { [key]: values[name] ?? null });
    Object.defineProperty(prototype, name, {
      configurable: true,
      get(this: Record<symbol, unknown>) {
        return this[key];
      },
      set(this: Record<symbol, unknown>, value: unknown) {
        this[key] = value;
      },
    });
  }
}
