/** Whether bodies of a media type, or some of a range of them, are JSON. */
export function mayBeJson(type: string): boolean {
  return /^(?:(?:application|text)\/(?:[^;]*\+)?json|(?:application|text|\*)\/\*)(?:;|$)/.test(type);
}
