// Read by the node process of jsii only (see bindings.py beside this file): makes the index of a prebuilt CDKTF provider lazy.
//
// `lib/index.js` of such a package is one `exports.x = require("./x");` per resource, 2,200 of them for AWS. Each becomes a getter that
// requires its file on first use and then replaces itself by the value. An index with any other kind of line is compiled as it is.
"use strict";

const { Module } = require("node:module");

const INDEX = /[\\/]@cdktf[\\/]provider-[a-z0-9-]+[\\/]lib[\\/]index\.js$/;
const EXPORT = /^exports\.([A-Za-z_$][\w$]*) = require\("(\.\/[\w./-]+)"\);$/;
const HARMLESS = [
  /^$/,
  /^"use strict";$/,
  /^(\/\*| \*|\/\/)/,
  /^Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);$/,
  /^(exports\.[A-Za-z_$][\w$]* = )+void 0;$/,
];
const HELPER =
  "const lazily = (name, path) => Object.defineProperty(exports, name, { configurable: true, enumerable: true, get() {" +
  " const value = require(path);" +
  " Object.defineProperty(exports, name, { configurable: true, enumerable: true, writable: true, value });" +
  " return value; } });";

/** The lazy form of an index file's text, or undefined if it has a line that we don't know. */
function lazy(text) {
  const lines = [];
  for (const line of text.split(/\r?\n/)) {
    const found = EXPORT.exec(line);
    if (found) lines.push(`lazily(${JSON.stringify(found[1])}, ${JSON.stringify(found[2])});`);
    else if (HARMLESS.some((form) => form.test(line))) lines.push(line);
    else return undefined;
  }
  // Kept on the first line after the directive, so that "use strict" stays in force and line numbers stay right.
  return lines.join("\n").replace('"use strict";', (directive) => directive + HELPER);
}

const compile = Module.prototype._compile;
if (typeof compile === "function") {
  Module.prototype._compile = function (content, filename, ...rest) {
    const text = typeof content === "string" && INDEX.test(filename) ? lazy(content) : undefined;
    return compile.call(this, text ?? content, filename, ...rest);
  };
}
