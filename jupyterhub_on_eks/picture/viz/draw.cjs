// Reads DOT from standard input and writes SVG to standard output.
const { readFileSync } = require("node:fs");

import(require.resolve("@viz-js/viz", { paths: [process.argv[2]] }))
  .then(({ instance }) => instance())
  .then((viz) => process.stdout.write(viz.renderString(readFileSync(0, "utf8"), { format: "svg" })))
  .catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
