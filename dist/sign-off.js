import { runAction } from "./shell-action.js";
import { control } from "./sign-off.control.js";

// actions/sign-off/main.ts
await runAction(control);

export {  };