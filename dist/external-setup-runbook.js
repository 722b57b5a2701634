import { containedPath, decodeText } from "./shared.js";
import { wrong } from "./domain-setup-lock.js";
import { passed, unverified } from "./domain-verdict.js";
import { headingAnchors, isSaid } from "./parse.js";
import { parseMarkdown } from "./parse-markdown.js";
import { shownText } from "./parse-markdown-text.js";

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
	const { headings, lines } = parsed.document;
	const anchors = headingAnchors(headings);
	const own = headings[anchors.indexOf(anchor)];
	if (own === void 0) return wrong(`the runbook ${path} has no section ${anchor}`, anchor, anchors, fix, { path });
	const { line } = own.position;
	const next = headings.find(({ position, depth }) => position.line > line && depth <= own.depth);
	const [from, until] = [lines.start(line + 1), next === void 0 ? void 0 : lines.start(next.position.line)];
	const shown = shownText(from === void 0 || !text.ok ? "" : text.text.slice(from, until));
	return shown.ok && isSaid(shown.text) ? passed : wrong(`the section ${anchor} of the runbook ${path} says nothing`, "how it is set up", null, fix, {
		path,
		line
	});
}

export { judgeSection };