import {
  createElement,
  forwardRef,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type FunctionComponent,
  type HTMLAttributes,
  type ReactElement,
  type ForwardedRef,
  type ReactNode,
  type Ref,
} from 'react';

type PropertyTable = Readonly<Record<string, string | null>>;
type EventTable = Readonly<Record<string, string>>;
type Values = Record<string, unknown>;
type Handlers = Record<string, ((event: Event) => void) | undefined>;

/** The props of a wrapper: HTML's, the element's own properties, its events, and a ref to it. */
export type WrapperProps<Element, Properties, Events, Map> = Omit<
  HTMLAttributes<Element>,
  keyof Properties | keyof Events
> & {
  [Name in keyof Properties & keyof Element]?: Element[Name] | undefined;
} & {
  [Prop in keyof Events]?: (event: Events[Prop] extends keyof Map ? Map[Events[Prop]] : never) => void;
} & { ref?: Ref<Element>; children?: ReactNode };

/**
 * A component for an element. React sets properties and listens for events only on custom elements that it makes itself,
 * not on those it finds in a server's HTML: so both are done here, in either case in the same way. A server writes
 * the attributes; in the browser the properties lead.
 */
export function wrapper<Props extends object>(
  tag: string,
  properties: PropertyTable,
  events: EventTable,
): FunctionComponent<Props> {
  function Wrapper(props: Props, ref: ForwardedRef<HTMLElement>): ReactElement {
    const element = useRef<HTMLElement>(null);
    const { values, handlers, rest } = sort(props as Values, properties, events);
    const [attributes] = useState(() => attributesOf(values, properties));

    const set = useRef<Values>({});
    useLayoutEffect(() => {
      setProperties(element.current!, set.current, values, properties);
      set.current = values;
    });

    const latest = useRef(handlers);
    useLayoutEffect(() => {
      latest.current = handlers;
    });
    useLayoutEffect(() => {
      const stop = new AbortController();
      for (const [prop, type] of Object.entries(events))
        element.current!.addEventListener(type, (event) => latest.current[prop]?.(event), stop);
      return () => stop.abort();
    }, []);

    useImperativeHandle(ref, () => element.current!, []);
    // An element that was there before React has reflected its defaults: those are no mismatch.
    return createElement(tag, { suppressHydrationWarning: true, ...rest, ...attributes, ref: element });
  }
  return forwarded(Wrapper, tag);
}

/** React 18 hands a component its `ref` in this way alone; 19 takes it, too. */
export const forwarded = <Props>(
  render: (props: Props, ref: ForwardedRef<HTMLElement>) => ReactElement,
  displayName: string,
): FunctionComponent<Props> =>
  Object.assign(forwardRef(render as never), { displayName }) as unknown as FunctionComponent<Props>;

function sort(props: Values, properties: PropertyTable, events: EventTable) {
  const values: Values = {};
  const handlers: Handlers = {};
  const rest: Values = {};
  for (const [name, value] of Object.entries(props)) {
    // React 18 writes the names of attributes on custom elements as they are given.
    if (name === 'className') rest['class'] = value;
    else if (Object.hasOwn(events, name)) handlers[name] = value as Handlers[string];
    else if (!Object.hasOwn(properties, name)) rest[name] = value;
    else if (value !== undefined) values[name] = value;
  }
  return { values, handlers, rest };
}

/** Attributes that a server can write for the properties. */
export function attributesOf(values: Values, properties: PropertyTable): Record<string, string> {
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const attribute = properties[name];
    if (!attribute || value === null || value === false) continue;
    if (value === true) written[attribute] = '';
    else if (Array.isArray(value)) written[attribute] = value.join(' ');
    else if (typeof value !== 'object' && typeof value !== 'function')
      written[attribute] = `${value as string}`;
  }
  return written;
}

/** Sets what has changed; what is no longer given becomes what it is by itself. */
function setProperties(element: HTMLElement, before: Values, now: Values, properties: PropertyTable): void {
  const target = element as unknown as Values;
  for (const [name, value] of Object.entries(now))
    if (!Object.hasOwn(before, name) || !Object.is(before[name], value)) target[name] = value;
  for (const name of Object.keys(before)) {
    if (Object.hasOwn(now, name)) continue;
    const attribute = properties[name];
    if (attribute) element.removeAttribute(attribute);
    const fresh = document.createElement(element.localName) as unknown as Values;
    if (name in fresh) target[name] = fresh[name];
    else delete target[name];
  }
}
