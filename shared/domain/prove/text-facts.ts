import type { Fact, Facts } from './fact.ts';
import { type OtherValue, otherValue } from './other-value.ts';

/** `name: value` and `name = value`, with or without quotes, as configuration files and notes write it. */
const labelled = /^[ \t]*(?:[-*][ \t]+)?([\w."'/ -]{1,60}?)[ \t]*[:=][ \t]*(["']?)([^"'\r\n]+?)\2[ \t]*[,;]?[ \t]*$/;
/** What records something wherever it stands: digests and commits, days, versions with two dots, addresses. */
const telling =
  /\b(?:sha(?:1|256|512):)?[0-9a-f]{40,128}\b|\b\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?\b|\bv?\d+\.\d+\.\d+(?:-[\w.]+)?\b|\bhttps?:\/\/[^\s"'`)>\]]+/g;

/** What tells something in the middle of a sentence, and the sentence with another one in its place. */
export function toldIn(sentence: string): (OtherValue & { from: string; whole: string; at: number })[] {
  return [...sentence.matchAll(telling)].flatMap(({ 0: from, index: at }) => {
    const other = otherValue(from);
    if (other === undefined) return [];
    const whole = `${sentence.slice(0, at)}${other.to}${sentence.slice(at + from.length)}`;
    return [{ ...other, from, whole, at }];
  });
}

/**
 * The data of a text of which nothing is known but its lines: values behind a name, and what is a digest, a day, a version or an address by
 * its form. In code (`code`) names and colons say something else, and only the forms count. Lines that begin with a digest are entries.
 */
export function textFacts(text: string, code = false): Facts {
  const facts: Fact[] = [];
  let prose = 0;
  for (const { 0: whole, index } of text.matchAll(/[^\r\n]*(?:\r\n|\n|\r)?/g)) {
    const line = whole.replace(/[\r\n]+$/, '');
    if (line.trim() === '') continue;
    const before = facts.length;
    const [, label = '', , value = ''] = code ? [] : (labelled.exec(line) ?? []);
    const other = value === '' || value.startsWith('//') ? undefined : otherValue(value);
    if (other !== undefined) {
      const start = index + line.lastIndexOf(value);
      facts.push({ start, end: start + value.length, text: other.to, what: label.trim(), from: value, ...other });
    } else {
      for (const { at, whole: _whole, ...told } of toldIn(line)) {
        const start = index + at;
        facts.push({ start, end: start + told.from.length, text: told.to, what: told.kind, ...told });
      }
      facts.push(...listed(line, index, whole.length));
    }
    if (facts.length === before) prose += 1;
  }
  return { facts, prose: code ? 0 : prose };
}

/** A line of a list of checksums: the path that it names, and the line. */
function listed(line: string, start: number, length: number): Fact[] {
  const [, head = '', path = ''] = /^([0-9a-f]{40,128}[ \t]+\*?)(\S.*)$/i.exec(line) ?? [];
  const other = otherValue(path);
  if (path === '' || other === undefined) return [];
  const at = start + head.length;
  return [
    { start: at, end: at + path.length, text: other.to, what: 'path', from: path, ...other, kind: 'path' },
    { start, end: start + length, text: '', what: `the line of ${path}`, kind: 'entry', from: line.trim() },
  ];
}
