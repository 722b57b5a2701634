import { stableJson } from '../../core/json.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { parseYaml } from '../../parse/yaml.ts';

/** Files in which white space is syntax: every change of it is one of content. */
const syntax =
  /(?:\.(?:py|pyi|pyx|mk|mak|haml|pug|jade|coffee|nim|fs|fsx|fsi|sass|styl|slim)|(?:^|\/)(?:gnu)?makefile)$/i;
/** Files in which white space between two signs can change what they say, though no word is joined or split. */
const separating =
  /(?:\.(?:sh|bash|zsh|ksh|fish|ps1|bat|cmd|css|scss|less|env)|(?:^|\/)(?:dockerfile|containerfile|codeowners|\.env[^/]*|\.git\w+|\.bashrc|\.profile))$/i;

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
  const same = separating.test(path) ? lines(before) === lines(after) : words(before) === words(after);
  return same ? 'space' : 'doubtful';
}

function parserOf(path: string): ((text: string) => JsonDocument | undefined) | undefined {
  const parse = /\.json$/i.test(path) ? parseJson : /\.ya?ml$/i.test(path) ? parseYaml : undefined;
  if (parse === undefined) return undefined;
  return (text) => {
    const parsed = parse(text);
    return parsed.ok ? parsed.document : undefined;
  };
}

/** The text with white space only where it keeps two words apart. */
function words(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/ (?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_]) /gu, '');
}

/** The lines that are not blank, without indentation and with single spaces. */
function lines(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '')
    .join('\n');
}
