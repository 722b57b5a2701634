import { runAction } from "./shell-action.js";
import { control } from "./promotion.control.js";

// actions/promotion/main.ts
await runAction(control);

export {  };