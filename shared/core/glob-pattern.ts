import { containedPath } from './path.ts';
import { z } from './zod.ts';

/*
 * How paths of a group are written: literally, or as a glob. What could never match, or would match something else than its
 * author means, is refused while the configuration is read: a pattern that matches nothing guards nothing.
 */

const wildcards = /[*?[\]{}]/;
/** More of them in one segment make matching a hostile path take very long. */
const mostStars = 4;
const mostGlobstars = 3;
const mostCharacters = 400;

/** Whether a pattern names one path and nothing else. */
export function isLiteral(pattern: string): boolean {
  return !wildcards.test(pattern);
}

/** Why a text is no pattern, as a clause that continues "the pattern …"; undefined when it is one. */
export function patternProblem(text: string): string | undefined {
  if (text.length > mostCharacters) return `is longer than ${mostCharacters} characters`;
  if (text.startsWith('!')) return 'begins with !: a group names what must change, and cannot take paths out again';
  if (text.startsWith('^') || text.endsWith('$') || text.includes('|'))
    return 'looks like a regular expression: write a path or a glob (*, **, ?, [ab], {a,b})';
  if (text.includes('.*'))
    return 'looks like a regular expression (.*): write .?* for any extension, or name them: {md,txt}';
  const contained = containedPath(text);
  if (!contained.ok) return contained.message;
  if (contained.path !== text) return `is written in a roundabout way: write ${contained.path}`;
  return isLiteral(text) ? undefined : globProblem(text);
}

function globProblem(text: string): string | undefined {
  if (/[()]|[\]}]\+/.test(text)) return 'has ( ) or + as a regular expression would: write ? for such a character';
  if (text.includes('..')) return 'has .. in a glob: name the values, {1,2,3}';
  if (!balanced(text)) return 'has a bracket or brace that is not closed';
  const globstars = text.split('**').length - 1;
  if (globstars > mostGlobstars) return `has more than ${mostGlobstars} times **`;
  const segment = text.split('/').find((part) => part !== '**' && part.split('*').length - 1 > mostStars);
  return segment === undefined ? undefined : `has more than ${mostStars} times * between two slashes`;
}

function balanced(text: string): boolean {
  let depth = 0;
  let inBrackets = false;
  for (const character of text) {
    if (character === '[' && inBrackets) return false;
    if (character === '[') inBrackets = true;
    else if (character === ']') {
      if (!inBrackets) return false;
      inBrackets = false;
    } else if (!inBrackets && character === '{') depth += 1;
    else if (!inBrackets && character === '}') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0 && !inBrackets;
}

/** A literal path or a glob, in the configuration. */
export const Pattern = z
  .string()
  .superRefine((text, check) => {
    const problem = patternProblem(text);
    if (problem !== undefined) check.addIssue({ code: 'custom', message: `the pattern ${problem}` });
  })
  .meta({
    description: 'Path of a file relative to the working directory, or a glob (*, **, ?, [ab], {a,b}). Never negated.',
  });
