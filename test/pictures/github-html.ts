import { micromark } from 'micromark';
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table';

/** The tags that are left, with the attributes that Markdown gives them. GitHub leaves more, but no summary has any of those. */
const allowed =
  /^<(?:br|hr|\/?(?:h[1-6]|p|strong|em|code|pre|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|details|summary))(?: (?:align="(?:left|right|center)"|class="language-\w+"|start="\d+"))?(?: \/)?>$/;

/**
 * GitHub-flavoured Markdown as the HTML of a summary: CommonMark with tables; every other tag is shown as text. What is inside of
 * closed details is left out unless they are opened, as nobody sees it before a click. A Mermaid block is shown as its text.
 */
export function githubHtml(markdown: string, open = false): string {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfmTable()],
    htmlExtensions: [gfmTableHtml()],
  }).replace(/<[^>]*>?/g, (tag) => (allowed.test(tag) ? tag : tag.replace('<', '&lt;')));
  if (open) return html.replaceAll('<details>', '<details open>');
  return html.replace(/(<\/summary>)[\s\S]*?(<\/details>)/g, '$1$2');
}
