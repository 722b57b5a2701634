import { clockTolerance, defineControl, isoMillisecondTime, isoTime, list, listed, parseTime, quote, reportName, rule, sha256, statusMarks, statusWords, structured } from "./shared.js";
import { array } from "./vendor.js";
import { noData, passed, statusOf, tellVerdict, tellsNamed, unverified, worstOf } from "./domain-verdict.js";
import { askedVerifications, judgeTests, readReport, testRules, testsOf } from "./domain-verification.js";
import { PresetSchema, VerificationSchema, verificationProblems } from "./domain-verification-config.js";
import { verificationRecords } from "./domain-verification-record.js";
import { artifactReports, producedReports, reportEndings } from "./domain-found-report.js";
import { jobsOfRun, uploadedAttempt } from "./domain-run-jobs.js";
import { counted } from "./core-counted.js";
import { milliseconds, secondsText } from "./core-duration.js";
import { judgedCommits } from "./domain-judged-fact.js";

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
		jobs: ctx.subject.attempt !== 1 || verifications.some(({ report }) => report?.job !== void 0) ? await jobsOfRun(ctx) : void 0
	};
}

// actions/verification/outcome.ts
const undeclared = {
	status: "failed",
	problem: "it is required, and the configuration does not say how it is done",
	expected: "a verification with this id",
	actual: "none",
	fix: "add it under verifications, with a command or a report"
};
function measured(unmeasured) {
	return unmeasured === void 0 ? passed : unverified(unmeasured);
}
function recordOf({ verdicts, record }, required) {
	const all = Object.values(verdicts);
	const problems = all.flatMap((verdict) => verdict.status === "failed" ? [verdict.problem] : verdict.status === "unverified" ? [verdict.because.message] : []);
	const distinct = [...new Set(problems)];
	return {
		...record,
		required,
		status: statusOf(all),
		...distinct.length === 0 ? {} : { problems: distinct }
	};
}
const mostRows = 100;
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
		rows: records.slice(0, mostRows).map(({ id, title, exit, counts, durationMs, status }) => ({
			cells: [
				title === void 0 ? id : `${id}: ${title}`,
				exit === void 0 ? "" : String(exit),
				counts === void 0 ? "" : String(counts.executed),
				counts === void 0 ? "" : String(counts.failed),
				counts === void 0 ? "" : String(counts.skipped),
				durationMs === void 0 ? "" : secondsText(durationMs),
				statusWords[status]
			],
			mark: statusMarks[status]
		})),
		remark: `${counted(records.filter(({ status }) => status === "passed").length, "verification")} of ${records.length} passed.${records.length > mostRows ? ` The first ${mostRows} are shown.` : ""}`
	};
}

// actions/verification/rules.ts
const rules = {
	required: rule({
		...tellsNamed,
		waivable: false,
		asserts: "Every required verification was measured, whatever it found.",
		why: "What nobody ran shows no failure."
	}),
	ran: rule({
		...tellsNamed,
		waivable: false,
		asserts: "The command ran to its end by itself, and so did all that it had started.",
		why: "A command that hangs, or leaves its tests running behind it, has verified nothing when it ends."
	}),
	exit: rule({
		...tellsNamed,
		asserts: "The command ended with the exit code that is expected.",
		why: "The exit code is the only word that every tool has for its verdict."
	}),
	"report-read": rule({
		...tellsNamed,
		waivable: false,
		asserts: "The report on the tests is there, and of a format that is read.",
		why: "A report that is missing or cut off is lost together with the failures that it holds."
	}),
	"of-commit": rule({
		...tellsNamed,
		waivable: false,
		asserts: "What was verified is the judged commit.",
		why: "A green result of yesterday’s commit says nothing about the one that is released."
	}),
	fresh: rule({
		...tellsNamed,
		waivable: false,
		asserts: "The report was made by this run of the command, or not longer ago than is allowed.",
		why: "A report that lay there already stays green when the tests no longer run."
	}),
	executed: rule({
		...tellsNamed,
		asserts: "As many tests ran as are expected, and never none.",
		why: "A filter or a broken pattern lets a suite pass that ran nothing."
	}),
	"no-failures": rule({
		...tellsNamed,
		asserts: "No test failed, and nothing failed outside of the tests.",
		why: "Runners end with 0 in spite of failures when they are told to, or when a suite could not be loaded."
	}),
	skips: rule({
		...tellsNamed,
		severity: "high",
		asserts: "Every test that did not run is named in the policy, with a reason.",
		why: "A test that is switched off to make a release green is forgotten there."
	}),
	retries: rule({
		...tellsNamed,
		severity: "high",
		asserts: "No test passed only because it was run again.",
		why: "A retry hides failures that users see once in a while."
	}),
	suites: rule({
		...tellsNamed,
		asserts: "Tests ran of every suite that must be there.",
		why: "The number of tests can be right though a whole suite is missing."
	}),
	totals: rule({
		...tellsNamed,
		waivable: false,
		asserts: "What the report sums up is what it lists.",
		why: "A report that contradicts itself was cut off, put together or edited."
	}),
	log: rule({
		...tellsNamed,
		severity: "medium",
		asserts: "The log of the command was kept whole, and holds nothing that looks like a credential.",
		why: "Proof that cannot be read again is a claim, and a log that is handed on must not hand on secrets."
	}),
	deterministic: rule({
		...tellsNamed,
		severity: "high",
		asserts: "The command gave the same each time that it was run.",
		why: "What differs from run to run cannot be compared with what was released."
	})
};

// actions/verification/commands.ts
const fileBytes = 67108864;
async function runAll(ctx, asked) {
	const { command: argv = [], folder = "", timeout = "10min", environment, repeat, report } = asked;
	const all = [];
	const ended = [];
	const reports = async () => report === void 0 ? {
		reports: [],
		not: []
	} : producedReports(ctx, report);
	for (let time = 0; time < (repeat?.times ?? 1); time += 1) {
		const { variations = [], files: compared = [] } = repeat ?? {};
		const before = await reports();
		const run = await ctx.command({
			argv,
			folder,
			timeoutMs: milliseconds(timeout),
			pass: environment?.pass ?? [],
			set: {
				...environment?.set,
				...variations[time % Math.max(1, variations.length)]
			},
			logBytes: (asked["log-kib"] ?? 4096) * 1024,
			outputs: [...new Set([...compared, ...before.reports.map(({ name }) => name)])]
		});
		all.push(run);
		if (run.state !== "ended") break;
		const files = [];
		for (const path of compared) {
			const file = await ctx.produced.read(path, fileBytes);
			files.push(file.found ? file.sha256 : void 0);
		}
		ended.push({
			run,
			files,
			before,
			found: await reports()
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
	const message = last?.state === "not-started" ? `the command was not started: ${last.problem}` : "the command did not end by itself";
	return noData(message, "a command that runs to its end");
}
function judgeRan(asked, runs) {
	const last = runs.all.at(-1);
	if (last === void 0 || last.state !== "ended") return unverified(whyNot(runs));
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
	if (last.leftBehind) return unverified(noData("the command ended while something that it had started still ran, which was stopped", "a command that waits for all that it starts"));
	return passed;
}
function judgeExit({ exit: expected = 0, output: text, report }, runs) {
	const wrong = runs.ended.map(({ run }) => run.exit).find((code) => code !== void 0 && code !== expected);
	if (wrong !== void 0) return {
		status: "failed",
		problem: `it ended with ${wrong}, expected ${expected}`,
		expected,
		actual: wrong,
		fix: "mend what the log of the command says"
	};
	if (!wasMeasured(runs)) return unverified(whyNot(runs));
	if (text === void 0) {
		if (expected === 0 || report !== void 0) return passed;
		const message = `it ended with ${expected} as expected, and nothing tells a refusal from a crash`;
		return unverified(noData(message, "output: a text of the refusal, or a report"));
	}
	const without = runs.ended.find(({ run }) => !run.log.includes(text))?.run;
	if (without === void 0) return passed;
	const problem = `its output does not hold ${quote(text)}`;
	if (without.capped) return unverified({
		code: "TRUNCATED",
		message: `${problem} as far as it was kept`,
		needs: "a greater log-kib"
	});
	return {
		status: "failed",
		problem,
		expected: text,
		actual: "none",
		fix: "mend what the log of the command says, or have output mended where the words were changed on purpose"
	};
}
function judgeLog(asked, runs) {
	const { ended } = runs;
	if (ended.length === 0) return unverified(whyNot(runs));
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
	const old = [];
	const differ = (values) => values.some((value) => value !== values[0]);
	if (repeat.output && differ(ended.map(({ run }) => run.outputSha256))) differences.push("standard output");
	for (const [index, path] of repeat.files.entries()) {
		const digests = ended.map(({ files }) => files[index]);
		if (digests.includes(void 0)) missing.push(path);
		else if (differ(digests)) differences.push(path);
		else if (!ended.every(({ run }) => run.renewed.includes(path))) old.push(path);
	}
	if (differences.length > 0) return {
		status: "failed",
		problem: `it differs from run to run: ${differences.join(", ")}`,
		expected: [],
		actual: differences,
		fix: "take time, order and chance out of what it writes"
	};
	if (!wasMeasured(runs) || ended.length < repeat.times) return unverified(whyNot(runs));
	if (missing.length > 0) {
		const message = `it was not found after every run: ${listed(missing)}`;
		return unverified(noData(message, "files that the command writes, and no commit has"));
	}
	if (old.length === 0) return passed;
	const message = `not every run wrote it, so that it shows nothing: ${listed(old)}`;
	return unverified(noData(message, "a command that writes these files in each run, whatever is there already"));
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
	for (const each of not) if ("because" in each) unknown ??= unverified(each.because);
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
			unknown ??= unverified(because);
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
			const message = `nothing says which commit ${found.name} is about`;
			return unverified(noData(message, "a command of this verification that writes it, an artifact of this run, or a report that names its commit"));
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
const aheadMs = 504e5;
function judgeAge(ctx, { "maximum-age": age, report: place }, read, jobs) {
	const now = ctx.time.latest;
	const verdicts = read.map(({ found, report }) => {
		const { name, artifact } = found;
		const attempt = artifact === void 0 ? { ok: true } : uploadedAttempt(ctx.subject, place?.job, artifact.createdAt, jobs);
		if (!attempt.ok) {
			if ("because" in attempt) return unverified(attempt.because);
			return {
				status: "failed",
				problem: `the report ${name} is not of the job that should have made it: ${attempt.problem}`,
				expected: "a report of the last attempt",
				actual: attempt.problem,
				fix: "name the job that uploads it, and let that upload the report in each attempt"
			};
		}
		const uploaded = parseTime(artifact?.createdAt ?? "");
		const latest = Math.min(now, uploaded ?? now) + clockTolerance;
		const { at: said, zoneless } = report;
		if (said !== void 0 && said > latest) {
			const late = said > now + 3e5 ? "which is still to come" : "which is later than its upload";
			return {
				status: "failed",
				problem: `the report ${name} says that it was made at ${isoTime(said)}, ${late}`,
				expected: `at most ${isoTime(latest)}`,
				actual: isoTime(said),
				fix: "set the clock of what writes it"
			};
		}
		if (age === void 0) return passed;
		const at = said === void 0 ? uploaded : Math.min(said, uploaded ?? said);
		const oldest = now - milliseconds(age);
		if (at !== void 0 && at < oldest) return {
			status: "failed",
			problem: `the report ${name} was made at ${isoTime(at)}, more than ${age} ago`,
			expected: `at least ${isoTime(oldest)}`,
			actual: isoTime(at),
			fix: "run the tests again"
		};
		if (zoneless !== void 0 && (zoneless - aheadMs < oldest || zoneless - aheadMs > latest)) return unverified(noData(`the report ${name} names times without a time zone`, "times with their time zone"));
		return at === void 0 && zoneless === void 0 ? unverified(noData(`nothing says when ${name} was made`, "a report with a time and its time zone")) : passed;
	});
	const worst = worstOf(verdicts) ?? passed;
	if (worst.status !== "passed" || age !== void 0) return worst;
	return {
		status: "not-applicable",
		why: "the configuration sets no maximum-age"
	};
}
function judgeWritten(read, before, renewed) {
	const earlier = new Map(before.reports.map(({ name, sha256 }) => [name, sha256]));
	const isOld = ({ name, sha256 }) => earlier.get(name) === sha256 && !renewed.includes(name);
	const old = read.flatMap(({ found }) => isOld(found) ? [found.name] : []);
	if (old.length > 0) return {
		status: "failed",
		problem: `the command did not write it, it lay there before: ${listed(old)}`,
		expected: "a report of this run",
		actual: old,
		fix: "let the command write the report, and remove those of earlier runs before"
	};
	const unseen = before.not.find((each) => !("absent" in each));
	if (unseen === void 0) return passed;
	const message = `what lay there before the command ran could not be looked at: ${"because" in unseen ? unseen.because.message : unseen.problem}`;
	return unverified(noData(message, "an empty place for its reports before the command runs"));
}

// actions/verification/verify.ts
async function verify(ctx, asked, gathered) {
	const { id, title, command, folder, report } = asked;
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
		...asked.exit === void 0 || asked.exit === 0 ? {} : { expectedExit: asked.exit },
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
		], () => unverified(because));
		return {
			verdicts: {
				...ofCommand,
				...open
			},
			unmeasured,
			record: base
		};
	}
	const judged = (runs?.ended ?? [{ found: report.artifact === void 0 ? await producedReports(ctx, report) : await artifactReports(ctx, report, gathered.collected) }]).map((source) => judgeReports(ctx, asked, source, gathered.jobs));
	const decisive = judged.find(({ own }) => own === "failed") ?? judged.find(({ own }) => own === "open") ?? judged.at(-1);
	const verdicts = {
		...ofCommand,
		...together(judged.map((one) => one.verdicts))
	};
	const broken = judged.find(({ reading }) => reading.status !== "passed")?.reading;
	const { found, read, tests } = decisive ?? {
		found: void 0,
		read: [],
		tests: void 0
	};
	return {
		verdicts,
		unmeasured: unmeasured ?? (broken === void 0 ? void 0 : notWhole(broken)),
		record: {
			...base,
			reports: (found?.reports ?? []).map(({ name, sha256: digest, content }) => {
				const format = read.find((one) => one.found.name === name)?.format;
				return {
					name,
					...format === void 0 ? {} : { format },
					sha256: digest,
					bytes: content.length
				};
			}),
			...broken === void 0 && tests !== void 0 ? { counts: countsOf(asked, tests) } : {},
			...shaOf(ctx, verdicts["of-commit"], last?.commit)
		}
	};
}
function judgeReports(ctx, asked, source, jobs) {
	const { read, verdict: reading } = readAll(asked, source.found);
	const tests = testsOf(read.map((one) => one.report));
	const verdicts = reportVerdicts(ctx, asked, {
		read,
		reading,
		tests,
		source,
		jobs
	});
	const statuses = Object.values(verdicts).map(({ status }) => status);
	const own = statuses.includes("failed") ? "failed" : statuses.includes("unverified") ? "open" : "passed";
	return {
		found: source.found,
		read,
		reading,
		tests,
		verdicts,
		own
	};
}
function together(all) {
	const worst = [...new Set(all.flatMap((one) => Object.keys(one)))].map((rule) => [rule, worstOf(all.flatMap((one) => one[rule] ?? []))]);
	return Object.fromEntries(worst);
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
	if (runs.ended.length === 0) return unverified(whyNot(runs));
	const judged = subject.checkedOutSha ?? subject.headSha;
	const [other] = runs.ended.map(({ run }) => run.commit).filter((commit) => commit !== judged);
	if (judged !== void 0 && runs.ended.every(({ run }) => run.commit === judged)) return passed;
	if (other === void 0) return unverified(noData("nothing says which commit the work tree held", "a checkout of the judged commit"));
	return {
		status: "failed",
		problem: "the command ran in the work tree of another commit",
		expected: judged,
		actual: other,
		fix: "check out the judged commit"
	};
}
function reportVerdicts(ctx, asked, { read, reading, tests, source, jobs }) {
	const { before, run } = source;
	if (reading.status !== "passed") {
		const open = unverified(notWhole(reading));
		const failedAnyway = judgeTests(asked, tests)["no-failures"];
		return {
			"report-read": reading,
			...each(["fresh", ...testRules], () => open),
			...failedAnyway.status === "failed" ? { "no-failures": failedAnyway } : {},
			...run === void 0 ? { "of-commit": open } : {}
		};
	}
	const written = run === void 0 || before === void 0 ? void 0 : judgeWritten(read, before, run.renewed);
	const age = judgeAge(ctx, asked, read, jobs);
	return {
		"report-read": reading,
		fresh: written === void 0 || written.status === "passed" && age.status !== "not-applicable" ? age : written,
		...judgeTests(asked, tests),
		...run === void 0 ? { "of-commit": judgeReportsCommit(ctx, read) } : otherCommits(ctx, read)
	};
}
function otherCommits(ctx, read) {
	if (ctx.subject.event === "local") return {};
	const verdict = judgeReportsCommit(ctx, read.filter(({ report }) => report.commits.length > 0));
	return verdict.status === "failed" ? { "of-commit": verdict } : {};
}
function notWhole(verdict) {
	if (verdict.status === "unverified") return verdict.because;
	return noData("not every report could be read", "reports that can be read");
}
function each(rules, verdict) {
	return Object.fromEntries(rules.map((rule) => [rule, verdict()]));
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
		for (const id of required) if (!verifications.some((one) => one.id === id)) tellVerdict(ctx, "required", { about: [id] }, undeclared);
		const gathered = await gather(ctx, verifications);
		const records = [];
		for (const asked of verifications) {
			const verified = await verify(ctx, asked, gathered);
			const { verdicts, unmeasured } = verified;
			if (required.includes(asked.id)) tellVerdict(ctx, "required", { about: [asked.id] }, measured(unmeasured));
			for (const [rule, verdict] of Object.entries(verdicts)) tellVerdict(ctx, rule, { about: [asked.id] }, verdict);
			records.push(recordOf(verified, required.includes(asked.id)));
		}
		const sha = ctx.subject.headSha;
		ctx.data({
			...sha === void 0 ? {} : { sha },
			verifications: records
		});
		ctx.output("commit", sha ?? "");
		ctx.metric("verifications", records.length);
		ctx.metric("passed-verifications", records.filter(({ status }) => status === "passed").length);
		if (records.length > 0) ctx.exhibit(exhibitOf(records));
	}
});

export { control };