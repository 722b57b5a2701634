import { runAction } from "./shell-action.js";
import { control } from "./track-incident.control.js";

// actions/track-incident/main.ts
await runAction(control);

export {  };