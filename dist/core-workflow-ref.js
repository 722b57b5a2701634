// shared/core/workflow-ref.ts
function workflowRefIn(text, repository) {
	const prefix = `${repository ?? ""}/`;
	if (repository === void 0 || text?.toLowerCase().startsWith(prefix.toLowerCase()) !== true) return void 0;
	const { path, ref } = cutRef(text.slice(prefix.length));
	return ref === void 0 || path === "" || ref === "" ? void 0 : {
		path,
		ref
	};
}
function cutRef(text) {
	const at = text.indexOf("@");
	return at < 0 ? {
		path: text,
		ref: void 0
	} : {
		path: text.slice(0, at),
		ref: text.slice(at + 1)
	};
}

export { cutRef, workflowRefIn };