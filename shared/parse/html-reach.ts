/** What a piece of HTML opens and closes, in order. `endless`: something that no closing tag ends for certain. */
export type HtmlStep = { kind: 'open' | 'close'; name: string } | { kind: 'endless' };

/** Elements without content (HTML Living Standard, section 13.1.2). */
const empty: ReadonlySet<string> = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img'],
  ...['input', 'link', 'meta', 'param', 'source', 'track', 'wbr'],
]);
/** Elements whose content is no HTML to one renderer, and is to another one, which does not let them through. */
const raw: ReadonlySet<string> = new Set([
  ...['iframe', 'noembed', 'noframes', 'plaintext', 'script'],
  ...['select', 'style', 'svg', 'math', 'template', 'textarea', 'title', 'xmp'],
]);

/** Whether a text is one HTML comment after the other, with white space between them, and nothing else. Takes time with its length. */
export function isComments(text: string): boolean {
  let at = 0;
  while (at < text.length) {
    // A browser ends these at once, and what stands behind is shown.
    if (!text.startsWith('<!--', at) || /^-?>/.test(text.slice(at + 4, at + 6))) return false;
    const end = text.indexOf('-->', at + 4);
    const other = text.indexOf('--!>', at + 4);
    if (end === -1 || (other !== -1 && other < end)) return false;
    at = end + 3;
    while (/\s/.test(text.charAt(at))) at += 1;
  }
  return text !== '';
}

/** The steps of a piece of HTML. What is cut off in it, as a tag without its end, is endless: it swallows what stands behind. */
export function htmlSteps(html: string): HtmlStep[] {
  const steps: HtmlStep[] = [];
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    const end = endOf(html, at);
    if (end === undefined) return [...steps, { kind: 'endless' }];
    const [, slash = '', name = ''] = /^<(\/?)([a-z][^\s/>]*)/i.exec(html.slice(at, end)) ?? [];
    const key = name.toLowerCase();
    if (raw.has(key)) steps.push({ kind: 'endless' });
    else if (key !== '' && !empty.has(key)) steps.push({ kind: slash === '' ? 'open' : 'close', name: key });
    at = end;
  }
  return steps;
}

/** Where the tag or comment at an offset ends; undefined when it does not. */
function endOf(html: string, at: number): number | undefined {
  const next = html.charAt(at + 1);
  if (html.startsWith('<!--', at)) {
    const short = /^-?>/.exec(html.slice(at + 4, at + 6))?.[0];
    if (short !== undefined) return at + 4 + short.length;
    const ends = ['-->', '--!>'].map((mark) => ({ mark, found: html.indexOf(mark, at + 4) }));
    const [first] = ends.filter(({ found }) => found !== -1).sort((a, b) => a.found - b.found);
    return first === undefined ? undefined : first.found + first.mark.length;
  }
  if (!/[a-z/!?]/i.test(next)) return at + 1;
  let quote = '';
  for (let index = at + 1; index < html.length; index += 1) {
    const character = html.charAt(index);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '>') return index + 1;
    else if ((character === '"' || character === "'") && next !== '!' && next !== '?') quote = character;
  }
  return undefined;
}
