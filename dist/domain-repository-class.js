import { Slug } from "./shared.js";
import { strictObject, string } from "./vendor.js";

// shared/domain/repository-class/classes.ts
const Topic = string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/, "expected a topic: at most 50 lower-case letters, digits and hyphens");
const classShape = {
	name: Slug.meta({ description: "A name of your own, e.g. service; reports use it." }),
	topic: Topic.optional().meta({ description: "Repositories with this topic." }),
	property: strictObject({
		name: string().min(1),
		value: string().min(1)
	}).optional().meta({ description: "Repositories with this value of a custom property." })
};
const eitherTopicOrProperty = [({ topic, property }) => topic === void 0 !== (property === void 0), {
	message: "give either topic or property",
	when: () => true
}];
function namedOnce(classes) {
	return new Set(classes.map(({ name }) => name)).size === classes.length;
}
function classesOf(classes, { topics, properties }) {
	const held = [];
	const open = [];
	for (const one of classes) {
		const { name, topic, property } = one;
		if (!(topic === void 0 ? properties !== void 0 : topics !== void 0)) {
			const what = topic === void 0 ? `the custom property ${property?.name}` : "the topics";
			open.push({
				code: "NO_DATA",
				message: `whether the repository is of the class ${name} cannot be told: ${what} could not be read`,
				needs: "a token that sees the repository (metadata: read)"
			});
			continue;
		}
		const values = property === void 0 ? void 0 : properties?.[property.name];
		if ((topic !== void 0 ? topics?.includes(topic) : property !== void 0 && (Array.isArray(values) ? values.includes(property.value) : values === property.value)) === true) held.push(one);
	}
	return {
		held,
		open
	};
}

export { classShape, classesOf, eitherTopicOrProperty, namedOnce };