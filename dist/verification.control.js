import { defineControl, isoMillisecondTime, isoTime, list, listed, parseTime, reportName, rule, sha256, structured } from "./shared.js";
import { array } from "./vendor.js";
import { askedVerifications, judgeTests, readReport, testRules, testsOf } from "./domain-verification.js";
import { PresetSchema, VerificationSchema, verificationProblems, verificationRecords } from "./domain-verification-config.js";
import { jobsOfRun, uploadedAttempt } from "./domain-this-run.js";
import { counted } from "./core-counted.js";
import { passed } from "./domain-record.js";
import { milliseconds } from "./core-duration.js";
import { judgedCommits } from "./domain-kpi.js";

// actions/verification/definition.ts
const inputs = {
	verifications: structured(array(VerificationSchema), {
		description: "What is verified: commands, reports on tests, or commands that write one, as { id: unit, command: [npm, test] }.",
		default: [],
		policy: true
	}),
	required: list({
		description: "The ids that must be measured. None: those of the presets, else every verification.",
		default: [],
		policy: true
	}),
	presets: structured(array(PresetSchema), {
		description: "Sets of verifications that must be measured: contract-suites, durability-reports, the latter also as { preset: durability-reports, artifact: durability }.",
		default: [],
		policy: true
	})
};
const lists = {};
const outputs = { commit: { description: "The commit that was verified; empty when it is not known." } };

// actions/verification/found.ts
const maxBytes = 67108864;
const maxAll = 268435456;
const maxFiles = 2e3;
const reportEndings = [
	".xml",
	".ndjson",
	".jsonl",
	".tap",
	".txt"
];
function open(message, needs, code = "NO_DATA") {
	return { because: {
		code,
		message,
		needs
	} };
}
async function producedReports(ctx, { path }) {
	const paths = await pathsOf(ctx, path);
	if (!Array.isArray(paths)) return {
		reports: [],
		not: [paths]
	};
	const needs = "a command, or a step before this one in the same job, that writes it";
	if (paths.length === 0) return {
		reports: [],
		not: [open(`no file that was written here matches ${path}`, needs)]
	};
	if (paths.length > maxFiles) return {
		reports: [],
		not: [open(`${paths.length} files match ${path}, more than the ${maxFiles} that are read`, "a narrower path", "TRUNCATED")]
	};
	const reports = [];
	const not = [];
	let bytes = 0;
	for (const each of paths) {
		const file = await ctx.produced.read(each, Math.min(maxBytes, maxAll - bytes));
		const at = { path: each };
		if (file.found) {
			bytes += file.bytes;
			reports.push({
				name: each,
				content: file.content,
				sha256: file.sha256,
				at
			});
		} else if (file.reason === "absent") not.push(open(`there is no file ${each}`, needs));
		else if (file.reason === "too-large") not.push(open(`the file ${each} ${file.message}`, "smaller reports", "TRUNCATED"));
		else if (file.because === void 0) not.push({
			problem: `the file ${each} ${file.message}`,
			at
		});
		else not.push({ because: file.because });
	}
	return {
		reports,
		not
	};
}
async function pathsOf(ctx, path) {
	if (!/[*?[{!(]/.test(path)) return [path];
	const listed = await ctx.produced.list();
	if (!listed.ok) return { because: listed.because };
	return listed.paths.filter(await ctx.matcher([path]));
}
async function artifactReports(ctx, { path, artifact = "" }, collected) {
	const matches = await ctx.matcher([path]);
	const inIt = collected.files.flatMap((file) => file.origin.kind === "artifact" && file.origin.name === artifact ? [{
		...file,
		origin: file.origin
	}] : []);
	const not = collected.problems.flatMap(({ origin, path: of, message, because }) => {
		if (origin.kind !== "artifact" || origin.name !== artifact || of !== void 0 && !matches(of)) return [];
		const problem = `${[artifact, of].filter((part) => part !== void 0).join("/")} ${message}`;
		return [because === void 0 ? { problem } : { because }];
	});
	if (collected.unlisted !== void 0) not.push({ because: collected.unlisted });
	const newest = inIt.reduce((last, { origin }) => Math.max(last, origin.id), 0);
	const files = inIt.filter(({ origin, path: of }) => origin.id === newest && matches(of));
	if (files.length === 0 && not.length === 0) {
		const needs = `a job that this one needs, which uploads ${artifact} in this run`;
		not.push(open(`no artifact ${artifact} of this run holds a report at ${path}`, needs));
	}
	return {
		reports: files.map(({ path: of, content, sha256, origin }) => {
			const name = `${artifact}/${of}`;
			ctx.recorded(name, origin.headSha, content);
			const { runId, headSha, createdAt } = origin;
			return {
				name,
				content,
				sha256,
				artifact: {
					runId,
					headSha,
					createdAt
				}
			};
		}),
		not
	};
}

// actions/verification/gather.ts
async function gather(ctx, verifications) {
	const names = [...new Set(verifications.flatMap(({ report }) => report?.artifact ?? []))];
	if (names.length === 0) return {
		collected: {
			files: [],
			problems: []
		},
		jobs: void 0
	};
	return {
		collected: await ctx.reports({
			artifacts: names,
			endings: reportEndings
		}),
		jobs: ctx.subject.attempt === 1 ? void 0 : await jobsOfRun(ctx)
	};
}

// actions/verification/outcome.ts
function tell(ctx, rule, id, verdict) {
	switch (verdict.status) {
		case "passed":
			ctx.passed(rule, { id });
			return;
		case "failed": {
			const { problem, expected, actual, fix, at } = verdict;
			ctx.failed(rule, {
				id,
				problem,
				expected,
				actual,
				fix
			}, at);
			return;
		}
		case "unverified":
			ctx.unverified(rule, { id }, verdict.because);
			return;
		case "not-applicable": ctx.notApplicable(rule, { id }, verdict.why);
	}
}
const undeclared = {
	status: "failed",
	problem: "it is required, and the configuration does not say how it is done",
	expected: "a verification with this id",
	actual: "none",
	fix: "add it under verifications, with a command or a report"
};
function measured(unmeasured) {
	return unmeasured === void 0 ? passed : {
		status: "unverified",
		because: unmeasured
	};
}
function recordOf({ verdicts, record }, required) {
	const all = Object.values(verdicts);
	const open = all.some(({ status }) => status === "unverified") || !all.some(({ status }) => status === "passed");
	const status = all.some((verdict) => verdict.status === "failed") ? "failed" : open ? "unverified" : "passed";
	const problems = all.flatMap((verdict) => verdict.status === "failed" ? [verdict.problem] : verdict.status === "unverified" ? [verdict.because.message] : []);
	const distinct = [...new Set(problems)];
	return {
		...record,
		required,
		status,
		...distinct.length === 0 ? {} : { problems: distinct }
	};
}
const marks = {
	passed: "good",
	failed: "bad",
	unverified: "open"
};
const words = {
	passed: "passed",
	failed: "failed",
	unverified: "not verified"
};
function exhibitOf(records) {
	return {
		title: "Verifications",
		columns: [
			{ name: "Verification" },
			{
				name: "Exit",
				numeric: true
			},
			{
				name: "Tests",
				numeric: true
			},
			{
				name: "Failed",
				numeric: true
			},
			{
				name: "Skipped",
				numeric: true
			},
			{
				name: "Time",
				numeric: true
			},
			{ name: "State" }
		],
		rows: records.map(({ id, title, exit, counts, durationMs, status }) => ({
			cells: [
				title === void 0 ? id : `${id}: ${title}`,
				exit === void 0 ? "" : String(exit),
				counts === void 0 ? "" : String(counts.executed),
				counts === void 0 ? "" : String(counts.failed),
				counts === void 0 ? "" : String(counts.skipped),
				durationMs === void 0 ? "" : `${(durationMs / 1e3).toFixed(1)} s`,
				words[status]
			],
			mark: marks[status]
		})),
		remark: `${counted(records.filter(({ status }) => status === "passed").length, "verification")} of ${records.length} passed.`
	};
}

// actions/verification/rules.ts
const ofVerification = {
	severity: "critical",
	about: ({ id }) => [id],
	says: ({ id, problem = "" }) => `${id}: ${problem}`,
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	fix: ({ fix }) => fix
};
const rules = {
	required: rule({
		...ofVerification,
		waivable: false,
		asserts: "Every required verification was measured, whatever it found.",
		why: "What nobody ran shows no failure."
	}),
	ran: rule({
		...ofVerification,
		waivable: false,
		asserts: "The command ran to its end by itself, and so did all that it had started.",
		why: "A command that hangs, or leaves its tests running behind it, has verified nothing when it ends."
	}),
	exit: rule({
		...ofVerification,
		asserts: "The command ended with the exit code that is expected.",
		why: "The exit code is the only word that every tool has for its verdict."
	}),
	"report-read": rule({
		...ofVerification,
		waivable: false,
		asserts: "The report on the tests is there, and of a format that is read.",
		why: "A report that is missing or cut off is lost together with the failures that it holds."
	}),
	"of-commit": rule({
		...ofVerification,
		waivable: false,
		asserts: "What was verified is the judged commit.",
		why: "A green result of yesterday’s commit says nothing about the one that is released."
	}),
	fresh: rule({
		...ofVerification,
		waivable: false,
		asserts: "The report was made by this run of the command, or not longer ago than is allowed.",
		why: "A report that lay there already stays green when the tests no longer run."
	}),
	executed: rule({
		...ofVerification,
		asserts: "As many tests ran as are expected, and never none.",
		why: "A filter or a broken pattern lets a suite pass that ran nothing."
	}),
	"no-failures": rule({
		...ofVerification,
		asserts: "No test failed, and nothing failed outside of the tests.",
		why: "Runners end with 0 in spite of failures when they are told to, or when a suite could not be loaded."
	}),
	skips: rule({
		...ofVerification,
		severity: "high",
		asserts: "Every test that did not run is named in the policy, with a reason.",
		why: "A test that is switched off to make a release green is forgotten there."
	}),
	retries: rule({
		...ofVerification,
		severity: "high",
		asserts: "No test passed only because it was run again.",
		why: "A retry hides failures that users see once in a while."
	}),
	suites: rule({
		...ofVerification,
		asserts: "Tests ran of every suite that must be there.",
		why: "The number of tests can be right though a whole suite is missing."
	}),
	totals: rule({
		...ofVerification,
		waivable: false,
		asserts: "What the report sums up is what it lists.",
		why: "A report that contradicts itself was cut off, put together or edited."
	}),
	log: rule({
		...ofVerification,
		severity: "medium",
		asserts: "The log of the command was kept whole, and holds nothing that looks like a credential.",
		why: "Proof that cannot be read again is a claim, and a log that is handed on must not hand on secrets."
	}),
	deterministic: rule({
		...ofVerification,
		severity: "high",
		asserts: "The command gave the same each time that it was run.",
		why: "What differs from run to run cannot be compared with what was released."
	})
};

// actions/verification/commands.ts
const fileBytes = 67108864;
async function runAll(ctx, asked) {
	const { command: argv = [], folder = "", timeout = "10min", environment, repeat } = asked;
	const all = [];
	const ended = [];
	for (let time = 0; time < (repeat?.times ?? 1); time += 1) {
		const { variations = [] } = repeat ?? {};
		const run = await ctx.command({
			argv,
			folder,
			timeoutMs: milliseconds(timeout),
			pass: environment?.pass ?? [],
			set: {
				...environment?.set,
				...variations[time % Math.max(1, variations.length)]
			},
			logBytes: (asked["log-kib"] ?? 4096) * 1024
		});
		all.push(run);
		if (run.state !== "ended") break;
		const files = [];
		for (const path of repeat?.files ?? []) {
			const file = await ctx.produced.read(path, fileBytes);
			files.push(file.found ? file.sha256 : void 0);
		}
		ended.push({
			run,
			files
		});
		if (!endedByItself(run)) break;
	}
	return {
		all,
		ended
	};
}
function endedByItself({ timedOut, signal }) {
	return !timedOut && signal === void 0;
}
function wasMeasured({ all, ended }) {
	return all.length === ended.length && ended.every(({ run }) => endedByItself(run) && !run.leftBehind);
}
function whyNot({ all }) {
	const last = all.at(-1);
	if (last?.state === "refused") return last.because;
	return {
		code: "NO_DATA",
		message: last?.state === "not-started" ? `the command was not started: ${last.problem}` : "the command did not end by itself",
		needs: "a command that runs to its end"
	};
}
function judgeRan(asked, runs) {
	const last = runs.all.at(-1);
	if (last === void 0 || last.state !== "ended") return {
		status: "unverified",
		because: whyNot(runs)
	};
	if (last.timedOut) {
		const { timeout = "10min" } = asked;
		return {
			status: "failed",
			problem: `it was still running after ${timeout}, and was stopped`,
			expected: timeout,
			actual: "stopped",
			fix: "mend what hangs, or raise timeout"
		};
	}
	if (last.signal !== void 0) return {
		status: "failed",
		problem: `it was ended by ${last.signal}`,
		expected: "an exit code",
		actual: last.signal,
		fix: "mend what ends the program"
	};
	if (last.leftBehind) return {
		status: "unverified",
		because: {
			code: "NO_DATA",
			message: "the command ended while something that it had started still ran, which was stopped",
			needs: "a command that waits for all that it starts"
		}
	};
	return passed;
}
function judgeExit({ exit: expected = 0 }, runs) {
	const wrong = runs.ended.map(({ run }) => run.exit).find((code) => code !== void 0 && code !== expected);
	if (wrong !== void 0) return {
		status: "failed",
		problem: `it ended with ${wrong}, expected ${expected}`,
		expected,
		actual: wrong,
		fix: "mend what the log of the command says"
	};
	return wasMeasured(runs) ? passed : {
		status: "unverified",
		because: whyNot(runs)
	};
}
function judgeLog(asked, runs) {
	const { ended } = runs;
	if (ended.length === 0) return {
		status: "unverified",
		because: whyNot(runs)
	};
	if (ended.some(({ run }) => run.redacted)) return {
		status: "failed",
		problem: "its output holds what looks like a credential, which was taken out of the log",
		expected: "no credential",
		actual: "a credential",
		fix: "replace the credential, and let the command print none"
	};
	const long = ended.find(({ run }) => run.capped);
	if (long === void 0) return passed;
	return {
		status: "unverified",
		because: {
			code: "TRUNCATED",
			message: `the command wrote ${long.run.written} bytes, of which ${asked["log-kib"] ?? 4096} KiB were kept`,
			needs: "less output, or a greater log-kib"
		}
	};
}
function judgeDeterministic({ repeat }, runs) {
	if (repeat === void 0) return {
		status: "not-applicable",
		why: "the configuration does not ask for a repetition"
	};
	const { ended } = runs;
	const differences = [];
	const missing = [];
	const differ = (values) => values.some((value) => value !== values[0]);
	if (repeat.output && differ(ended.map(({ run }) => run.outputSha256))) differences.push("standard output");
	for (const [index, path] of repeat.files.entries()) {
		const digests = ended.map(({ files }) => files[index]);
		if (digests.includes(void 0)) missing.push(path);
		else if (differ(digests)) differences.push(path);
	}
	if (differences.length > 0) return {
		status: "failed",
		problem: `it differs from run to run: ${differences.join(", ")}`,
		expected: [],
		actual: differences,
		fix: "take time, order and chance out of what it writes"
	};
	if (!wasMeasured(runs) || ended.length < repeat.times) return {
		status: "unverified",
		because: whyNot(runs)
	};
	if (missing.length === 0) return passed;
	return {
		status: "unverified",
		because: {
			code: "NO_DATA",
			message: `it was not found after every run: ${missing.join(", ")}`,
			needs: "files that the command writes, and no commit has"
		}
	};
}
function logOf({ ended }) {
	if (ended.length === 1) return ended[0]?.run.log ?? "";
	return ended.map(({ run }, index) => `--- run ${index + 1}, exit ${run.exit ?? "none"} ---\n${run.log}`).join("\n");
}

// actions/verification/reports.ts
function readAll(asked, { reports, not }) {
	const read = [];
	let wrong;
	let unknown;
	const { report: place = { format: "auto" } } = asked;
	for (const each of not) if ("because" in each) unknown ??= {
		status: "unverified",
		because: each.because
	};
	else wrong ??= notRead(each.problem, each.at);
	for (const found of reports) {
		const one = readReport(found.content, place);
		if (one.state === "read") read.push({
			found,
			format: one.format,
			report: one.report
		});
		else if (one.state === "unknown") {
			const because = {
				...one.because,
				message: `${found.name}: ${one.because.message}`
			};
			unknown ??= {
				status: "unverified",
				because
			};
		} else {
			const where = one.line === void 0 ? "" : ` (line ${one.line})`;
			const at = found.at === void 0 || one.line === void 0 ? found.at : {
				...found.at,
				line: one.line
			};
			wrong ??= notRead(`the report ${found.name} ${one.problem}${one.problem.includes("(line") ? "" : where}`, at);
		}
	}
	return {
		read,
		verdict: wrong ?? unknown ?? passed
	};
}
function notRead(problem, at) {
	return {
		status: "failed",
		problem,
		expected: "a report that can be read",
		actual: problem,
		fix: "have the test runner write it whole, in the format that the configuration names",
		at
	};
}
function judgeReportsCommit(ctx, read) {
	const judged = judgedCommits(ctx.subject);
	for (const { found, report } of read) {
		const { artifact } = found;
		const others = report.commits.filter((commit) => !judged.includes(commit));
		if (others.length > 0) return otherCommit(`the report ${found.name} says that it is about ${listed(others)}`, judged, others);
		if (artifact === void 0) {
			if (report.commits.length > 0) continue;
			return {
				status: "unverified",
				because: {
					code: "NO_DATA",
					message: `nothing says which commit ${found.name} is about`,
					needs: "a command of this verification that writes it, an artifact of this run, or a report that names its commit"
				}
			};
		}
		if (artifact.runId !== ctx.subject.runId) return otherCommit(`${found.name} was uploaded by run ${artifact.runId}`, [ctx.subject.runId], [artifact.runId]);
		if (artifact.headSha !== ctx.subject.headSha) return otherCommit(`${found.name} was uploaded for commit ${artifact.headSha}`, judged, [artifact.headSha]);
	}
	return passed;
}
function otherCommit(problem, expected, actual) {
	return {
		status: "failed",
		problem,
		expected,
		actual,
		fix: "run the tests for the judged commit, in this run"
	};
}
const tolerance = 3e5;
function judgeAge(ctx, { "maximum-age": age, report: place }, read, jobs) {
	const now = ctx.time.latest;
	for (const { found, report } of read) {
		const attempt = found.artifact === void 0 ? { ok: true } : uploadedAttempt(ctx.subject, place?.job, found.artifact.createdAt, jobs);
		if (!attempt.ok) {
			if ("because" in attempt) return {
				status: "unverified",
				because: attempt.because
			};
			return {
				status: "failed",
				problem: `the report ${found.name} is of an earlier attempt: ${attempt.problem}`,
				expected: "a report of the last attempt",
				actual: attempt.problem,
				fix: "name the job that uploads it, and let that upload the report in each attempt"
			};
		}
		const at = report.at ?? parseTime(found.artifact?.createdAt ?? "");
		if (at !== void 0 && at > now + tolerance) return {
			status: "failed",
			problem: `the report ${found.name} says that it was made at ${isoTime(at)}, which is still to come`,
			expected: `at most ${isoTime(now)}`,
			actual: isoTime(at),
			fix: "set the clock of what writes it"
		};
		if (age === void 0) continue;
		if (at === void 0) return {
			status: "unverified",
			because: {
				code: "NO_DATA",
				message: `nothing says when ${found.name} was made`,
				needs: "a report with a time and its time zone"
			}
		};
		if (at < now - milliseconds(age)) return {
			status: "failed",
			problem: `the report ${found.name} was made at ${isoTime(at)}, more than ${age} ago`,
			expected: `at least ${isoTime(now - milliseconds(age))}`,
			actual: isoTime(at),
			fix: "run the tests again"
		};
	}
	if (age === void 0) return {
		status: "not-applicable",
		why: "the configuration sets no maximum-age"
	};
	return passed;
}
function judgeWritten(read, before) {
	const old = read.filter(({ found }) => before.get(found.name) === found.sha256).map(({ found }) => found.name);
	if (old.length === 0) return passed;
	return {
		status: "failed",
		problem: `the command did not write it, it lay there before: ${listed(old)}`,
		expected: "a report of this run",
		actual: old,
		fix: "let the command write the report, and remove those of earlier runs before"
	};
}

// actions/verification/verify.ts
async function verify(ctx, asked, gathered) {
	const { id, title, command, folder, report } = asked;
	const before = command === void 0 ? /* @__PURE__ */ new Map() : await digestsOf(ctx, asked);
	const runs = command === void 0 ? void 0 : await runAll(ctx, asked);
	const ofCommand = commandVerdicts(ctx, asked, runs);
	const last = runs?.ended.at(-1)?.run;
	const log = runs === void 0 || last === void 0 ? void 0 : keepLog(ctx, id, runs);
	const base = {
		id,
		...title === void 0 ? {} : { title },
		...command === void 0 ? {} : { argv: command },
		...folder === void 0 ? {} : { folder },
		...last?.exit === void 0 ? {} : { exit: last.exit },
		...last === void 0 ? {} : {
			started: isoMillisecondTime(last.startedAt),
			durationMs: runs?.ended.reduce((sum, { run }) => sum + run.durationMs, 0)
		},
		...log === void 0 ? {} : { log }
	};
	const unmeasured = runs === void 0 || wasMeasured(runs) ? void 0 : whyNot(runs);
	if (report === void 0) {
		const why = "the verification reads no report";
		return {
			verdicts: {
				...ofCommand,
				...each([
					"report-read",
					"fresh",
					...testRules
				], () => ({
					status: "not-applicable",
					why
				}))
			},
			unmeasured,
			record: {
				...base,
				...shaOf(ctx, ofCommand["of-commit"], last?.commit)
			}
		};
	}
	if (runs !== void 0 && runs.ended.length === 0) {
		const because = whyNot(runs);
		const open = each([
			"report-read",
			"fresh",
			...testRules
		], () => ({
			status: "unverified",
			because
		}));
		return {
			verdicts: {
				...ofCommand,
				...open
			},
			unmeasured,
			record: base
		};
	}
	const found = report.artifact === void 0 ? await producedReports(ctx, report) : await artifactReports(ctx, report, gathered.collected);
	const { read, verdict } = readAll(asked, found);
	const whole = verdict.status === "passed";
	const tests = testsOf(read.map((one) => one.report));
	const verdicts = {
		...ofCommand,
		...reportVerdicts(ctx, asked, {
			read,
			verdict,
			tests,
			runs,
			before,
			jobs: gathered.jobs
		})
	};
	const bound = verdicts["of-commit"];
	return {
		verdicts,
		unmeasured: unmeasured ?? (whole ? void 0 : notWhole(verdict)),
		record: {
			...base,
			reports: found.reports.map(({ name, sha256: digest, content }) => {
				const format = read.find((one) => one.found.name === name)?.format;
				return {
					name,
					...format === void 0 ? {} : { format },
					sha256: digest,
					bytes: content.length
				};
			}),
			...whole ? { counts: countsOf(asked, tests) } : {},
			...shaOf(ctx, bound, last?.commit)
		}
	};
}
function commandVerdicts(ctx, asked, runs) {
	if (runs === void 0) {
		const none = {
			status: "not-applicable",
			why: "the verification runs no command"
		};
		return {
			ran: none,
			exit: none,
			log: none,
			deterministic: none,
			"of-commit": none
		};
	}
	return {
		ran: judgeRan(asked, runs),
		exit: judgeExit(asked, runs),
		log: judgeLog(asked, runs),
		deterministic: judgeDeterministic(asked, runs),
		"of-commit": judgeCommandCommit(ctx, runs)
	};
}
function judgeCommandCommit({ subject }, runs) {
	if (subject.event === "local") return {
		status: "not-applicable",
		why: "on a laptop the work tree is judged, whatever commit it is of"
	};
	if (runs.ended.length === 0) return {
		status: "unverified",
		because: whyNot(runs)
	};
	const [other] = runs.ended.map(({ run }) => run.commit).filter((commit) => commit !== subject.headSha);
	if (runs.ended.every(({ run }) => run.commit !== void 0 && run.commit === subject.headSha)) return passed;
	if (other === void 0) return {
		status: "unverified",
		because: {
			code: "NO_DATA",
			message: "nothing says which commit the work tree held",
			needs: "a checkout of the judged commit"
		}
	};
	return {
		status: "failed",
		problem: "the command ran in the work tree of another commit",
		expected: subject.headSha,
		actual: other,
		fix: "check out the judged commit"
	};
}
function reportVerdicts(ctx, asked, { read, verdict, tests, runs, before, jobs }) {
	if (verdict.status !== "passed") {
		const open = {
			status: "unverified",
			because: notWhole(verdict)
		};
		const failedAnyway = judgeTests(asked, tests)["no-failures"];
		return {
			"report-read": verdict,
			...each(["fresh", ...testRules], () => open),
			...failedAnyway.status === "failed" ? { "no-failures": failedAnyway } : {},
			...runs === void 0 ? { "of-commit": open } : {}
		};
	}
	const written = runs === void 0 ? void 0 : judgeWritten(read, before);
	const age = judgeAge(ctx, asked, read, jobs);
	return {
		"report-read": verdict,
		fresh: written === void 0 || written.status === "passed" && age.status !== "not-applicable" ? age : written,
		...judgeTests(asked, tests),
		...runs === void 0 ? { "of-commit": judgeReportsCommit(ctx, read) } : otherCommits(ctx, read)
	};
}
function otherCommits(ctx, read) {
	if (ctx.subject.event === "local") return {};
	const verdict = judgeReportsCommit(ctx, read.filter(({ report }) => report.commits.length > 0));
	return verdict.status === "failed" ? { "of-commit": verdict } : {};
}
function notWhole(verdict) {
	if (verdict.status === "unverified") return verdict.because;
	return {
		code: "NO_DATA",
		message: "not every report could be read",
		needs: "reports that can be read"
	};
}
function each(rules, verdict) {
	return Object.fromEntries(rules.map((rule) => [rule, verdict()]));
}
async function digestsOf(ctx, { report }) {
	if (report === void 0) return /* @__PURE__ */ new Map();
	const { reports } = await producedReports(ctx, report);
	return new Map(reports.map(({ name, sha256: digest }) => [name, digest]));
}
function keepLog(ctx, id, runs) {
	const content = new TextEncoder().encode(logOf(runs));
	const ending = `${id}.log`;
	ctx.document(ending, content);
	return {
		path: `${reportName("verification", ctx.subject.matrixKey)}.${ending}`,
		sha256: sha256(content),
		bytes: content.length,
		written: runs.ended.reduce((sum, { run }) => sum + run.written, 0),
		capped: runs.ended.some(({ run }) => run.capped)
	};
}
function countsOf({ expected: wanted }, tests) {
	const expected = wanted === void 0 ? tests.expected : typeof wanted === "number" ? wanted : wanted.minimum;
	return {
		...expected === void 0 ? {} : { expected },
		...typeof wanted === "object" ? { minimum: true } : {},
		executed: tests.executed,
		passed: tests.passed,
		failed: tests.failed.length,
		skipped: tests.skipped.length,
		retried: tests.retried.length
	};
}
function shaOf({ subject }, bound, ran) {
	const sha = bound.status === "passed" ? subject.headSha : subject.event === "local" ? ran : void 0;
	return sha === void 0 ? {} : { sha };
}

// actions/verification/control.ts
const control = defineControl({
	name: "verification",
	title: "Verification",
	kind: "check",
	description: "Runs the commands and reads the reports on tests that prove a state: what ran, for which commit, how many tests, and with which result.",
	permissions: {
		contents: "read",
		actions: "read"
	},
	inputs,
	lists,
	outputs,
	documents: { "*.log": "the output of a command, one file for each verification" },
	data: verificationRecords,
	rules,
	configProblems: (_lists, section) => section === void 0 ? [] : verificationProblems(section).map(({ pointer, message }) => ({
		pointer: `/verification${pointer}`,
		message
	})),
	async evaluate(ctx) {
		const { verifications, required } = askedVerifications(ctx.inputs.verifications, ctx.inputs.required, ctx.inputs.presets);
		for (const id of required) if (!verifications.some((one) => one.id === id)) tell(ctx, "required", id, undeclared);
		const gathered = await gather(ctx, verifications);
		const records = [];
		for (const asked of verifications) {
			const verified = await verify(ctx, asked, gathered);
			const { verdicts, unmeasured } = verified;
			if (required.includes(asked.id)) tell(ctx, "required", asked.id, measured(unmeasured));
			for (const [rule, verdict] of Object.entries(verdicts)) tell(ctx, rule, asked.id, verdict);
			records.push(recordOf(verified, required.includes(asked.id)));
		}
		const sha = ctx.subject.headSha;
		const data = {
			...sha === void 0 ? {} : { sha },
			verifications: records
		};
		ctx.data(data);
		ctx.output("commit", sha ?? "");
		ctx.metric("verifications", records.length);
		ctx.metric("passed-verifications", records.filter(({ status }) => status === "passed").length);
		if (records.length > 0) ctx.exhibit(exhibitOf(records));
	}
});

export { control };