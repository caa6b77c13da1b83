#!/usr/bin/env bash
# Learns an adapter and mixes it into data/encoder/adapter.npz; the learning has PyTorch, in an environment of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
learner=.tools/adapting
workshop=$(mktemp -d)
trap 'rm -rf "$workshop"' EXIT
lessons=$workshop/lessons.json learnt=$workshop/adapter.npz present=data/encoder/adapter.npz
if [ ! -x "$learner/bin/python" ]; then
  python3 -m venv "$learner"
  "$learner/bin/pip" install --quiet --disable-pip-version-check -r adapting/requirements.txt
fi
.venv/bin/python -W ignore -m adapting.lessons "$lessons"
encoder=$(.venv/bin/python -W ignore -c "from language.encoder import packaged_folder; print(packaged_folder())")
mkdir -p data/encoder
"$learner/bin/python" adapting/learn.py "$lessons" "$encoder" "$learnt"
if [ -f "$present" ]; then
  .venv/bin/python -W ignore -m adapting.mixing 0.5 "$present" "$learnt" "$learnt"
fi
mv "$learnt" "$present"
