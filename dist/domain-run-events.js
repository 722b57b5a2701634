// shared/domain/run-events/run-events.ts
const runEvents = {
	pull_request: {
		on: "pull_request",
		judged: "test-merge",
		policy: "base",
		change: "one",
		stage: "pull-request",
		secrets: true,
		commands: true,
		acts: "no"
	},
	fork: {
		on: "pull_request",
		judged: "test-merge",
		policy: "base",
		change: "one",
		stage: "pull-request",
		secrets: false,
		commands: false,
		acts: "no"
	},
	pull_request_target: {
		on: "pull_request_target",
		judged: "not-judged",
		policy: "base",
		change: "one",
		stage: "pull-request",
		secrets: true,
		commands: false,
		acts: "no"
	},
	merge_group: {
		on: "merge_group",
		judged: "group",
		policy: "tip",
		change: "each",
		stage: "merge_group",
		secrets: true,
		commands: true,
		acts: "no"
	},
	push: {
		on: "push",
		judged: "pushed",
		policy: "before",
		change: "each",
		stage: "default-branch",
		secrets: true,
		commands: true,
		acts: "yes"
	},
	branch: {
		on: "push",
		judged: "pushed",
		policy: "tip",
		change: "branch",
		stage: "pull-request",
		secrets: true,
		commands: true,
		acts: "no"
	},
	schedule: {
		on: "schedule",
		judged: "tip",
		policy: "tip",
		change: "none",
		stage: "default-branch",
		secrets: true,
		commands: true,
		acts: "yes"
	},
	workflow_dispatch: {
		on: "workflow_dispatch",
		judged: "tip",
		policy: "tip",
		change: "none",
		stage: "default-branch",
		secrets: true,
		commands: true,
		acts: "yes"
	},
	workflow_run: {
		on: "workflow_run",
		judged: "tip",
		policy: "tip",
		change: "none",
		stage: "default-branch",
		secrets: true,
		commands: false,
		acts: "inside"
	},
	release: {
		on: "release",
		judged: "tag",
		policy: "tip",
		change: "none",
		stage: "release",
		secrets: true,
		commands: true,
		acts: "no"
	}
};

export { runEvents };