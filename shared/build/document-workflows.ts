/** A workflow that a document shows. */
export interface ShownWorkflow {
  /** `<name of the workflow>.yml`, or the document and the line of its block for one without a name. */
  file: string;
  /** The document and the line of its block. */
  place: string;
  text: string;
}

/**
 * The whole workflows among the YAML blocks of a Markdown document: those with both `on:` and `jobs:` at their top. The suite's own actions are
 * pinned by a commit there once a release exists; before that, and in documents that name a branch, `ownPin` stands for it.
 */
export function shownWorkflows(document: string, markdown: string, slug: string, ownPin: string): ShownWorkflow[] {
  const own = new RegExp(`(uses: ['"]?${escaped(slug)}/[\\w./-]+)@[^\\s'"]+`, 'g');
  return [...markdown.matchAll(/^```ya?ml\n([\s\S]*?)^```$/gm)].flatMap((block) => {
    const [, text = ''] = block;
    if (!/^['"]?on['"]?:/m.test(text) || !/^jobs:/m.test(text)) return [];
    const line = markdown.slice(0, block.index).split('\n').length + 1;
    const name = /^name: *['"]?([\w -]+)/m.exec(text)?.[1]?.trim().toLowerCase().replace(/\W+/g, '-');
    const file = name ?? `${document.replace(/\W+/g, '-')}-${line}`;
    return [{ file: `${file}.yml`, place: `${document}:${line}`, text: text.replace(own, `$1@${ownPin}`) }];
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
