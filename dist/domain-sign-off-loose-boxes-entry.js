import { looseBoxes } from "./domain-sign-off.js";

export { looseBoxes };