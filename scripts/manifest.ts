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

/** An event, with the members of its detail. */
export interface ManifestEvent extends Described {
  type?: { text: string };
  detail?: Attribute[];
}

/** A property or a method. */
export interface Member extends Attribute {
  kind: string;
  readonly?: boolean;
  static?: boolean;
  /** Of a property: its attribute. */
  attribute?: string;
  parameters?: (Attribute & { optional?: boolean; rest?: boolean })[];
  return?: { type?: { text: string } };
}

/** A tag of `custom-elements.json`. */
export interface ManifestElement {
  name: string;
  tagName: string;
  summary?: string;
  description?: string;
  attributes?: Attribute[];
  members?: Member[];
  events?: ManifestEvent[];
  slots?: Described[];
  cssParts?: Described[];
  cssProperties?: (Described & { default?: string })[];
  cssStates?: Described[];
}

/** `custom-elements.json`, as far as it is read here. */
export interface Manifest {
  modules: { declarations?: Partial<ManifestElement>[] }[];
}
