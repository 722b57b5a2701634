/**
 * A value of foreign text where people copy it: itself when it is short and plain, else that it is not. A tag or a version that is anything
 * else is shown nowhere as it is.
 */
export function plainValue(text: string | undefined): string {
  if (text === undefined) return 'none';
  return /^[A-Za-z0-9](?:[A-Za-z0-9._+:/-]{0,98}[A-Za-z0-9_+/-])?$/.test(text) ? text : '(no plain text)';
}
