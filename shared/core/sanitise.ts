/*
 * The one sanitiser: every text from outside passes it before it reaches a terminal, a log, a summary or an annotation.
 */

const secretPatterns: readonly [name: string, pattern: RegExp][] = [
  ['GitHub token', /(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})/g],
  ['GitLab token', /glpat-[A-Za-z0-9_-]{20,}/g],
  ['AWS access key', /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g],
  ['Slack token', /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g],
  ['Google API key', /\bAIza[A-Za-z0-9_-]{35}\b/g],
  ['secret key', /\b(?:sk_live_[A-Za-z0-9]{16,}|sk-[A-Za-z0-9_-]{20,})/g],
  ['Slack webhook', /hooks\.slack\.com\/services\/\S+/g],
  ['npm token', /\bnpm_[A-Za-z0-9]{36}\b/g],
  // Only at the start of a run of its characters: otherwise a long run costs the square of its length.
  ['JSON web token', /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g],
  ['private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g],
  ['credential in a URL', /(?<=\bhttps?:\/\/)[^\s/@:]{8,}(?=@)/gi],
  ['password in a URL', /(?<=\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/]+(?=@)/gi],
];

/**
 * Whether `redact` could find anything in the texts that a JSON document holds: quick, and never false where it would. It looks
 * for less than the patterns do, because escapes in JSON put letters before a text (`\\nghp_...`).
 */
export function mayHoldSecret(json: string): boolean {
  return /gh[pousr]_|github_pat_|glpat-|sk-|sk_live_|hooks\.slack|AKIA|ASIA|xox[abeoprs]-|AIza|npm_|eyJ|PRIVATE KEY|:\/\/[^\s/]*@/.test(
    json,
  );
}

/** The text without what looks like a credential, and the names of what was found. */
export function redact(text: string): { text: string; found: string[] } {
  if (!mayHoldSecret(text)) return { text, found: [] };
  const found: string[] = [];
  let clean = text;
  for (const [name, pattern] of secretPatterns) {
    const replaced = clean.replace(pattern, `[redacted ${name}]`);
    if (replaced !== clean) found.push(name);
    clean = replaced;
  }
  return { text: clean, found };
}

/**
 * One line of visible text: control characters, terminal escapes, line and paragraph separators, direction overrides and
 * invisible format characters become visible escapes (`\u{1b}`), white space becomes single spaces, lone surrogates become
 * U+FFFD.
 */
export function oneLine(text: string): string {
  if (isPlain(text)) return text.trim();
  return visible(text.replace(/[\t\n\v\f\r ]+/g, ' ')).trim();
}

/** Like `oneLine`, but line ends stay. */
export function lines(text: string): string {
  if (isPlain(text)) return text;
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => visible(line.replaceAll('\t', '  ')))
    .join('\n');
}

/** Visible ASCII with single spaces: nothing in it needs a second look, and most texts are such. */
function isPlain(text: string): boolean {
  return /^(?:[!-~]| (?! ))*$/.test(text);
}

function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(
      /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu,
      (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
}

/** At most `max` code points, the middle of a longer text replaced by an ellipsis. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const points = Array.from(text);
  if (points.length <= max) return text;
  const head = Math.ceil((max - 1) / 2);
  return `${points.slice(0, head).join('')}…${points.slice(points.length - (max - 1 - head)).join('')}`;
}

/**
 * A line that the runner cannot take for a workflow command: it reads `::name` at the start of a trimmed line and `##[name]`
 * anywhere in one (actions/runner, ActionCommand).
 */
export function logLine(text: string): string {
  return oneLine(text).replace(/^::/, ': :').replaceAll('##[', '# #[');
}
