// Read by the command `cdktf` of the virtual environment (wrapper.py beside this file): what a run rarely calls is loaded when it is
// called. Half of the time of `cdktf synth` would be spent on the converter from HCL and on packing folders into archives.
"use strict";

const { enableCompileCache } = require("node:module");
const { join } = require("node:path");

const { loadLater } = require("../constructs_lib/bindings/later.cjs");

// Compiled code, kept from run to run. As NODE_COMPILE_CACHE it would reach jsii's process, which it slows.
enableCompileCache?.(join(__dirname, "..", ".cdktf-cache"));

const CLI = /[\\/]cdktf-cli[\\/]bundle[\\/]/;
loadLater(
  new Map([
    ["@cdktf/hcl2cdk", CLI],
    ["@cdktf/hcl2json", CLI],
    ["@cdktf/hcl-tools", CLI],
    ["cdktf", CLI],
    ["archiver", /[\\/]cdktf[\\/]lib[\\/]private[\\/]fs\.js$/],
  ]),
);
