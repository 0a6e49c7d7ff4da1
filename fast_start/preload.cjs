// Loaded only by jsii's node processes (see kernel.py in this folder): load only what is used, keep what was built, and run in one
// process.
//
// Each of the six parts matches one exact shape and changes nothing else. The names in `used("…")` are those of tricks.py.
"use strict";

const LEFT_OUT = new Set((process.env.JUPYTERHUB_ON_EKS_WITHOUT ?? "").split(",").map((name) => name.trim()));
const used = (name) => !LEFT_OUT.has(name);

// 1. `lib/index.js` of a prebuilt provider is one `exports.x = require("./x");` per resource, 2,200 of them for AWS. Each becomes a
//    getter that requires its file on first use and then replaces itself with the value. A file with an unknown line is not changed. CDK
//    Terrain's wraps each `require` in a TypeScript helper that returns its argument.

const INDEX = /[\\/]@cdk(?:tf|tn)[\\/]provider-[a-z0-9-]+[\\/]lib[\\/]index\.js$/;
const EXPORT = /^exports\.([A-Za-z_$][\w$]*) = (?:require|__importStar\(require)\("(\.\/[\w./-]+)"\)\)?;$/gm;
const HELPER = /^var (__createBinding|__setModuleDefault|__importStar) = \(this && this\.\1\) \|\| \((?:Object\.create \? \()?function ?\([^]*?^\}\)+(?:\(\))?;$/gm;
const WITHOUT_EFFECT = [
  /^$/,
  /^"use strict";$/,
  /^\/\*\*?$|^ \*(?:\/| [^/]*)$|^\/\//, // comments
  /^Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);$/,
  /^(?:exports\.[A-Za-z_$][\w$]* = )+void 0;$/,
];

function lazyIndex(text) {
  const files = [];
  const rest = text.replace(HELPER, "").replace(EXPORT, (_line, name, path) => {
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
//    CDK Terrain zips with `fflate`, one file, and compares more versions.

const CALLERS = /[\\/]cdk(?:tf|tn)[\\/]lib[\\/](?:private[\\/]fs|validations[\\/](?:validate-binary-version|target-versions))\.js$/;
const CALLED = /^const (archiver|semver) = require\("\1"\);$/m;

function lazyCall(text) {
  return text.replace(
    CALLED,
    (_line, name) =>
      `const ${name} = new Proxy(function () {}, {` +
      ` apply: (_target, _self, args) => require("${name}")(...args), get: (_target, key) => require("${name}")[key] });`,
  );
}

// 3. cdktf keeps the call stack of each token for its own errors; they only contain jsii's temporary files.

const STACKS = /[\\/]cdk(?:tf|tn)[\\/]lib[\\/]tokens[\\/]private[\\/]stack-trace\.js$/;
const STACK = /^function captureStackTrace\(below\) \{$/m;

function withoutStack(text) {
  return text.replace(STACK, (line) => `${line} return [];`);
}

function changed(text, filename) {
  if (INDEX.test(filename)) return used("index") ? lazyIndex(text) : text;
  if (CALLERS.test(filename)) return used("helpers") ? lazyCall(text) : text;
  if (STACKS.test(filename)) return used("traces") ? withoutStack(text) : text;
  if (LAUNCHER.test(filename)) return launchedHere(text, filename);
  if (PROGRAM.test(filename)) return readingLess(text);
  return text;
}

function changeOnLoad() {
  const { Module } = require("node:module");
  const compile = Module.prototype._compile;
  if (typeof compile !== "function") return;
  Module.prototype._compile = function (content, filename, ...rest) {
    return compile.call(this, typeof content === "string" ? changed(content, filename) : content, filename, ...rest);
  };
}

// 4. jsii reads a large assembly in full (4 s and 1.3 GB for AWS) until a worker of its kernel has written an index of it to the package
//    cache. The worker needs about as long as a whole synth, and exit would kill it: without this, no run would ever find the index.
//    The exit event waits for it, because jsii may have bound process.exit before this file was loaded.

const INDEXER = /[\\/]runtime-index-worker\.js$/;

function finishIndexes() {
  if (!used("keep-index")) return;
  const threads = require("node:worker_threads");
  const { Worker } = threads;
  const running = [];
  threads.Worker = class extends Worker {
    constructor(file, options = {}) {
      if (!INDEXER.test(String(file))) {
        super(file, options);
        return;
      }
      const finished = new Int32Array(new SharedArrayBuffer(4));
      running.push(finished);
      super(file, { ...options, execArgv: ["--require", __filename], workerData: { ...options.workerData, finished } });
    }
  };
  // First, because jsii removes the folder of its packages in this event.
  process.prependOnceListener("exit", (code) => {
    if (!code) for (const finished of running) Atomics.wait(finished, 0, 0);
  });
}

function tellWhenFinished() {
  const { isMainThread, workerData } = require("node:worker_threads");
  if (isMainThread || !workerData?.finished) return;
  process.once("exit", () => {
    Atomics.store(workerData.finished, 0, 1);
    Atomics.notify(workerData.finished, 0);
  });
}

// 5. jsii starts node on bin/jsii-runtime.js, which starts lib/program.js in another node and passes each message on, twice. Here the
//    program answers from the first node. As before, output of the program and its children is kept out of the messages: it is written
//    to standard error, in the format of jsii's Python side.

const LAUNCHER = /[\\/]bin[\\/]jsii-runtime\.js$/;
const LAUNCH =
  /\(process\.execPath,\[\.\.\.process\.execArgv,"--preserve-symlinks",\(0,\w+\.resolve\)\(__dirname,"\.\.","lib","program\.js"\)\],\{stdio:\["ignore","pipe","pipe","pipe"\]\}\)/;
const CHANNEL = /readFD:3,writeFD:3\b/;

function launchedHere(text, filename) {
  const { readFileSync } = require("node:fs");
  const program = require("node:path").resolve(filename, "..", "..", "lib", "program.js");
  const asked = used("one-process") && / --preserve-symlinks\b/.test(process.env.NODE_OPTIONS ?? "") && !process.env.JSII_DEBUG;
  if (!asked || !LAUNCH.test(text) || !CHANNEL.test(readFileSync(program, "utf8"))) return text;
  try {
    answerHere();
  } catch {
    return text; // no /dev/fd, or messages that don't come through pipes
  }
  process.execArgv.push("--preserve-symlinks"); // where jsii looks for it: without it, jsii links packages file by file
  finishIndexes();
  return `require(${JSON.stringify(program)});`;
}

function answerHere() {
  const fs = require("node:fs");
  const { Writable } = require("node:stream");
  const { readSync, writeSync } = fs;
  // The messages move to their own numbers; nothing else gets 3, which one of them gets unless node itself uses it.
  const [requests, answers] = [fs.openSync("/dev/fd/0", "r"), fs.openSync("/dev/fd/1", "w")];
  // A number that was just closed is assigned next.
  for (const [fd, path, flags] of [[0, "/dev/null", "r"], [1, "/dev/fd/2", "w"]]) {
    fs.closeSync(fd);
    fs.openSync(path, flags);
  }
  fs.readSync = (fd, ...rest) => readSync(fd === 3 ? requests : fd, ...rest);
  fs.writeSync = (fd, ...rest) => writeSync(fd === 3 ? answers : fd, ...rest);
  for (const [fd, name] of [[1, "stdout"], [2, "stderr"]]) {
    const write = (chunk, _encoding, done) => {
      writeSync(2, `${JSON.stringify({ [name]: chunk.toString("base64") })}\n`);
      done();
    };
    Object.defineProperty(process, name, { configurable: true, enumerable: true, value: Object.assign(new Writable({ write }), { fd }) });
  }
}

// 6. jsii's kernel reads more of its package cache than it needs: all tarballs, 50 MB, for the digests by which it finds them, and all
//    type descriptions, 49 MB, of which it uses two hundred lines. The digests are stored next to the packages and reused while a
//    tarball is unchanged; of the descriptions only the required lines are read.

const PROGRAM = /[\\/]lib[\\/]program\.js$/;
const DIGEST = /(\{cache:\w+,root:(\w+)\}=function openCache\(\).{0,900}?[,;]\w+=)(\(0,\w+\.digestFile\)\((\w+),\.\.\.(\w+)\)),/;
const DESCRIPTIONS = /\(0,\w+\.readFileSync\)\((\w+\(this,\w+,"f"\))\)/;
const DIGESTS = ".jupyterhub-on-eks-digests.json";
const HERE = `require(${JSON.stringify(__filename)})`;

function readingLess(text) {
  const kept = (_all, before, root, compute, tarball, salt) => `${before}${HERE}.digest(${root},${tarball},${salt},()=>${compute}),`;
  const digested = used("digests") ? text.replace(DIGEST, kept) : text;
  return used("descriptions") ? digested.replace(DESCRIPTIONS, (_all, path) => `${HERE}.lines(${path})`) : digested;
}

exports.digest = function (root, tarball, salt, compute) {
  const fs = require("node:fs");
  const file = require("node:path").join(root, DIGESTS);
  const { dev, ino, size, mtimeNs, ctimeNs } = fs.statSync(tarball, { bigint: true });
  const key = [tarball, ...salt].join(" ");
  const state = [dev, ino, size, mtimeNs, ctimeNs].join(" ");
  const known = () => {
    try {
      return JSON.parse(fs.readFileSync(file, "utf8"));
    } catch {
      return {}; // there is none yet, or it is damaged
    }
  };
  const found = known()[key];
  if (found?.state === state) return Buffer.from(found.digest, "hex");
  const digest = compute();
  try {
    const written = `${file}.${process.pid}`;
    fs.writeFileSync(written, JSON.stringify({ ...known(), [key]: { state, digest: digest.toString("hex") } }), { mode: 0o600 });
    fs.renameSync(written, file);
  } catch {
    // jsii itself reports a cache that isn't writable.
  }
  return digest;
};

// Replaces the buffer of a file that text is read from.
exports.lines = function (path) {
  const { openSync, readSync } = require("node:fs");
  const file = openSync(path, "r");
  return {
    toString(encoding, from, to) {
      const line = Buffer.alloc(to - from);
      readSync(file, line, 0, line.length, from);
      return line.toString(encoding);
    },
  };
};

const main = process.argv[1] ?? "";
const isProgram = PROGRAM.test(main);
if (LAUNCHER.test(main) || isProgram) changeOnLoad();
if (isProgram) finishIndexes(); // for the launcher this is done where the program is started
tellWhenFinished(); // only in the worker
