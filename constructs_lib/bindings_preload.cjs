// Read by the node processes of jsii only (bindings.py beside this file says how): load what is used, and keep what was built.
//
// Each of the three parts looks for one exact shape and leaves everything else as it is.
"use strict";

// 1. `lib/index.js` of a prebuilt provider is one `exports.x = require("./x");` per resource, 2,200 of them for AWS. Each becomes a
//    getter that requires its file on first use and then replaces itself by the value. One unknown line, and the file stays as it is.

const INDEX = /[\\/]@cdktf[\\/]provider-[a-z0-9-]+[\\/]lib[\\/]index\.js$/;
const EXPORT = /^exports\.([A-Za-z_$][\w$]*) = require\("(\.\/[\w./-]+)"\);$/gm;
const WITHOUT_EFFECT = [
  /^$/,
  /^"use strict";$/,
  /^\/\*\*?$|^ \*(?:\/| [^/]*)$|^\/\//, // comments
  /^Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);$/,
  /^(?:exports\.[A-Za-z_$][\w$]* = )+void 0;$/,
];

function lazyIndex(text) {
  const files = [];
  const rest = text.replace(EXPORT, (_line, name, path) => {
    files.push([name, path]);
    return "";
  });
  if (!rest.split(/\r?\n/).every((line) => WITHOUT_EFFECT.some((shape) => shape.test(line)))) return text;
  return `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
for (const [name, path] of JSON.parse(${JSON.stringify(JSON.stringify(files))})) {
  const define = (how) => Object.defineProperty(exports, name, { configurable: true, enumerable: true, ...how });
  define({
    get() {
      const value = require(path);
      define({ writable: true, value });
      return value;
    },
  });
}
`;
}

// 2. cdktf requires `archiver` (to zip asset folders) and `semver` (to compare a binary's version): 200 files that a synth rarely calls.

const CALLERS = /[\\/]cdktf[\\/]lib[\\/](?:private[\\/]fs|validations[\\/]validate-binary-version)\.js$/;
const CALLED = /^const (archiver|semver) = require\("\1"\);$/m;

function lazyCall(text) {
  return text.replace(
    CALLED,
    (_line, name) =>
      `const ${name} = new Proxy(function () {}, {` +
      ` apply: (_target, _self, args) => require("${name}")(...args), get: (_target, key) => require("${name}")[key] });`,
  );
}

function readLazily() {
  const { Module } = require("node:module");
  const compile = Module.prototype._compile;
  if (typeof compile !== "function") return;
  Module.prototype._compile = function (content, filename, ...rest) {
    let text = content;
    if (typeof text === "string" && INDEX.test(filename)) text = lazyIndex(text);
    else if (typeof text === "string" && CALLERS.test(filename)) text = lazyCall(text);
    return compile.call(this, text, filename, ...rest);
  };
}

// 3. jsii reads a large assembly in full (4 s and 1.3 GB for AWS) until a worker of its kernel has written an index of it to the package
//    cache. The worker needs about as long as a whole synth, and exit would kill it: without this, no run would ever find the index.

function finishIndexes() {
  const threads = require("node:worker_threads");
  const { Worker } = threads;
  const { exit } = process;
  const indexers = new Set();
  threads.Worker = class extends Worker {
    constructor(file, ...rest) {
      super(file, ...rest);
      if (!/[\\/]runtime-index-worker\.js$/.test(String(file))) return;
      indexers.add(this);
      this.once("exit", () => indexers.delete(this));
    }
  };
  process.exit = function (code) {
    if (code || indexers.size === 0) return exit.call(process, code);
    for (const worker of indexers) worker.once("exit", () => indexers.size === 0 && exit.call(process, code));
  };
}

// jsii starts node on bin/jsii-runtime.js, which starts this program in another node and passes messages between the two.
if (/[\\/]lib[\\/]program\.js$/.test(process.argv[1] ?? "")) {
  readLazily();
  finishIndexes();
}
