#!/usr/bin/env bash
# Learns data/encoder/adapter.npz: the lessons in the project's environment, the learning in one with PyTorch.
set -euo pipefail
cd "$(dirname "$0")/.."
learner=.tools/adapting
lessons=$(mktemp)
trap 'rm -f "$lessons"' EXIT
if [ ! -x "$learner/bin/python" ]; then
  python3 -m venv "$learner"
  "$learner/bin/pip" install --quiet --disable-pip-version-check -r adapting/requirements.txt
fi
.venv/bin/python -W ignore -m adapting.lessons "$lessons"
encoder=$(.venv/bin/python -W ignore -c "from language.encoder import packaged_folder; print(packaged_folder())")
mkdir -p data/encoder
"$learner/bin/python" adapting/learn.py "$lessons" "$encoder" data/encoder/adapter.npz
