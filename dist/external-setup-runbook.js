import { containedPath, decodeText } from "./shared.js";
import { wrong } from "./domain-setup-lock.js";
import { passed, unverified } from "./domain-verdict.js";
import { headingAnchors } from "./parse.js";
import { parseMarkdown } from "./parse-markdown.js";

// actions/external-setup/runbook.ts
async function judgeSection(ctx, link) {
	const [path = "", anchor = ""] = link.split("#");
	const contained = containedPath(path);
	const fix = `write the section in ${path}, or have the policy name the one that is there`;
	if (!contained.ok) return wrong(`the path of the runbook ${contained.message}`, "a path of the repository", path, fix);
	const found = await ctx.read(contained.path);
	if (!found.found && found.because !== void 0) return unverified(found.because);
	const text = found.found ? decodeText(found.content) : {
		ok: false,
		message: found.message
	};
	const parsed = text.ok ? parseMarkdown(text.text) : text;
	if (!parsed.ok) return wrong(`the runbook ${path} ${parsed.message}`, "a Markdown document", "nothing", fix, { path });
	const anchors = headingAnchors(parsed.document.headings);
	return anchors.includes(anchor) ? passed : wrong(`the runbook ${path} has no section ${anchor}`, anchor, anchors, fix, { path });
}

export { judgeSection };