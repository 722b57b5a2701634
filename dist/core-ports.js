// shared/core/ports.ts
const readSources = [
	"tree",
	"worktree",
	"api",
	"output"
];

export { readSources };