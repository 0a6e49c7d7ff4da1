// Modules that are rarely needed are loaded when something of them is used. For the preloads of jsii's process and of the command `cdktf`.
"use strict";

const { Module } = require("node:module");

// `callers` says, for each name, which files get the module later when they require it; all others get it at once.
exports.loadLater = function (callers) {
  const load = Module._load;
  if (typeof load !== "function") return;
  Module._load = function (name, parent, ...rest) {
    const now = () => load.call(this, name, parent, ...rest);
    return callers.get(name)?.test(parent?.filename ?? "") ? later(now) : now();
  };
};

// The bundle of cdktf-cli wraps some modules in an object of its own, to which it copies all names, or lets it inherit from the module: so
// this is its own prototype and has no names to copy.
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
