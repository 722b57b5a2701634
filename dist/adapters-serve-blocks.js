import { parentPort, workerData } from "node:worker_threads";

// shared/adapters/serve-blocks.ts
function serveBlocks(scan) {
	const reader = scan.reader(workerData);
	parentPort?.on("message", ({ index, block }) => {
		const told = {
			index,
			value: reader.read(block)
		};
		parentPort?.postMessage(told);
	});
}

export { serveBlocks };