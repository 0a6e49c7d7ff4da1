// Loaded by the command `cdktf` of the virtual environment (the file `cdktf` in this folder): loads rarely used modules on first use.
// Otherwise half of the time of `cdktf synth` would be spent on the HCL converter and on packing folders into archives.
"use strict";

const { Module, enableCompileCache } = require("node:module");
const { join } = require("node:path");

// Compiled code, cached between runs. NODE_COMPILE_CACHE would also affect jsii's process, which it slows down.
enableCompileCache?.(join(__dirname, "..", ".cdktf-cache"));

const CLI = /[\\/]cdktf-cli[\\/]bundle[\\/]/;
const RARE = new Map([
  ["@cdktf/hcl2cdk", CLI],
  ["@cdktf/hcl2json", CLI],
  ["@cdktf/hcl-tools", CLI],
  ["cdktf", CLI],
  ["archiver", /[\\/]cdktf[\\/]lib[\\/]private[\\/]fs\.js$/],
]);

const load = Module._load;
if (typeof load === "function") {
  Module._load = function (name, parent, ...rest) {
    const now = () => load.call(this, name, parent, ...rest);
    return RARE.get(name)?.test(parent?.filename ?? "") ? later(now) : now();
  };
}

// A module that loads when it is first used. The bundle wraps some in its own object, to which it copies all names, or which inherits
// from the module: this one is its own prototype and has no names to copy.
function later(now) {
  const module = new Proxy(function () {}, {
    apply: (_target, self, args) => Reflect.apply(now(), self, args),
    get: (_target, key) => (key === "__esModule" ? true : now()[key]),
    has: (_target, key) => key in now(),
    getPrototypeOf: () => module,
    ownKeys: () => ["prototype"], // a function's own, which a proxy must not hide
  });
  return module;
}
