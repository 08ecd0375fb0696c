import { XML } from './svg-names.ts';

const XMLNS = 'http://www.w3.org/2000/xmlns/';

type Change = [prefix: string, before: string | undefined];

interface Named {
  local: string;
  /** '' = none. A prefix that nobody declared stands for a namespace of its own. */
  uri: string;
}

/**
 * Which namespace a prefix stands for, while elements open and close (Namespaces in XML 1.0). Each declaration is
 * looked at once when it begins and once when it ends, however deep it stands.
 */
export class Namespaces {
  readonly #bound = new Map<string, string>([['xml', XML]]);
  /** Bindings that each open element changed, to be restored: prefix and its previous namespace. */
  readonly #changes: (Change[] | null)[] = [];

  open(attributes: Record<string, string>): void {
    let changed: Change[] | null = null;
    for (const name in attributes) {
      const prefix = declaredPrefix(name);
      if (prefix === null || prefix === 'xml') continue;
      (changed ??= []).push([prefix, this.#bound.get(prefix)]);
      this.#bound.set(prefix, attributes[name]!.trim());
    }
    this.#changes.push(changed);
  }

  close(): void {
    const changed = this.#changes.pop();
    if (!changed) return;
    for (const [prefix, before] of changed.reverse()) {
      if (before === undefined) this.#bound.delete(prefix);
      else this.#bound.set(prefix, before);
    }
  }

  ofElement(name: string): Named {
    const { prefix, local } = split(name);
    return { local, uri: this.#bound.get(prefix) ?? (prefix === '' ? '' : `unbound:${prefix}`) };
  }

  /** An attribute without a prefix is in no namespace, whatever the default is. */
  ofAttribute(name: string): Named & { declares: boolean } {
    const { prefix, local } = split(name);
    if (declaredPrefix(name) !== null) return { local, uri: XMLNS, declares: true };
    const uri = prefix === '' ? '' : (this.#bound.get(prefix) ?? `unbound:${prefix}`);
    return { local, uri, declares: false };
  }
}

/** '' for `xmlns`, `p` for `xmlns:p`, null for what declares nothing. */
function declaredPrefix(name: string): string | null {
  if (name === 'xmlns') return '';
  return name.startsWith('xmlns:') ? name.slice(6) : null;
}

/** A name with more than one colon is no name of SVG: all but the first part is local. */
function split(name: string): { prefix: string; local: string } {
  const colon = name.indexOf(':');
  return colon < 0
    ? { prefix: '', local: name }
    : { prefix: name.slice(0, colon), local: name.slice(colon + 1) };
}
