import { stableJson } from '../../core/json.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { parseYaml } from '../../parse/yaml.ts';

/** Files in which white space is syntax: every change of it is one of content. */
const syntax =
  /(?:\.(?:py|pyi|pyx|mk|mak|haml|pug|jade|coffee|nim|fs|fsx|fsi|sass|styl|slim)|(?:^|\/)(?:gnu)?makefile)$/i;
/** Files in which white space between two signs can change what they say, though no word is joined or split. */
const separating =
  /(?:\.(?:md|markdown|rst|adoc|sh|bash|zsh|ksh|fish|ps1|bat|cmd|css|scss|less|env)|(?:^|\/)(?:dockerfile|containerfile|codeowners|\.env[^/]*|\.git\w+|\.bashrc|\.profile))$/i;

/** Whether white space is syntax in a file, so that there is nothing to compare. */
export function isSpaceSyntax(path: string): boolean {
  return syntax.test(path);
}

/**
 * What two versions of a text differ in. `space`: white space that says nothing. `doubtful`: white space only, but it may say
 * something: words are joined or split, or it cannot be parsed.
 */
export function textDifference(path: string, before: string, after: string): 'content' | 'doubtful' | 'space' {
  if (before === after) return 'space';
  if (isSpaceSyntax(path) || before.replace(/\s+/g, '') !== after.replace(/\s+/g, '')) return 'content';
  const parse = parserOf(path);
  if (parse !== undefined) {
    const [a, b] = [parse(before), parse(after)];
    if (a === undefined || b === undefined) return 'doubtful';
    return stableJson(a.value) === stableJson(b.value) ? 'space' : 'content';
  }
  if (lines(before, (line) => line.trimEnd()) === lines(after, (line) => line.trimEnd())) return 'space';
  // Where a text goes on over several lines, all of their white space is part of it.
  if (severalLines.test(before)) return 'doubtful';
  const line = (text: string): string => lineOf(text, separating.test(path));
  return filled(lines(before, line)) === filled(lines(after, line)) ? 'space' : 'doubtful';
}

function parserOf(path: string): ((text: string) => JsonDocument | undefined) | undefined {
  const parse = /\.json$/i.test(path) ? parseJson : /\.ya?ml$/i.test(path) ? parseYaml : undefined;
  if (parse === undefined) return undefined;
  return (text) => {
    const parsed = parse(text);
    return parsed.ok ? parsed.document : undefined;
  };
}

/** What begins a text of several lines in one language or another. */
const severalLines = /`|"""|'''|<<|\[\[|\\$/m;

/** A line without what says nothing in it: a text in quotes keeps all of its spaces, and so does what stands between signs. */
function lineOf(text: string, isSeparating: boolean): string {
  const line = text.trim();
  if (/['"]/.test(line)) return line;
  const single = line.replace(/\s+/g, ' ');
  return isSeparating ? single : single.replace(/ (?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_]) /gu, '');
}

/** Each line as a function leaves it. Lines are never joined: what follows a sign for a comment is none of it on the next line. */
function lines(text: string, each: (line: string) => string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map(each)
    .join('\n')
    .replace(/\n+$/, '');
}

/** The lines that are not blank. */
function filled(text: string): string {
  return text.replace(/\n{2,}/g, '\n').replace(/^\n/, '');
}
