import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readXml } from '../../../../shared/parse/test-report/xml.ts';
import { hostileText } from '../../../support/hostile.ts';

/** The events of a text, in short. */
function events(text: string): string[] | string {
  const seen: string[] = [];
  const problem = readXml(text, {
    open: (name, attributes) =>
      seen.push(`<${name}${[...attributes].map(([key, value]) => ` ${key}=${value}`).join('')}`),
    close: (name) => seen.push(`>${name}`),
  });
  return problem === undefined ? seen : `${problem.message} @${problem.offset}`;
}

test.each<[string, string, string[]]>([
  ['elements and attributes', '<a x="1" y=\'2\'><b/></a>', ['<a x=1 y=2', '<b', '>b', '>a']],
  [
    'a declaration, comments and instructions',
    '<?xml version="1.0" encoding="utf-8"?><!-- <b> --><a><?p <c> ?></a>',
    ['<a', '>a'],
  ],
  ['CDATA with what would be tags', '<a><![CDATA[ <b> & ]] > ]]></a>', ['<a', '>a']],
  [
    'the five entities and characters by number',
    '<a x="&lt;&gt;&amp;&quot;&apos;&#65;&#x42;"/>',
    ['<a x=<>&"\'AB', '>a'],
  ],
  ['names with colons, dots and other letters', '<x:é.1 a:b="c"></x:é.1>', ['<x:é.1 a:b=c', '>x:é.1']],
  ['white space in tags', '<a\n x = "1"\n></a\t>\n', ['<a x=1', '>a']],
])('reads %s', (_name, text, expected) => {
  expect(events(text)).toEqual(expected);
});

describe('refuses', () => {
  test.each<[string, string, string]>([
    ['a document type with entities', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'has a document type'],
    ['a document type that would be fetched', '<!DOCTYPE a SYSTEM "http://e.vil/x.dtd"><a/>', 'has a document type'],
    ['an unknown entity in a text', '<a>&x;</a>', 'has an entity'],
    ['an unknown entity in an attribute', '<a b="&x;"/>', 'has an entity'],
    ['a bare ampersand', '<a>a & b</a>', 'has an entity'],
    ['an entity of a prototype', '<a>&constructor;</a>', 'has an entity'],
    ['a number of no character', '<a>&#xD800;&#x110000;&#0;</a>', 'has an entity'],
    ['a control character', '<a>\u0007</a>', 'is not XML: it holds a character'],
    ['a tag that is closed by another', '<a><b></a></b>', 'is not XML: b is not closed'],
    ['a tag that is not open', '<a/></b>', 'is not XML: it closes what is not open'],
    ['two roots', '<a/><a/>', 'is not XML: it has more than one root'],
    ['text beside the root', '<a/>x', 'is not XML: it has text outside of its root'],
    ['CDATA beside the root', '<![CDATA[x]]><a/>', 'is not XML: it has text outside of its root'],
    ['nothing', ' ', 'is not XML: it holds no element'],
    ['an attribute twice', '<a b="1" b="2"/>', 'is not XML: a tag has an attribute twice'],
    ['an attribute without quotes', '<a b=1/>', 'is not XML: a tag does not end'],
    ['< in an attribute', '<a b="<"/>', 'is not XML: a tag does not end'],
    ['a declaration behind something', '<!-- x --><?xml version="1.0"?><a/>', 'is not XML: its declaration'],
    ['another encoding', '<?xml version="1.0" encoding="utf-16"?><a/>', 'declares another encoding'],
    ['elements in elements without end', '<a>'.repeat(300), 'is nested too deep'],
    ['a tag that is cut off', '<a><b x="1', 'is not XML: a tag does not end'],
    ['a comment that is cut off', '<a><!-- ', 'is cut off in a comment'],
    ['a root that is not closed', '<a><b/>', 'is cut off: a is not closed'],
  ])('%s', (_name, text, message) => {
    expect(events(text)).toMatch(message);
  });
});

const name = fc.constantFrom('a', 'b', 'testcase', 'x:y', 'é');
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const plain = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML does not have these
  .map((text) => text.toWellFormed().replace(/[\u0000-\u001f\ufffe\uffff]/g, ''));
interface Node {
  name: string;
  value: string;
  children: Node[];
}
const nodeOf = (depth: number): fc.Arbitrary<Node> =>
  fc.record({
    name,
    value: plain,
    children: depth === 0 ? fc.constant([]) : fc.array(nodeOf(depth - 1), { maxLength: 3 }),
  });
const node = nodeOf(3);
const written = ({ name: of, value, children }: Node): string =>
  `<${of} v="${escaped(value)}">${escaped(value)}${children.map(written).join('')}</${of}>`;
const expectedOf = ({ name: of, value, children }: Node): string[] => [
  `<${of} v=${value}`,
  ...children.flatMap(expectedOf),
  `>${of}`,
];

test('what was written is read again', () => {
  fc.assert(fc.property(node, (root) => expect(events(written(root))).toEqual(expectedOf(root))));
});

test('no text makes it throw, and what is cut off is never whole', () => {
  fc.assert(fc.property(hostileText, (text) => void events(`<a>${text}</a>`)));
  fc.assert(
    fc.property(node, fc.nat(), (root, at) => {
      const text = written(root);
      expect(typeof events(text.slice(0, at % text.length))).toBe('string');
    }),
  );
});
