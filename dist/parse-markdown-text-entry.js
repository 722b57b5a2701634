import { shownText } from "./parse-markdown-text.js";

export { shownText };