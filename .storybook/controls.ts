import type { ArgTypesEnhancer } from 'storybook/internal/types';

const LITERALS = /^'[^']*'( \| '[^']*')*$/;

/** The control that fits an attribute's type as the manifest writes it, or none. */
function controlFor(type: string): { control: string | false; options?: string[] } {
  const plain = type.replace(/ \| (null|undefined)\b/g, '').trim();
  if (LITERALS.test(plain))
    return { control: 'select', options: plain.split(' | ').map((text) => text.slice(1, -1)) };
  if (plain === 'boolean') return { control: 'boolean' };
  if (plain === 'number') return { control: 'number' };
  if (/^(string|number)( \| (string|number))*$/.test(plain)) return { control: 'text' };
  return { control: false };
}

/** Attributes can be turned, as a page's author would write them; the rest of the interface is there to be read. */
export const attributeControls: ArgTypesEnhancer = ({ argTypes }) =>
  Object.fromEntries(
    Object.entries(argTypes).map(([name, argType]) => {
      const turnable = argType.table?.category === 'attributes';
      const { control, options } = turnable
        ? controlFor(argType.table?.type?.summary ?? '')
        : { control: false as const, options: undefined };
      return [
        name,
        { ...argType, control: control === false ? false : { type: control }, ...(options && { options }) },
      ];
    }),
  ) as typeof argTypes;
