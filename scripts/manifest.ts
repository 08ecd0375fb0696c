/** Something with a name. */
export interface Described {
  name: string;
  description?: string;
}

/** An attribute or a property. */
export interface Attribute extends Described {
  type?: { text: string };
  /** The property of the attribute. */
  fieldName?: string;
  default?: string;
}

/** A tag of `custom-elements.json`. */
export interface ManifestElement {
  name: string;
  tagName: string;
  summary?: string;
  description?: string;
  attributes?: Attribute[];
  members?: (Attribute & { kind: string; readonly?: boolean; static?: boolean })[];
  events?: Described[];
  slots?: Described[];
  cssParts?: Described[];
  cssProperties?: (Described & { default?: string })[];
  cssStates?: Described[];
}

/** `custom-elements.json`, as far as it is read here. */
export interface Manifest {
  modules: { declarations?: Partial<ManifestElement>[] }[];
}
