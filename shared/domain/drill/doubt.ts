import { foldedName } from '../record/folded-name.ts';

/*
 * Words with which people say in a sentence that something was not done, not done yet, not really done, or went wrong. A sentence without any
 * of them proves nothing; one with them does not say that it was done.
 */

const words = [
  String.raw`no[tr]?|non|never|nothing|none|nobody|neither|without|cannot|\p{L}+n['’]t`,
  String.raw`fail\p{L}*|skip\p{L}*|omit\p{L}*|abort\p{L}*|cancel\p{L}*|forg[eo]t\p{L}*|neglect\p{L}*|ignored|bypass\p{L}*`,
  String.raw`miss(?:ed|ing)|broken?|crash\p{L}*|hung|stuck|interrupted|halted|timed out|time-?outs?|unsuccessful\p{L}*|wrong\p{L}*|errors?|red`,
  String.raw`incomplete\p{L}*|unfinished|undone|partial\p{L}*|partly|half|almost|nearly|attempt\p{L}*|tried`,
  String.raw`pending|planned|to ?do|tb[acd]|to be|deferred|postponed|delayed|should|would|could`,
  String.raw`blocked|refused|denied|declined|rejected|impossible|unable|unknown|unclear|n\/a|waived|left out`,
  String.raw`simulated|pretend\p{L}*|mocked|faked?`,
];
const doubt = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words.join('|')})(?![\p{L}\p{N}])|[❌✗✘✖☒🚫⛔⚠👎]`, 'u');

/** The first word of a text that says, or may say, that something was not done or went wrong; undefined when it has none. */
export function doubtIn(text: string): string | undefined {
  return doubt.exec(foldedName(text))?.[0];
}
