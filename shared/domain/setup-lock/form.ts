import { createHash } from 'node:crypto';
import { isPlaceholder } from '../../parse/placeholder.ts';
import { formats } from '../../parse/version.ts';

/*
 * What a field of a lock can hold. A value of any form says only that it was written down; whether something answers there is for a smoke
 * test to show.
 */

export const formNames = ['text', 'digest', 'pin', 'image', 'endpoint', 'uuid', 'commit', 'version'] as const;
export type FormName = (typeof formNames)[number];

/** Whole values that stand for one that nobody has yet, without case and signs between letters. */
const sentinels =
  /^(?:deferred|pending|required|placeholder|none|null|nil|undefined|na|unknown|changeme|change|replaceme|fillme|dummy|sample|example|test|value|empty|tbdlater|notset|unset|missing|later|soon|string|text|uuid|url|id|foo|bar|foobar|(?:no|some|any)(?:body|one)|not(?:applicable|available|provisioned|yet))$/;
/** Beginnings of such values, and words that make any value one; signs between words are spaces. */
const vagueStart =
  /^(?:deferred|pending|placeholder|todo|tbd|tba|tbc|fixme|(?:change|replace|fill) ?me|fill in|insert (?:your|the|an?|id|value|here)|your|to be|not yet|coming soon|will be)\b/;
const vagueWord = /\b(?:tbd|fixme|(?:change|replace)me|placeholder|x{4,})\b/;
/** Where a template is to be filled in, or something was left out. */
const template = /\$\{|\$\(|\{[a-z_][\w-]*\}|^\$\w+$|^%\w+%$|^\[[^\]]*\]$|^__\w+__$|^@@\w+@@$|\.{3}|…/i;

/** Hosts that are reserved for documentation, and so are nobody's (RFC 2606, RFC 6761). */
const reserved = /(?:^|\.)(?:example\.(?:com|net|org)|example|invalid|test)$/;

/** A concrete value as text. */
export function valueText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/**
 * Why a value is not concrete, as a clause that continues "the field …"; undefined when it is. `tokens`: what the policy takes for a
 * placeholder. `field`: how the field is called, which is no value of it.
 */
export function vagueness(value: unknown, tokens: readonly string[], field = ''): string | undefined {
  if (value === undefined) return 'is missing';
  if (value === null) return 'is null';
  if (typeof value !== 'string' && typeof value !== 'number') return 'is neither a text nor a number';
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    return 'is a number that readers write in several ways: a text says it exactly';
  const text = String(value);
  if (text.trim() === '') return 'is empty';
  if (holdsToken(text, tokens)) return 'holds a placeholder token';
  const folded = fold(text);
  const letters = folded.replace(/[^\p{L}\p{N}]/gu, '');
  const spaced = folded.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  if (isPlaceholder(text) || sentinels.test(letters) || vagueStart.test(spaced) || vagueWord.test(spaced))
    return 'holds a placeholder';
  if (template.test(text)) return 'is a template that was not filled in';
  return letters === fold(field).replace(/[^\p{L}\p{N}]/gu, '') ? 'holds its own name' : undefined;
}

/** Whether a text holds one of the placeholders of the policy, in whatever letters and spaces. */
export function holdsToken(text: string, tokens: readonly string[]): boolean {
  const bare = fold(text).replace(/\s/g, '');
  return tokens.some((each) => bare.includes(fold(each).replace(/\s/g, '')));
}

/** A text as it is read: without case, marks of letters, and what nobody sees. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .trim()
    .toLowerCase();
}

/** UTF-16 units of a value; what is longer is none. */
const mostCharacters = 2000;
const hexadecimal = /^(?:[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/;
const lengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** What is wrong with the form of a concrete value, as a clause; undefined when it has it. `hosts`: which ones endpoints may have. */
export function malformation(value: string, form: FormName, hosts: readonly string[]): string | undefined {
  if (value.length > mostCharacters) return `has more than ${mostCharacters} characters`;
  switch (form) {
    case 'text':
      if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)) return 'has more than one line';
      return hasLookalikes(value) ? 'has letters of two scripts that look alike' : undefined;
    case 'digest':
      return digestProblem(value);
    case 'pin': {
      const hash = value.slice(value.lastIndexOf(':') + 1);
      const before = value.slice(0, value.length - hash.length);
      if (before !== '' && !/^[A-Za-z0-9][A-Za-z0-9._/-]*:$/.test(before))
        return 'is not a hash with at most a name before it';
      return hexadecimal.test(hash)
        ? trivial(hash)
        : 'does not end in a whole hash of 64, 96 or 128 lower-case hexadecimal digits';
    }
    case 'image':
      return imageProblem(value);
    case 'endpoint':
      return endpointProblem(value, hosts);
    case 'uuid':
      if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)) return 'is not a UUID';
      if (documented.has(value.toLowerCase()) || value.split('-').every((group) => new Set(group).size === 1))
        return 'is one of examples';
      return trivial(value.replaceAll('-', ''), 3);
    case 'commit':
      return formats.commit.matches(value) ? trivial(value) : `is not ${formats.commit.describes}`;
    case 'version':
      return formats.semver.matches(value.replace(/^v/, '')) ? undefined : 'is not one exact version such as 1.2.3';
  }
}

/** What a value of a form looks like, for people. */
export const formDescriptions: Readonly<Record<FormName, string>> = {
  text: 'a value in one line',
  digest: 'an algorithm and a digest, such as sha256: and 64 hexadecimal digits',
  pin: 'a whole hash, with at most a name and a colon before it',
  image: 'an image with a digest, or with the tag of a version',
  endpoint: 'an https address, or one of a host that the policy names',
  uuid: 'a UUID',
  commit: 'a full commit id',
  version: 'one exact version',
};

function digestProblem(value: string): string | undefined {
  const [algorithm = '', digest = '', ...more] = value.split(':');
  const length = Object.hasOwn(lengths, algorithm) ? lengths[algorithm] : undefined;
  if (more.length > 0 || length === undefined) return 'does not begin with sha256:, sha384: or sha512:';
  if (digest.length !== length || !hexadecimal.test(digest))
    return `is not ${length} lower-case hexadecimal digits behind ${algorithm}:`;
  return trivial(digest);
}

/** Digests of nothing at all, by the algorithms that are accepted. */
const ofNothing: ReadonlySet<string> = new Set(
  Object.keys(lengths).map((algorithm) => createHash(algorithm).update('').digest('hex')),
);

/** UUIDs that stand in specifications and everywhere else. */
const documented: ReadonlySet<string> = new Set([
  '123e4567-e89b-12d3-a456-426614174000',
  '550e8400-e29b-41d4-a716-446655440000',
  'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
]);

/** Digits that nobody computed: real ones neither repeat nor have fewer than `fewest` different ones. */
function trivial(digits: string, fewest = 6): string | undefined {
  const lower = digits.toLowerCase();
  if (ofNothing.has(lower)) return 'is the digest of nothing';
  for (let period = 1; period <= lower.length / 2; period += 1)
    if (lower.startsWith(lower.slice(period))) return 'repeats the same digits, and is no real one';
  if (lower.includes('12345678')) return 'counts, and is no real one';
  return new Set(lower).size < fewest ? `has fewer than ${fewest} different digits, and is no real one` : undefined;
}

/** Whether a word has Latin letters beside those of a script with the same shapes. */
function hasLookalikes(text: string): boolean {
  return text
    .split(/\s+/)
    .some((word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word));
}

function imageProblem(value: string): string | undefined {
  const match = /^([a-z0-9][a-z0-9._/:-]*?)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(.+))?$/.exec(value);
  if (match === null) return 'is not the name of an image';
  const [, , tag, digest] = match;
  if (digest !== undefined) return digestProblem(digest);
  if (tag === undefined) return 'has neither a tag nor a digest';
  const moves = !/\d/.test(tag) || /(?:^|[._-])latest(?:$|[._-])/i.test(tag);
  return moves ? `has the tag ${tag}, which moves` : undefined;
}

function endpointProblem(value: string, hosts: readonly string[]): string | undefined {
  if (!formats.url.matches(value)) return 'is not an http or https address';
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== '' || password !== '') return 'holds a user name or a password';
  // A dot behind it names the same host.
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (reserved.test(host)) return 'has a host that is reserved for examples';
  const named = hosts.some((each) => matchesHost(each.toLowerCase(), host));
  if (hosts.length > 0) return named ? undefined : 'has a host that the policy does not name';
  return protocol === 'https:' ? undefined : 'is not https, and the policy does not name its host';
}

function matchesHost(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === host;
}

/** Why a text is no SRI integrity of one digest (https://www.w3.org/TR/SRI/), as a clause; undefined when it is. */
export function integrityProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'has no integrity';
  const [, algorithm = '', base64 = ''] = /^(sha256|sha384|sha512)-([A-Za-z0-9+/]+={0,2})$/.exec(value) ?? [];
  const length = Object.hasOwn(lengths, algorithm) ? lengths[algorithm] : undefined;
  if (length === undefined) return 'has an integrity that is not sha256-, sha384- or sha512- and base64';
  const bytes = (base64.replace(/=+$/, '').length * 6) >> 3;
  if (bytes !== length / 2 || base64.length % 4 !== 0) return `has an integrity that is not ${length / 2} bytes long`;
  return new Set(base64.replace(/=+$/, '').slice(0, -1)).size < 4
    ? 'has an integrity that repeats the same letters'
    : undefined;
}
