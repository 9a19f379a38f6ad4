#!/usr/bin/env bash
# Checks the drawings of org charts with the tools they are meant for: check.sh dot|mermaid PROGRAM [MODULES]
# Target and entry of every fixture with a chart, of every textbook chart, and of a chart with hostile names, in both
# languages. MODULES is the folder in which npm installed mermaid and jsdom.
set -euo pipefail
tool=$1 program=$(realpath "$2") modules=${3:+$(realpath "$3")}
here=$(realpath "$(dirname "$0")")
cd "$here/../.."
drawn=$(mktemp -d)
trap 'rm -rf "$drawn"' EXIT

# Names that could end a label, open markup, or be taken for a word of the language.
cat >"$drawn/hostile.csv" <<'CSV'
unit_id,parent_id,second_parent_id,name,kind,function,headcount
"a""b",,,"Leitung ""]; end <b>&amp;</b>",board,,
end,"a""b",,end,line,sales,40
graph,"a""b",,subgraph x[(]{)},line,marketing,30
-->,"a""b",,"Werk %% #quot; `x` \\n --> |y|",line,production,300
KAM,end,graph,"Key Account <script>\\""",staff,,2
CSV

draw() {
  for lang in de en; do
    local folder=$drawn/$tool/$1-$lang
    mkdir -p "$folder"
    # 3: drawn, although a record was refused.
    "$program" assess -q "${@:2}" --lang "$lang" -o "$tool:$folder/" || [ $? = 3 ]
    [ -n "$(ls "$folder")" ] || { echo "$1: nothing was drawn" >&2; exit 1; }
  done
}
facts=fixtures/levels/L2.json
draw hostile "$facts" --units "$drawn/hostile.csv"
for structure in functional div_product div_region div_customer matrix simple; do
  sed "s/\"structure_type\": *\"[a-z_]*\"/\"structure_type\": \"$structure\"/" "$facts" >"$drawn/$structure.json"
  draw "textbook-$structure" "$drawn/$structure.json"
done
draw organisations fixtures/organisations/domain.csv
for units in fixtures/units/*.csv; do
  draw "$(basename "$units" .csv)" "$facts" --units "$units"
done
for case in fixtures/case/*/; do
  draw "case-$(basename "$case")" "$case"
done

mapfile -t files < <(find "$drawn/$tool" -type f | sort)
case $tool in
  dot)
    for file in "${files[@]}"; do
      # A warning of Graphviz is a fault of the drawing.
      said=$(dot -Tsvg "$file" -o "$drawn/out.svg" 2>&1) && [ -z "$said" ] || { echo "$file: $said" >&2; exit 1; }
    done
    ;;
  mermaid) node "$here/mermaid.mjs" "$modules" "${files[@]}" ;;
esac
echo "$tool: ${#files[@]} drawings checked"
