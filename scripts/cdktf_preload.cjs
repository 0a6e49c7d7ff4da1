// Read by the command `cdktf` of the virtual environment (the file `cdktf` beside this one): what a run rarely calls is loaded when it is
// called. Half of the time of `cdktf synth` would be spent on the converter from HCL and on packing folders into archives.
"use strict";

const { Module, enableCompileCache } = require("node:module");
const { join } = require("node:path");

// Compiled code, kept from run to run. As NODE_COMPILE_CACHE it would reach jsii's process, which it slows.
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

// A module that loads when something of it is used. The bundle wraps some in an object of its own, to which it copies all names, or lets it
// inherit from the module: it is its own prototype and has no names to copy.
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
