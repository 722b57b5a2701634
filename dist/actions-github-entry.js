import { context } from "./event.js";

export { context };