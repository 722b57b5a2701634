import { GovernanceError } from "./shared.js";
import { Worker } from "node:worker_threads";

// shared/adapters/scan-lanes.ts
const blocksEach = 2;
function ownLane(reader) {
	let value = reader.empty();
	return {
		async add(block) {
			value = reader.merge(value, reader.read(block));
		},
		value: async () => value,
		end: async () => {}
	};
}
function workerLanes(reader, parameters, entry, threads) {
	let merged = reader.empty();
	let added = 0;
	let done = 0;
	const told = new Map();
	const waiting = [];
	let failure;
	let ending = false;
	const wake = () => {
		for (const next of waiting.splice(0)) next();
	};
	const fail = (message, cause) => {
		failure ??= new GovernanceError("INTERNAL", `a thread that reads records ${message}`, { cause });
		wake();
	};
	const lanes = Array.from({ length: threads }, () => {
		const lane = {
			worker: new Worker(entry, {
				...alone,
				workerData: parameters
			}),
			busy: 0
		};
		lane.worker.on("message", ({ index, value }) => {
			lane.busy -= 1;
			told.set(index, value);
			for (;;) {
				const next = told.get(done);
				if (next === void 0) break;
				told.delete(done);
				merged = reader.merge(merged, next);
				done += 1;
			}
			wake();
		});
		lane.worker.on("error", (error) => fail(`broke: ${error.message}`, error));
		lane.worker.on("messageerror", (error) => fail(`could not be understood: ${error.message}`, error));
		lane.worker.on("exit", (code) => {
			if (!ending) fail(`ended with code ${code}`);
		});
		return lane;
	});
	const until = async (holds) => {
		for (;;) {
			if (failure !== void 0) throw failure;
			if (holds()) return;
			await new Promise((resolve) => waiting.push(resolve));
		}
	};
	return {
		async add(block) {
			await until(() => added - done < 4 * threads && lanes.some(({ busy }) => busy < blocksEach));
			const lane = lanes.reduce((one, other) => other.busy < one.busy ? other : one);
			const asked = {
				index: added,
				block
			};
			added += 1;
			lane.busy += 1;
			lane.worker.postMessage(asked, [block.bytes.buffer]);
		},
		async value() {
			await until(() => done === added);
			return merged;
		},
		async end() {
			ending = true;
			await Promise.all(lanes.map(({ worker }) => worker.terminate()));
		}
	};
}
const alone = {
	execArgv: [],
	env: {},
	resourceLimits: {
		maxYoungGenerationSizeMb: 8,
		maxOldGenerationSizeMb: 512
	}
};

export { ownLane, workerLanes };