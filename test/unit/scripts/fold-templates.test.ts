import { describe, expect, test } from 'vitest';
import { folded } from '../../../scripts/fold-templates.ts';

describe('what the build does to templates', () => {
  test('styles are minified, strings in them kept', () => {
    expect(folded("const a = css`\n  .a > .b::after {\n    content: '  ';  /* why */\n  }\n`;\nlast()")).toBe(
      'const a = css`.a>.b:after{content:"  "}`\n\n\n\n;\nlast()',
    );
  });

  test('what a style escapes stays escaped', () => {
    expect(folded('css`.a::after { content: "\\\\201C"; }`')).toContain('content:"\\\\201c"');
  });

  test('white space in templates becomes one space, expressions stay', () => {
    expect(folded('html`<p\n  class=${a  +  b}\n>\n  ${html`<b>\n</b>`}</p>`')).toBe(
      'html`<p class=${\na  +  b} > ${\n\nhtml`<b> </b>`\n}</p>`',
    );
  });

  test('other templates, and styles with expressions, stay as they are', () => {
    for (const code of ['`a  b`', 'String.raw`a  b`', 'css`a  {  ${b}  }`']) expect(folded(code)).toBe(code);
  });
});
