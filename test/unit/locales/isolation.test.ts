import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatText, inOrder } from '../../../src/locales/text.ts';

test('a name keeps its order in a sentence of the other direction, and the sentence around it, too', () => {
  expect(formatText('{name} removed', { name: 'a.jpg' }, 'en')).toBe('a.jpg removed');
  expect(formatText('{name} removed', { name: 'صورة 1.jpg' }, 'en')).toBe('\u2068صورة 1.jpg\u2069 removed');
  expect(formatText('أزيلت {name}', { name: '1 (2).jpg' }, 'ar')).toBe('أزيلت \u20681 (2).jpg\u2069');
  expect(formatText('הוסר {size}', { size: '2.4 MB' }, 'he')).toBe('הוסר \u20682.4 MB\u2069');
  expect(formatText('{count} removed', { count: 3 }, 'en')).toBe('3 removed');
});

test('whatever the name: it is there as it is, and nothing else of the sentence is within the marks', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      fc.pre(!/[{}\u202a-\u202e\u2066-\u2069]/.test(name));
      const text = formatText('before {name} after', { name }, 'en');
      expect(text.replace(/[\u2068\u2069]/g, '')).toBe(`before ${name} after`);
      expect(/^before \u2068?/.test(text) && /\u2069? after$/.test(text)).toBe(true);
    }),
  );
});

test('signs that turn the order of letters are not shown, those that only mark a direction are', () => {
  expect(inOrder('photo-\u202egpj.exe')).toBe('photo-gpj.exe');
  expect(inOrder('\u2066a\u2069\u202a\u202b\u202d\u202c.jpg')).toBe('a.jpg');
  expect(inOrder('صورة\u200f.jpg')).toBe('صورة\u200f.jpg');
  expect(formatText('{name} is too large', { name: 'photo-\u202egpj.exe' }, 'en')).toBe(
    'photo-gpj.exe is too large',
  );
});
