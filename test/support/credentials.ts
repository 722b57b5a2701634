// Put together here, so that no scanner takes this file for a leak.
export const letters = (count: number): string => 'aB3'.repeat(count).slice(0, count);
const capitals = (count: number): string => 'AB2'.repeat(count).slice(0, count);
const key = (kind: string): string =>
  `-----BEGIN ${kind}PRIVATE KEY-----\n${letters(64)}\n-----END ${kind}PRIVATE KEY-----`;

/** What each kind of credential looks like, by the name that it is reported by. */
export const credentialSamples: readonly (readonly [name: string, text: string])[] = [
  ...['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map((kind) => ['GitHub token', `${kind}_${letters(36)}`] as const),
  ['GitHub token', `github_pat_${letters(22)}_${letters(59)}`],
  ['GitLab token', `glpat-${letters(20)}`],
  ['AWS access key', `AKIA${capitals(16)}`],
  ['AWS access key', `ASIA${capitals(16)}`],
  ['Slack token', `xoxb-${'1'.repeat(12)}-${letters(24)}`],
  ['Slack webhook', `hooks.slack.com/services/T${capitals(8)}/B${capitals(8)}/${letters(24)}`],
  ['Google API key', `AIza${letters(35)}`],
  ['secret key', `sk_live_${letters(24)}`],
  ['secret key', `sk-${letters(48)}`],
  ['npm token', `npm_${letters(36)}`],
  ['JSON web token', `eyJ${letters(20)}.eyJ${letters(20)}.${letters(43)}`],
  ['private key', key('')],
  ['private key', key('RSA ')],
  ['private key', key('OPENSSH ')],
];
