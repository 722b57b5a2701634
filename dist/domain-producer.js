import { parseRepository } from "./parse.js";
import { namedRepository } from "./domain-repository.js";

// shared/domain/producer/producer.ts
const manifestMaxBytes = 1048576;
async function openProducer({ producer: text }, github) {
	if (github === void 0) return {
		ok: false,
		because: {
			code: "NO_CREDENTIAL",
			message: `no credential for ${text} was given`,
			needs: "the input producer-token, with contents: read on the producer (pull requests from forks get no secrets)"
		}
	};
	const repository = parseRepository(text);
	if (repository === void 0) throw new Error(`${text} is not a repository`);
	const { host, owner, name } = repository;
	if (host === github.host) return namedRepository(github, `${owner}/${name}`, "the input producer-token");
	return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: `the producer is on ${host}, and this run asks ${github.host}`,
			needs: `a run on ${host}`
		}
	};
}

export { manifestMaxBytes, openProducer };