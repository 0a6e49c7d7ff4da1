// Read by the node process of jsii only (bindings.py beside this file says how): it loads what is used, and keeps what it has built.
//
// Each of the three parts looks for one exact shape and leaves everything else as it is.
"use strict";

const { Module } = require("node:module");
const threads = require("node:worker_threads");

// 1. `lib/index.js` of a prebuilt provider is one `exports.x = require("./x");` per resource, 2,200 of them for AWS. Each becomes a
//    getter that requires its file on first use and then replaces itself by the value. One unknown line, and the file stays as it is.

const INDEX = /[\\/]@cdktf[\\/]provider-[a-z0-9-]+[\\/]lib[\\/]index\.js$/;
const EXPORT = /^exports\.([A-Za-z_$][\w$]*) = require\("(\.\/[\w./-]+)"\);$/;
const HARMLESS = [
  /^$/,
  /^"use strict";$/,
  /^(\/\*| \*|\/\/)/,
  /^Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);$/,
  /^(exports\.[A-Za-z_$][\w$]* = )+void 0;$/,
];
// One line, after the directive: "use strict" stays in force and line numbers stay right.
const LAZILY =
  "const lazily = (name, path) => Object.defineProperty(exports, name, { configurable: true, enumerable: true, get() {" +
  " const value = require(path);" +
  " Object.defineProperty(exports, name, { configurable: true, enumerable: true, writable: true, value });" +
  " return value; } });";

function lazyIndex(text) {
  const lines = [];
  for (const line of text.split(/\r?\n/)) {
    const found = EXPORT.exec(line);
    if (found) lines.push(`lazily(${JSON.stringify(found[1])}, ${JSON.stringify(found[2])});`);
    else if (HARMLESS.some((shape) => shape.test(line))) lines.push(line);
    else return text;
  }
  return lines.join("\n").replace('"use strict";', (directive) => directive + LAZILY);
}

// 2. cdktf requires `archiver` (to zip asset folders) and `semver` (to compare a binary's version): 200 files that a synth rarely calls.

const CALLERS = /[\\/]cdktf[\\/]lib[\\/](private[\\/]fs|validations[\\/]validate-binary-version)\.js$/;
const CALLED = /^const (archiver|semver) = require\("\1"\);$/m;

function lazyCall(text) {
  return text.replace(
    CALLED,
    (_, name) =>
      `const ${name} = new Proxy(function () {}, {` +
      ` apply: (_target, _self, args) => require("${name}")(...args), get: (_target, key) => require("${name}")[key] });`,
  );
}

const compile = Module.prototype._compile;
if (typeof compile === "function") {
  Module.prototype._compile = function (content, filename, ...rest) {
    let text = content;
    if (typeof text === "string") {
      if (INDEX.test(filename)) text = lazyIndex(text);
      else if (CALLERS.test(filename)) text = lazyCall(text);
    }
    return compile.call(this, text, filename, ...rest);
  };
}

// 3. jsii reads a large assembly in full (4 s and 1.3 GB for AWS) until a worker of its kernel has written an index of it to the package
//    cache. The worker needs about as long as a whole synth, and exit would kill it: without this, no run would ever find the index.

const indexers = new Set();
const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(file, ...rest) {
    super(file, ...rest);
    if (!/[\\/]runtime-index-worker\.js$/.test(String(file))) return;
    indexers.add(this);
    this.once("exit", () => indexers.delete(this));
  }
};

const exit = process.exit;
process.exit = function (code) {
  if (code || indexers.size === 0) return exit.call(process, code);
  for (const worker of indexers) worker.once("exit", () => indexers.size === 0 && exit.call(process, code));
};
