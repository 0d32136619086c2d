// Pictures for the docs: `cargo xtask screenshots`.
import base from "./playwright.config.mjs";

export default { ...base, testMatch: "screenshots.mjs", projects: undefined, workers: 1, fullyParallel: false };
