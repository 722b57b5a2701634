import { childPointer } from '../../core/pointer.ts';
import type { Fact, Facts } from './fact.ts';
import { otherNumber, otherValue } from './other-value.ts';
import { toldIn } from './text-facts.ts';

interface Member {
  pointer: string;
  /** Of the key where it has one, else of the value. */
  from: number;
  start: number;
  end: number;
  isEntry: boolean;
}

/**
 * The data of a text that is valid JSON: every scalar changed, and every entry of a list, or of an object of objects, taken out. The
 * members stay as they are written.
 */
export function jsonFacts(text: string): Facts {
  const facts: Fact[] = [];
  let prose = 0;
  let at = 0;
  const blank = (): void => {
    while (/[ \t\r\n]/.test(text[at] ?? '')) at += 1;
  };
  const token = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const string = (): string => token(/"(?:[^"\\]|\\.)*"/gy);

  const scalar = (pointer: string): void => {
    const start = at;
    const what = pointer === '' ? 'the whole document' : pointer;
    if (text[at] === '"') {
      const value = JSON.parse(string()) as string;
      const other = otherValue(value);
      if (other !== undefined)
        facts.push({ start, end: at, text: JSON.stringify(other.to), what, from: value, ...other });
      else {
        const told = toldIn(value);
        for (const { whole, at: _at, ...piece } of told)
          facts.push({ start, end: at, text: JSON.stringify(whole), what, ...piece });
        if (told.length === 0) prose += 1;
      }
      return;
    }
    const word = token(/[^\s,\]}]+/gy);
    const [kind, to] = otherWord(word);
    facts.push({ start, end: at, text: to, what, kind, from: word, to });
  };
  const value = (pointer: string): void => {
    if (text[at] === '{') return container(pointer, '}');
    if (text[at] === '[') return container(pointer, ']');
    scalar(pointer);
  };
  const container = (pointer: string, close: string): void => {
    const members: Member[] = [];
    at += 1;
    blank();
    while (at < text.length && text[at] !== close) {
      const from = at;
      let child = childPointer(pointer, members.length);
      if (close === '}') {
        child = childPointer(pointer, JSON.parse(string()) as string);
        blank();
        at += 1;
        blank();
      }
      const [start, isEntry] = [at, close === ']' || text[at] === '{'];
      value(child);
      members.push({ pointer: child, from, start, end: at, isEntry });
      blank();
      if (text[at] === ',') at += 1;
      blank();
    }
    at += 1;
    for (const [index, member] of members.entries()) if (member.isEntry) facts.push(removal(text, members, index));
  };
  blank();
  value('');
  return { facts, prose };
}

function otherWord(word: string): [Fact['kind'], string] {
  if (word === 'true') return ['flag', 'false'];
  if (word === 'false') return ['flag', 'true'];
  return word === 'null' ? ['nothing', '"other"'] : ['number', otherNumber(word)];
}

/** An entry without which the text is JSON again: it goes with the comma on one of its sides. */
function removal(text: string, members: readonly Member[], index: number): Fact {
  const [before, own, after] = [members[index - 1], members[index], members[index + 1]];
  if (own === undefined) throw new RangeError(`there is no entry ${index}`);
  const { pointer, from } = own;
  const [start, end] = after !== undefined ? [from, after.from] : [before?.end ?? from, own.end];
  return { start, end, text: '', what: `the entry ${pointer}`, kind: 'entry', from: text.slice(from, own.end) };
}
