import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html, visibleText } from '../../../packages/cli/src/report/html.ts';

test('text cannot become markup, in an element or in a quoted attribute', () => {
  const hostile = `</p><script>alert(1)</script>" onload='x' \`&amp;`;
  expect(String(html`<p title="${hostile}">${hostile}</p>`)).not.toMatch(/<script|<\/p><|" onload|'x'/);
  expect(String(html`<b>${'a < b & c'}</b>`)).toBe('<b>a &lt; b &amp; c</b>');
});

test('markup is inserted as it is, lists one after the other, undefined and false leave nothing, and 0 stays', () => {
  const items = ['x', 'y'].map((item) => html`<li>${item}</li>`);
  expect(String(html`<ul>${items}${undefined}${false}${0}</ul>`)).toBe('<ul><li>x</li><li>y</li>0</ul>');
});

test('an object that only looks like markup is no markup', () => {
  const forged = { toString: () => '<script>' };
  // What a value of unknown type could do, were it handed on unchecked.
  expect(() => String(html`${forged as string}`)).toThrow(TypeError);
});

test('characters that hide, break lines or turn the direction of writing are written out', () => {
  expect(visibleText('trailer\u202egpj.exe')).toBe('trailer⟨U+202E⟩gpj.exe');
  expect(visibleText('a\nb\u0000\u2066\u200b\ufeff\u2028')).toBe('a⟨U+000A⟩b⟨U+0000⟩⟨U+2066⟩⟨U+200B⟩⟨U+FEFF⟩⟨U+2028⟩');
  expect(visibleText('half \ud83c of a pair')).toBe('half ⟨U+D83C⟩ of a pair');
});

test('names in any script and joined emoji stay as they are', () => {
  for (const name of ['Amélie.mkv', '千と千尋の神隠し.mp4', 'شهرزاد.avi', 'हिन्दी क्‍ष', '👩‍👩‍👧 film 🎬.mp4'])
    expect(visibleText(name)).toBe(name);
});

test('whatever the text, nothing in the output can end an element or an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(String(html`${text}`)).not.toMatch(/[<>"'`\n\r\0\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});
