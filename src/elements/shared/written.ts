/** A property's values as they are written in HTML, for the types of tags in templates and JSX. */
export type Written<Value> =
  | Extract<Value, string | null>
  | undefined
  | (Extract<Value, number> extends never ? never : number | `${number}`)
  | (Extract<Value, boolean> extends never ? never : boolean | '')
  | (Extract<Value, readonly unknown[]> extends never ? never : string);
