#!/usr/bin/env bash
# kinds_of_files.sh SOURCES: adds convscope's kinds of files to the system's, and checks what kind a desktop sees in sessions, lessons
# and models, and that the desktop entry names these kinds.
set -euo pipefail
sources=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export XDG_DATA_HOME=$folder/share
mkdir -p "$XDG_DATA_HOME/mime/packages"
cp "$sources/assets/desktop/convscope.xml" "$XDG_DATA_HOME/mime/packages"
update-mime-database "$XDG_DATA_HOME/mime"

faults=0
# expect KIND FILE
expect() {
    local kind
    kind=$(gio info -a standard::content-type "$2" | sed -n 's/.*standard::content-type: //p')
    [[ $kind == "$1" ]] || { echo "$2 is seen as '$kind' instead of '$1'"; faults=1; }
    grep -q "[=;]$1;" "$sources/assets/desktop/convscope.desktop" || { echo "the desktop entry lacks $1"; faults=1; }
}

cd "$folder"
printf '{\n "convscope_session": 1}' >saved
printf '{}' >saved.convscope.json
expect application/x-convscope-session+json saved
expect application/x-convscope-session+json saved.convscope.json
printf '{}' >other.json
expect application/json other.json

cp "$sources/assets/lessons/convolution.en.md" lesson
cp lesson convolution.lesson.md
cp lesson convolution.en.md
expect text/x-convscope-lesson lesson
expect text/x-convscope-lesson convolution.lesson.md
expect text/markdown convolution.en.md

printf '\x93NUMPY\x01' >array
printf '\x1c\0\0\0TFL3' >lite
expect application/x-npy array
expect application/x-tflite lite
for file in a.keras a.onnx a.tflite a.npy; do printf '\x01\x02' >"$file"; done
printf '{}' >model.json
printf '\x89HDF\r\n\x1a\n' >a.h5
expect application/x-keras a.keras
expect application/x-onnx a.onnx
expect application/x-tflite a.tflite
expect application/x-npy a.npy
expect application/x-tfjs+json model.json
expect application/x-hdf a.h5
exit "$faults"
